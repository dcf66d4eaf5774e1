"""Sentences: the project's SRX 2.0 rules (``data/un.srx``) run over a text.

The rules are data, so that a CAT tool cuts as this project does. They are compiled here with the `regex` module,
because the SRX engine choppa takes 0.1 s to import (it loads an XML Schema library); the tests hold the two to the
same cuts. Semantics: SRX 2.0 specification (LISA OSCAR, 2008): at each place the first rule that fits decides.
"""

from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import regex

from ..errors import DuizhaoError, check_choice
from ..files import atomic_write
from ..i18n import _
from . import LANGUAGES, Language
from .annotated_text import after_white, before_white

RULES = Path(__file__).parent / "data" / "un.srx"
_NAMESPACE = "{http://www.lisa.org/srx20}"


@dataclass(frozen=True, slots=True)
class SentenceRule:
    """One SRX rule: whether a text is cut where ``before`` ends and ``after`` begins (regular expressions)."""

    breaks: bool
    before: str
    after: str


_Pattern = regex.Pattern[str]


def sentence_spans(text: str, language: Language) -> list[tuple[int, int]]:
    """Return the sentences of one paragraph as half-open character offsets.

    Spans are stripped of white space; every other character is in exactly one span.

    Example:
        >>> sentence_spans("See para. 5. It ends.", "en")
        [(0, 12), (13, 21)]
    """
    cuts = {
        match.end()
        for pattern, exceptions in _breaks(language)
        for match in pattern.finditer(text)
        if exceptions is None or not exceptions.match(text, match.end())
    }
    spans = pairwise([0, *sorted(cuts), len(text)])
    stripped = ((after_white(text, start), before_white(text, end)) for start, end in spans)
    return [(start, end) for start, end in stripped if start < end]


def split_sentences(text: str, language: Language) -> list[str]:
    """Return the sentences of one paragraph, without white space around them.

    Raises:
        DuizhaoError: The language is neither ``zh`` nor ``en``.

    Example:
        >>> import duizhao as dz
        >>> dz.split_sentences("委员会审议了第1.2段。会议于下午3时开始。", "zh")
        ['委员会审议了第1.2段。', '会议于下午3时开始。']
        >>> dz.split_sentences("See para. 5 of resolution No. 3. The Committee agreed.", "en")
        ['See para. 5 of resolution No. 3.', 'The Committee agreed.']
    """
    return [text[start:end] for start, end in sentence_spans(text, language)]


def export_rules(path: str | Path) -> None:
    """Write the rules as an SRX 2.0 file, so that a CAT tool cuts sentences as this project does.

    Raises:
        DuizhaoError: The file cannot be written, or is none by its suffix.
    """
    if Path(path).suffix.lower() != ".srx":
        raise DuizhaoError(_("has no known suffix; use one of {suffixes}").format(suffixes=".srx"), file=path)
    with atomic_write(path) as stream:
        stream.write(RULES.read_bytes())


@cache
def rules(language: Language) -> tuple[SentenceRule, ...]:
    """Return the rules that apply to a language, in the order in which they are tried."""
    check_choice("language", language, LANGUAGES)
    root = ElementTree.parse(RULES).getroot()  # noqa: S314 - our own file, not the user's
    named = {group.get("languagerulename"): group for group in root.iter(f"{_NAMESPACE}languagerule")}
    maps = root.iter(f"{_NAMESPACE}languagemap")
    names = [m.get("languagerulename") for m in maps if regex.fullmatch(m.get("languagepattern", ""), language)]
    return tuple(_rule(element) for name in names for element in named[name].iter(f"{_NAMESPACE}rule"))


def _rule(element: ElementTree.Element) -> SentenceRule:
    before, after = (element.findtext(f"{_NAMESPACE}{name}") or "" for name in ("beforebreak", "afterbreak"))
    return SentenceRule(element.get("break") != "no", before, after)


@cache
def _breaks(language: Language) -> tuple[tuple[_Pattern, _Pattern | None], ...]:
    """Compile the break rules, what ends before the cut, each with the exceptions that are written before it."""
    breaks, exceptions = [], list[str]()
    for rule in rules(language):
        if rule.breaks:
            pattern = regex.compile(f"(?>{rule.before})(?={rule.after})", regex.V1)
            breaks.append((pattern, regex.compile("|".join(exceptions), regex.V1) if exceptions else None))
        else:
            exceptions.append(f"(?<={rule.before})(?={rule.after})")
    return tuple(breaks)
