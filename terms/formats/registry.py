"""Glossary files by their format: told by suffix, and by contents where a suffix has several."""

from collections.abc import Callable
from functools import cache, partial
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import Any, BinaryIO

from ...errors import DuizhaoError
from ...files import atomic_write, unreadable
from ...i18n import _, listed
from ...tmx.formats.table_files import open_table
from ..glossary import Concept, Glossary, Term, concept_id
from .glossary_table import table_concepts

# format -> module and function; modules are imported when their format is met
_READERS = {
    "tbx": ("tbx", "read_tbx"),
    "tsv": ("glossary_table", "read_table"),
    "csv": ("glossary_table", "read_table"),
    "xlsx": ("glossary_table", "read_table"),
    "omegat": ("omegat", "read_omegat"),
    "multiterm": ("multiterm", "read_multiterm"),
    "skos": ("skos", "read_skos"),
    "tmx": ("registry", "read_tmx_terms"),
    "json": ("json_file", "read_json"),
}
_WRITERS: dict[str, tuple[str, str, dict[str, str]]] = {
    "tbx": ("tbx", "write_tbx", {}),
    "tbx3": ("tbx", "write_tbx", {"style": "dca"}),
    "tbx3-dct": ("tbx", "write_tbx", {"style": "dct"}),
    "tsv": ("glossary_table", "write_tsv", {}),
    "csv": ("glossary_table", "write_csv", {}),
    "memoq": ("glossary_table", "write_memoq", {}),
    "xlsx": ("glossary_table", "write_xlsx", {}),
    "omegat": ("omegat", "write_omegat", {}),
    "multiterm": ("multiterm", "write_multiterm", {}),
    "json": ("json_file", "write_json", {}),
}
NO_GLOSSARY = "none"
READABLE = tuple(_READERS)
WRITABLE = tuple(_WRITERS)
_SUFFIXES = {
    ".tbx": "tbx",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".csv": "csv",
    ".xlsx": "xlsx",
    ".utf8": "omegat",
    ".ttl": "skos",
    ".tmx": "tmx",
    ".json": "json",
}
# characters; units of a TMX file with a side longer than this are sentences
_LONGEST_TERM = 120
_SHIPPED = "un_terms.tsv"
_WITH_COLUMNS = ("tsv", "csv", "xlsx")


def read_glossary(path: str | Path, format: str = "", *, zh: str = "", en: str = "") -> Glossary:
    """Return the glossary of a file; what was left out is in its warnings.

    Args:
        path: The file.
        format: One of `READABLE`; told by suffix and contents when empty.
        zh: Heading or number of the Chinese column of a table; guessed when empty.
        en: The same for English.

    Raises:
        DuizhaoError: The file cannot be read, is no glossary, or its format is not known.
    """
    name = format or format_of(path)
    if name not in _READERS:
        known = listed(READABLE)
        raise DuizhaoError(
            _("format {name!r} cannot be read; known: {known}").format(name=name, known=known), file=path
        )
    module, function = _READERS[name]
    read: Callable[..., Glossary] = getattr(import_module(f".{module}", __package__), function)
    if name in _WITH_COLUMNS:
        read = partial(read, zh=zh, en=en)
    return read(path)


def read_tmx_terms(path: str | Path) -> Glossary:
    """Return the short units of a TMX file as concepts; units that are sentences are counted and left out.

    Raises:
        DuizhaoError: The file is no TMX, or has no unit in Chinese and English.
    """
    from ...tmx.bitexts import read_tmx

    bitext = read_tmx(path)
    concepts: dict[str, Concept] = {}
    long = twice = 0
    for pair in bitext.matched:
        id = concept_id(pair.zh, pair.en)
        if max(len(pair.zh), len(pair.en)) > _LONGEST_TERM:
            long += 1
        elif id in concepts:
            twice += 1
        else:
            terms = (Term(pair.zh, "zh"), Term(pair.en, "en"))
            concepts[id] = Concept(id, terms, note=pair.note, source=bitext.symbol, date=bitext.date)
    left = (
        (_("units in one language: left out, {count}"), len(bitext.unaligned)),
        (_("units longer than a term: left out, {count}"), long),
        (_("repeated units: left out, {count}"), twice),
    )
    warnings = [*bitext.warnings, *(message.format(count=count) for message, count in left if count)]
    return Glossary(concepts.values(), name=Path(path).name, warnings=warnings)


