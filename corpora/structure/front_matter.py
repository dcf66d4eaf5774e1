"""Front matter: the masthead, the title and the symbol of a UN document."""

from collections.abc import Sequence

import regex

from ...language.dates import read_date
from ...language.script import display_width
from ...language.symbols import find_symbols, is_symbol
from ...language.words import CLOSING_MARKS, LINKING_WORDS, breaks_off, reads_on
from ..document import Kind
from ..line import Line
from .page import is_complete

# The name of a body and nothing more, but for what else a masthead says: a title may begin with one too, as that of the
# United Nations Convention on the Law of the Sea or 联合国海洋法公约 does, or hold one, as Composition of the Council
_BODY = (
    r"Assembly|(?:Sub)?[Cc]ommittee|(?:Sub-)?Commission|Council|Conference|Board|Congress|Forum|Programme|Fund|Agency"
    r"|Secretariat|Organization|Nations"
)
_ORGAN = (
    rf"(?:(?:[Tt]he|and|\p{{Lu}}[\p{{L}}'’-]{{0,20}})\s+){{0,9}}(?:{_BODY})"
    r"(?:\s(?:on|of|for|to)\s(?:the\s)?\p{Lu}[^.:;,]{0,90})?"
    r"|(?:联合国|聯合國)?\s*[\p{Han}、]{0,24}(?:大会|大會|理事会|理事會|委员会|委員會|开发署|规划署|秘书处|组织)"
    r"|联合国|聯合國"
)
_SESSION = r"第.{1,8}[届屆](?:特别)?(?:会议|會議)?|.{0,30}\bsession\b|\p{Lu}\p{Ll}+(?:-\p{Ll}+)? year$"
_MASTHEAD = regex.compile(
    rf"(?:{_ORGAN})[\s*]{{0,120}}(?:$|{_SESSION}|Distr\b|[A-Z]+/)"
    rf"|{_SESSION}|(?:临时|臨時)?(?:议程|議程)|(?:(?:Provisional )?[Aa]genda i|I)tems? \d"
    r"|Distr\b|(?:原文|Original)\b|中文|简体|(?:主席|President|Chair(?:man|person|woman)?)[:：]"
    r"|.{0,60}\d{1,2}\s?月\s?\d{1,2}\s?日"
    r"|(?:\p{Lu}[\p{L} .-]{1,30}, )?\d{1,2}(?:\s?[–-]\s?\d{1,2})? [A-Z][a-z]{2,8}.{0,60}\d{4}"
)
_BYLINE = regex.compile(
    r"(?:.{0,40}(?:的报告|的說明|的说明)|(?:Report|Note|Letter|Statement) (?:of|by|from|submitted) .*)[*]*"
)
_RESOLUTION = regex.compile(r"(?:S/)?(?:PRST/)?\d{1,4}/\d{1,4}[.．]?\s?\D.+|第\s?\d+/\d+\s?号(?:决议|决定).+")
_RESOLUTION_NUMBER = regex.compile(r"(?:S/)?(?:PRST/)?\d{1,4}/\d{1,4}[.．]?")
_OPENER = regex.compile(
    r"(?:大会|大會|(?:人权|安全|经济及社会|托管)理事会|[\p{Han}]{2,12}委员会|我们|我們|本公约缔约国|本公约各缔约国)[，,:：]?"
    r"|The (?:General Assembly|Security Council|Economic and Social Council|Human Rights Council"
    r"|States Parties to the present \w+|(?:\w+ ){1,8}Committee)[,:]?"
)
FIRST_HEADS = regex.compile(
    r"preamble|foreword|preface|introduction|(?:executive )?summary"
    r"|序言|前言|序|导言|導言|引言|(?:内容)?(?:概要|提要|摘要)",
    regex.IGNORECASE,
)
_UN = regex.compile(r"^\s*(?:联合国|聯合國|United Nations)\s+")
_LONG_TEXT = 130  # columns
_LONG_CLAUSE = 60  # a preambular paragraph ends with a comma
_CLAUSE_ENDS = ",，;；"
_LONGEST_HEAD = 40
SHORTEST_TITLE = 2  # characters: 兹 alone is a formula's
_SENTENCE = regex.compile(rf"[^*(（\[].*[.。][{CLOSING_MARKS}]*\s*")  # no note, nor a remark in brackets


