"""From any exchange format to any other: the table of formats, and one stream of units between them."""

import gzip
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from ...errors import DuizhaoError
from ...files import atomic_write, unreadable
from ...i18n import _, listed
from ..model import Header, Note, Unit, Variant, clean_text, primary, tmx_date
from ..reader import Rejects, TmxReader
from ..source import open_file
from ..writer import header_for, write_units
from . import unit_records
from .table_files import one_line
from .xliff import Version, read_xliff, write_xliff

_MAX_UNPACKED = 8 << 30  # bytes that a .gz of another format than TMX may unpack to


@dataclass(frozen=True, slots=True)
class ConversionOptions:
    """How units are read and written.

    Attributes:
        zh: Code of Chinese where the format has none of its own, and in what is written.
        en: Code of English, likewise.
        source: Source language of what is written, ``zh`` or ``en``.
        segtype: ``sentence`` or ``paragraph``, for TMX.
        plain: Leave inline elements out of TMX.
        date: ISO date that units without a date get; empty for none.
        glossary: A glossary for an OmegaT project.
        keep: Leave a memory's own codes and direction as they are.
    """

    zh: str = "zh-CN"
    en: str = "en"
    source: str = "zh"
    segtype: str = ""
    plain: bool = False
    date: str = ""
    glossary: Path | None = None
    keep: bool = False

    @property
    def codes(self) -> tuple[str, str]:
        """The codes of Chinese and English."""
        return self.zh, self.en

    @property
    def direction(self) -> tuple[str, str]:
        """The codes of source and target."""
        return (self.zh, self.en) if self.source == "zh" else (self.en, self.zh)


def format_of(path: Path) -> str:
    """Return the format that a name tells: ``tmx``, ``tsv``, ``csv``, ``xlsx``, ``xliff``, ``moses``, …

    Raises:
        DuizhaoError: The name tells none.
    """
    name = path.name.lower().removesuffix(".gz")
    for suffix, found in _SUFFIXES.items():
        if name.endswith(suffix):
            return found
    if path.is_dir() and (path / "omegat.project").exists():
        return "omegat"
    known = listed(_SUFFIXES)
    raise DuizhaoError(
        _("the format cannot be inferred from the suffix; use one of {known}, or --from or --to").format(known=known),
        file=path,
    )


_SUFFIXES = {
    ".tmx": "tmx",
    ".tsv": "tsv",
    ".csv": "csv",
    ".xlsx": "xlsx",
    ".xlf": "xliff",
    ".xliff": "xliff",
    ".jsonl": "jsonl",
    ".parquet": "parquet",
    ".zh": "moses",
    ".en": "moses",
    ".moses": "moses",
    ".po": "po",
    ".omegat": "omegat",
}
WRITABLE = ("tmx", "tsv", "csv", "xlsx", "xliff", "xliff2", "moses", "jsonl", "parquet", "omegat")
READABLE = (*WRITABLE, "po")


def read_any(
    path: Path, options: ConversionOptions, rejects: Rejects | None, format_name: str = ""
) -> tuple[Header, Iterator[Unit]]:
    """Open a file of any format: its header (an empty one where the format has none) and its units.

    Raises:
        DuizhaoError: It cannot be read.
    """
    name = format_name or format_of(path)
    if name == "omegat":
        path, name = path / "omegat" / "project_save.tmx", "tmx"
    if name == "tmx":
        reader = TmxReader(path, rejects)
        return reader.header, iter(reader)
    # units are read while the output is written: what cannot be opened is told before
    open_file(_moses(path)[0] if name == "moses" else path).close()
    return Header(attributes=()), _units(path, name, options)


def _units(path: Path, name: str, options: ConversionOptions) -> Iterator[Unit]:
    if name == "moses":
        yield from _read_moses(path, options)
        return
    with _unpacked(path) as plain:
        if name == "po":
            yield from _read_toolkit(plain, options)
        elif name in ("xliff", "xliff2"):
            yield from read_xliff(plain)
        else:
            yield from _READERS[name](plain, options.codes)


_READERS: dict[str, Callable[[Path, tuple[str, str]], Iterator[Unit]]] = {
    "tsv": unit_records.read_units,
    "csv": unit_records.read_units,
    "xlsx": unit_records.read_units,
    "jsonl": unit_records.read_jsonl,
    "parquet": unit_records.read_parquet,
}


@contextmanager
def _unpacked(path: Path) -> Iterator[Path]:
    """Give a path to the plain file; a packed one is unpacked to a temporary file, up to a limit."""
    if not path.name.lower().endswith(".gz"):
        yield path
        return
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / path.name[:-3]
        try:
            with gzip.open(path) as packed, plain.open("wb") as stream:
                while block := packed.read(1 << 20):
                    stream.write(block)
                    if stream.tell() > _MAX_UNPACKED:
                        raise DuizhaoError(_("unpacks to more than 8 GB; it is not read"), file=path)
        except (OSError, EOFError) as error:
            raise DuizhaoError(
                _("the compressed file is damaged ({reason})").format(reason=error), file=path
            ) from error
        yield plain


