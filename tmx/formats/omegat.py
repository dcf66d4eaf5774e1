"""An OmegaT project that opens translated: its source text, the memory in tm/auto, the glossary."""

import shutil
from collections.abc import Iterable
from pathlib import Path

import regex

from ...errors import DuizhaoError
from ...files import atomic_write
from ...i18n import _
from ..characters import clean_text
from ..model import Unit, primary
from ..writer import WriterOptions, header_for, write_units
from .table_files import one_line

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


def write_project(
    units: Iterable[Unit], folder: Path, *, source: str = "zh-CN", target: str = "en", glossary: Path | None = None
) -> int:
    """Make a project of a memory: its source texts with an empty line between them, so that each is one segment.

    The name ends in .utf8, because OmegaT reads .txt in the system's encoding.
    An existing project is filled anew; files in it that are not written here stay.

    Returns:
        How many units are in it.

    Raises:
        DuizhaoError: The folder holds something that is no OmegaT project, or cannot be written.
    """
    if folder.exists() and (
        not folder.is_dir() or (any(folder.iterdir()) and not (folder / "omegat.project").exists())
    ):
        raise DuizhaoError(_("exists and is not an OmegaT project; choose a new folder"), file=folder)
    if glossary is not None and not glossary.is_file():
        raise DuizhaoError(_("is not a file; check the name of the glossary"), file=glossary)
    try:
        for name in _FOLDERS:
            (folder / name).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DuizhaoError(_("cannot be made ({reason})").format(reason=error.strerror), file=folder) from error
    kept = list(units)
    header = header_for(source=source)
    options = WriterOptions(plain=True, **{primary(source): source, primary(target): target})
    write_units(kept, folder / "tm" / "auto" / "duizhao.tmx", header, options)
    with atomic_write(folder / "source" / "source.utf8") as stream:
        for unit in kept:
            text = regex.sub(r"\s+", " ", one_line(clean_text(unit.text_in(primary(source))))).strip()
            if text:
                stream.write(f"{text}\n\n".encode())
    if glossary is not None:
        _copy(glossary, folder / "glossary" / "glossary.utf8")
    with atomic_write(folder / "omegat.project") as stream:
        stream.write(_PROJECT.format(source=source, target=target).encode())
    return len(kept)


def _copy(glossary: Path, target: Path) -> None:
    try:
        with glossary.open("rb") as original, atomic_write(target) as stream:
            shutil.copyfileobj(original, stream)
    except OSError as error:
        raise DuizhaoError(_("cannot be opened ({reason})").format(reason=error.strerror), file=glossary) from error