def write_glossary(glossary: Glossary, path: str | Path, format: str = "", *, zh: str = "", en: str = "") -> list[str]:
    """Write a glossary; return what the format cannot say, a line each.

    Args:
        glossary: What to write.
        path: The file.
        format: One of `WRITABLE`; told by the suffix when empty.
        zh: Language code of Chinese, e.g. ``zh-CN``, in a format that has codes (TBX); its usual one when empty.
        en: The same for English.

    Raises:
        DuizhaoError: The format is not known or has no language codes, or the file cannot be written.
    """
    writer = writer_for(path, format, zh=zh, en=en)
    with atomic_write(path) as stream:
        return writer(glossary, stream)


def writer_for(path: str | Path, format: str = "", *, zh: str = "", en: str = "") -> Callable[..., list[str]]:
    """Return the function that writes a file's format, see `write_glossary`.

    Raises:
        DuizhaoError: The format is not known or has no language codes.
    """
    name = format or {**_SUFFIXES, ".txt": "omegat", ".xml": "multiterm"}.get(Path(path).suffix.lower(), "")
    if name not in _WRITERS:
        known = listed(WRITABLE)
        raise DuizhaoError(
            _("the format cannot be inferred from the suffix; choose one with --to: {known}").format(known=known),
            file=path,
        )
    module, function, options = _WRITERS[name]
    codes = {language: code for language, code in (("zh", zh), ("en", en)) if code}
    if codes and module != "tbx":
        raise DuizhaoError(_("{name} has no language codes; leave out --zh and --en").format(name=name), file=path)
    write: Any = getattr(import_module(f".{module}", __package__), function)
    writer: Callable[[Glossary, BinaryIO], list[str]] = partial(write, **options, **codes)
    return writer


def format_of(path: str | Path) -> str:
    """Return the format of a file that is there.

    Raises:
        DuizhaoError: The file cannot be read, or its format is not known.
    """
    suffix = Path(path).suffix.lower()
    try:
        with Path(path).open("rb") as stream:
            head = stream.read(4096)
    except OSError as error:
        raise unreadable(error, path) from error
    if suffix in _SUFFIXES:
        return _SUFFIXES[suffix]
    text = head.decode("utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", errors="replace")
    if suffix in (".xml", ".mtf", ""):
        for mark, name in (("<mtf", "multiterm"), ("<martif", "tbx"), ("<tbx", "tbx"), ("<tmx", "tmx")):
            if mark in text:
                return name
    if suffix == ".txt":
        return "omegat" if text.startswith("# -*- coding") else "tsv"
    message = _("the format cannot be inferred from the file; choose one with --from: {known}")
    raise DuizhaoError(message.format(known=listed(READABLE)), file=path)


def load_glossary(path: str | Path | None = None) -> Glossary:
    """Return a glossary: the shipped one without a path, an empty one for ``none``, else the file's in any format.

    Raises:
        DuizhaoError: The file cannot be read, or is no glossary.

    Example:
        >>> import duizhao as dz
        >>> glossary = dz.load_glossary()
        >>> [term.text for _concept, term in glossary.find("重建得更好", "zh")]
        ['重建得更好']
    """
    if path is None:
        return shipped_glossary()
    return Glossary(()) if path == NO_GLOSSARY else read_glossary(path)


@cache
def shipped_glossary() -> Glossary:
    """Return the UN glossary that is installed with the package."""
    resource = files(__package__.rpartition(".")[0]).joinpath("data", _SHIPPED)
    try:
        data = resource.read_bytes()
    except OSError as error:
        raise DuizhaoError(_("the shipped glossary is missing; install duizhao again"), file=_SHIPPED) from error
    return Glossary(table_concepts(open_table(data, name=_SHIPPED).rows, file=_SHIPPED), name=_SHIPPED)