def front_kinds(texts: Sequence[str]) -> list[Kind]:
    """Tell the title from the rest of the front matter.

    A resolution has its number before its title. Else the title is the last thing before a by-line
    (联合国人权事务高级专员的报告 / Report of the …) that is no masthead, or the last such thing before the text.

    Args:
        texts: The pieces of the front matter in order.

    Returns:
        ``title`` or ``front`` for each.
    """
    kinds: list[Kind] = ["front"] * len(texts)
    open_ = [at for at, text in enumerate(texts) if _may_be_title(text)]
    if resolutions := [at for at in open_ if _RESOLUTION.fullmatch(texts[at])]:
        kinds[resolutions[-1]] = "title"
        return kinds
    numbers = [at for at, text in enumerate(texts) if _RESOLUTION_NUMBER.fullmatch(text)]
    if numbers and (under := [at for at in open_ if at > numbers[-1]]):
        kinds[under[0]] = "title"  # the number stands on a line of its own
        return kinds
    open_ = [at for at in open_ if not _SENTENCE.fullmatch(texts[at])]
    bylines = [at for at in open_ if is_byline(texts[at])]
    last = bylines[-1] if bylines and bylines[-1] > min(open_, default=0) else len(texts)
    before = [at for at in open_ if at < last and at not in bylines]
    if before:
        kinds[before[-1]] = "title"
    return kinds


def is_masthead(text: str) -> bool:
    """Whether a line says what mastheads do: an organ's whole name, a session, an agenda item, a date, a language."""
    return bool(_MASTHEAD.match(text))


def is_byline(text: str) -> bool:
    """Whether a line says who reports: 秘书长的报告 / Report of the Secretary-General."""
    return bool(_BYLINE.fullmatch(text))


def _may_be_title(text: str) -> bool:
    return not (is_masthead(text) or _is_clause(text) or is_symbol(text)) and len(text) >= SHORTEST_TITLE


def first_sentence(texts: Sequence[str], default: int) -> int:
    """Return the index of the first sentence under something that may be the title; ``default`` where none is."""
    titled = False
    for at, text in enumerate(texts):
        if _SENTENCE.fullmatch(text) and not _RESOLUTION_NUMBER.fullmatch(text) and titled:
            return at
        titled = titled or (_may_be_title(text) and not is_byline(text))
    return default


def is_wrapped(before: str, text: str) -> bool:
    """Whether a piece of front matter is the rest of the one before it, such as the second line of a title.

    A small letter tells nothing under another one (a list of words), and no sentence is the rest of a title. In
    capitals a word that titles write small tells as much.
    """
    small = reads_on(text) or (before.isupper() and text.isupper() and text.partition(" ")[0].lower() in LINKING_WORDS)
    rest = small and not reads_on(before) and not is_complete(text)
    return not is_complete(before) and (rest or breaks_off(before) or _closes(before, text))


def _closes(before: str, text: str) -> bool:
    """Whether a text closes the title marks that the one before it leaves open: 《山区湖泊 / 保护公约》."""
    opened = before.rpartition("《")[2]
    return opened != before and "》" not in opened and "》" in text.partition("《")[0]


def _is_clause(text: str) -> bool:
    """Whether a text goes on after its end, as no title does: 兹协议如下： / Have agreed as follows:."""
    return text.rstrip()[-1:] in _CLAUSE_ENDS + ":："


def opens_preamble(text: str) -> bool:
    """Whether the line is the organ that speaks in a resolution or treaty: 大会， / The General Assembly,."""
    return bool(_OPENER.fullmatch(text)) and (text[-1] in ",，:：" or text.startswith("The "))


def is_running_text(text: str) -> bool:
    """Whether a piece of the front matter is text already: the opening of a preamble or a long sentence."""
    if opens_preamble(text):
        return True
    width = display_width(text)
    return (width > _LONG_TEXT and is_complete(text)) or (width > _LONG_CLAUSE and text.rstrip()[-1:] in _CLAUSE_ENDS)


def document_symbol(lines: Sequence[Line], running_matter: dict[int, str]) -> str:
    """Return the document's symbol: from the running heads, else from the masthead; empty where there is none.

    In the first lines it stands alone or beside the name of the organization: a symbol in a sentence is another's.
    """
    heads = [
        lines[index].text
        for index, reason in sorted(running_matter.items())
        if reason in ("running head", "page layout")
    ]
    firsts = [piece for line in lines[:_LONGEST_HEAD] for piece in line.cells or (_UN.sub("", line.text),)]
    for text in [*heads, *filter(is_symbol, map(str.strip, firsts))]:
        for symbol, start, end in find_symbols(text):
            if not text[:start][-1:].strip() and not text[end:].lstrip("*")[:1].strip():
                return str(symbol)
    return ""


def document_date(texts: Sequence[str]) -> str:
    """Return the date that stands alone in the front matter, as ``2021-08-04``; empty where there is none."""
    return next((date for text in texts if (date := read_date(text.strip()))), "")