def _moses(path: Path) -> tuple[Path, Path]:
    """Return the two files of a pair: ``text.moses``, ``text.zh`` or ``text.en`` stand for text.zh and text.en."""
    packed = ".gz" if path.name.lower().endswith(".gz") else ""
    base = path.name[: -len(packed)] if packed else path.name
    stem = base[: base.rfind(".")] if base.lower().endswith((".zh", ".en", ".moses")) else base
    return path.with_name(f"{stem}.zh{packed}"), path.with_name(f"{stem}.en{packed}")


def _read_moses(path: Path, options: ConversionOptions) -> Iterator[Unit]:
    zh_path, en_path = _moses(path)
    for side in (zh_path, en_path):
        if not side.exists():
            raise DuizhaoError(_("is missing; Moses pairs are two files, .zh and .en"), file=side)
    with _open_text(zh_path) as chinese, _open_text(en_path) as english:
        number = 0
        try:
            for number, (zh, en) in enumerate(zip(chinese, english, strict=True), 1):
                variants = (Variant(options.zh, zh.rstrip("\r\n")), Variant(options.en, en.rstrip("\r\n")))
                yield Unit("", variants, line=number)
        except (OSError, EOFError) as error:
            message = _("the compressed file is damaged ({reason})")
            raise DuizhaoError(message.format(reason=error), file=path, line=number + 1) from error
        except ValueError as error:
            if isinstance(error, UnicodeDecodeError):
                raise DuizhaoError(_("is not UTF-8; save it as UTF-8"), file=path, line=number + 1) from error
            message = _("the two files have different numbers of lines")
            raise DuizhaoError(message, file=path, line=number + 1) from error


def _open_text(path: Path) -> IO[str]:
    # lines end at \n only: other separators may stand inside a segment
    if path.name.lower().endswith(".gz"):
        return gzip.open(path, "rt", encoding="utf-8", newline="\n")
    return path.open(encoding="utf-8", newline="\n")


def _read_toolkit(path: Path, options: ConversionOptions) -> Iterator[Unit]:
    """Read what translate-toolkit reads well: PO."""
    from translate.storage import factory

    try:
        store = factory.getobject(str(path))
    except Exception as error:
        raise DuizhaoError(_("cannot be read ({reason})").format(reason=error), file=path) from error
    direction = options.direction
    for number, unit in enumerate(store.units, 1):
        if unit.istranslatable():
            variants = (Variant(direction[0], str(unit.source or "")), Variant(direction[1], str(unit.target or "")))
            notes = (Note(str(unit.getnotes())),) if unit.getnotes() else ()
            yield Unit(str(unit.getid() or ""), variants, (), notes, (), number)


def write_any(
    units: Iterable[Unit], path: Path, options: ConversionOptions, header: Header | None = None, format_name: str = ""
) -> None:
    """Write units in any format.

    Raises:
        DuizhaoError: The format is not one to write, or the file cannot be written.
    """
    name = format_name or format_of(path)
    if name == "tmx":
        _write_tmx(units, path, options, header)
    elif name == "omegat":
        _write_omegat(units, path, options)
    elif name == "moses":
        _write_moses(units, path)
    else:
        with _packing(path) as stream, tempfile.TemporaryFile() as plain:
            # some formats seek in what they write
            _writer(name, options)(units, plain)
            plain.seek(0)
            shutil.copyfileobj(plain, stream)


def _write_tmx(units: Iterable[Unit], path: Path, options: ConversionOptions, header: Header | None) -> None:
    if header is None or not header.attributes:
        header = header_for(source=options.direction[0], segtype=options.segtype or "sentence")
    elif options.segtype:
        header = Header("1.4", tuple((n, options.segtype if n == "segtype" else v) for n, v in header.attributes))
    write_units(units, path, header, plain=options.plain)


def _writer(name: str, options: ConversionOptions) -> Callable[[Iterable[Unit], IO[bytes]], None]:
    if name in ("xliff", "xliff2"):
        source, target = options.direction
        version: Version = "2.1" if name == "xliff2" else "1.2"
        return lambda units, stream: write_xliff(units, stream, version, source=source, target=target)
    if name not in _WRITERS:
        raise DuizhaoError(_("{name} is read but not written; choose another format").format(name=name))
    return _WRITERS[name]


_WRITERS: dict[str, Callable[[Iterable[Unit], IO[bytes]], None]] = {
    "tsv": unit_records.write_tsv,
    "csv": unit_records.write_csv,
    "xlsx": unit_records.write_xlsx,
    "jsonl": unit_records.write_jsonl,
    "parquet": unit_records.write_parquet,
}


# OmegaT reads .txt in the system's encoding, hence .utf8
_FOLDERS = ("source", "target", "tm/auto", "glossary", "dictionary", "omegat")
_PROJECT = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat>
    <project version="1.0">
        <source_dir>__DEFAULT__</source_dir>
        <source_dir_excludes/>
        <target_dir>__DEFAULT__</target_dir>
        <tm_dir>__DEFAULT__</tm_dir>
        <glossary_dir>__DEFAULT__</glossary_dir>
        <glossary_file>glossary/glossary.utf8</glossary_file>
        <dictionary_dir>__DEFAULT__</dictionary_dir>
        <source_lang>{source}</source_lang>
        <target_lang>{target}</target_lang>
        <source_tok>org.omegat.tokenizer.LuceneSmartChineseTokenizer</source_tok>
        <target_tok>org.omegat.tokenizer.LuceneEnglishTokenizer</target_tok>
        <sentence_seg>false</sentence_seg>
        <support_default_translations>true</support_default_translations>
        <remove_tags>false</remove_tags>
    </project>
</omegat>
"""


def _write_omegat(units: Iterable[Unit], folder: Path, options: ConversionOptions) -> None:
    """Make an OmegaT project that opens translated: its source text, the memory in tm/auto, the glossary.

    The source texts have an empty line between them, so that each is one segment. An existing project is filled anew;
    files in it that are not written here stay.
    """
    if folder.exists() and (
        not folder.is_dir() or (any(folder.iterdir()) and not (folder / "omegat.project").exists())
    ):
        raise DuizhaoError(_("exists and is not an OmegaT project; choose a new folder"), file=folder)
    if options.glossary is not None and not options.glossary.is_file():
        raise DuizhaoError(_("is not a file; check the name of the glossary"), file=options.glossary)
    try:
        for name in _FOLDERS:
            (folder / name).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DuizhaoError(_("cannot be made ({reason})").format(reason=error.strerror), file=folder) from error
    source, target = options.direction
    kept = [unit.with_codes({"zh": options.zh, "en": options.en}) for unit in units]
    write_units(kept, folder / "tm" / "auto" / "duizhao.tmx", header_for(source=source), plain=True)
    with atomic_write(folder / "source" / "source.utf8") as stream:
        for unit in kept:
            text = " ".join(clean_text(unit.text_in(primary(source))).split())
            if text:
                stream.write(f"{text}\n\n".encode())
    if options.glossary is not None:
        _copy(options.glossary, folder / "glossary" / "glossary.utf8")
    with atomic_write(folder / "omegat.project") as stream:
        stream.write(_PROJECT.format(source=source, target=target).encode())


def _copy(glossary: Path, target: Path) -> None:
    try:
        with glossary.open("rb") as original, atomic_write(target) as stream:
            shutil.copyfileobj(original, stream)
    except OSError as error:
        raise unreadable(error, glossary) from error


def _write_moses(units: Iterable[Unit], path: Path) -> None:
    zh_path, en_path = _moses(path)
    with _packing(zh_path) as chinese, _packing(en_path) as english:
        for unit in units:
            chinese.write(f"{one_line(unit.zh)}\n".encode("utf-8", "replace"))
            english.write(f"{one_line(unit.en)}\n".encode("utf-8", "replace"))


@contextmanager
def _packing(path: Path) -> Iterator[IO[bytes]]:
    """Open a file for writing, gzip-packed where its name says so."""
    with atomic_write(path) as stream:
        if path.name.lower().endswith(".gz"):
            with gzip.GzipFile(filename="", fileobj=stream, mode="wb", mtime=0) as packed:
                yield packed  # type: ignore[misc]
        else:
            yield stream


def recoded(units: Iterable[Unit], options: ConversionOptions) -> Iterator[Unit]:
    """Yield units with the codes and the source side that the options name."""
    codes = {"zh": options.zh, "en": options.en}
    for unit in units:
        unit = unit.with_codes(codes)
        ordered = sorted(unit.variants, key=lambda variant: primary(variant.language) != options.source)
        yield unit._replace(variants=tuple(ordered))


def dated(units: Iterable[Unit], date: str) -> Iterable[Unit]:
    """Return units with an ISO date where they have none; the units as they are for an empty date.

    Raises:
        DuizhaoError: It is no date.
    """
    if not date:
        return units
    written = tmx_date(date)
    if not written:
        raise DuizhaoError(_("{date} is not a date; write it as 2021-08-04").format(date=date))
    attributes = (("creationdate", written), ("changedate", written))
    return (unit if unit.changed else unit._replace(attributes=(*unit.attributes, *attributes)) for unit in units)
