"""Labels of a word and a number: Article 3, Art. 3, § 3, 第三条, CHAPTER I, Part A, Rule 12 bis, First Schedule, Annex.

Words that are usual are known in both languages. Any other word is one too where a document counts with it at the
start of its lines, 1, 2, 3, …: Lesson 1, 第一课.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

import regex

from ...language.dates import MONTHS
from ...language.numerals import (
    CARDINALS,
    HAN_FINANCIAL,
    HAN_NUMERALS,
    ORDINALS,
    english_value,
    han_value,
    letter_value,
    roman_value,
)
from .label import Label, Style

_HAN_NUMBER = rf"[{HAN_NUMERALS}{HAN_FINANCIAL}]+"


class _Name(NamedTuple):
    """What headings of a document are called: its style, the name in keys, the English and the Chinese words."""

    style: Style
    name: str
    english: str
    chinese: str


_NAMES = (
    _Name("annex", "annex", "annex", "附件 附则 附則"),
    _Name("annex", "appendix", "appendix app", "附录 附錄"),
    _Name("annex", "enclosure", "enclosure attachment", "附文"),
    _Name("annex", "schedule", "schedule sched sch", "附表"),
    _Name("annex", "protocol", "protocol", "议定书 議定書"),
    _Name("part", "part", "part pt title book", "部分 编 編 篇 卷"),
    _Name("chapter", "chapter", "chapter chap ch", "章"),
    _Name("section", "section", "section sect sec §", "节 節"),
    _Name("article", "article", "article art", "条 條"),
    _Name("named", "rule", "rule", "规则 規則 细则 細則"),
    _Name("named", "regulation", "regulation reg", "条例 條例 规章 規章"),
    _Name("named", "goal", "goal objective", "目标 目標"),
    _Name("named", "target", "target", "具体目标 具體目標"),
    _Name("named", "indicator", "indicator", "指标 指標"),
    _Name("named", "principle", "principle", "原则 原則"),
    _Name("named", "standard", "standard", "标准 標準"),
    _Name("named", "guideline", "guideline", "准则 準則 指南"),
    _Name("named", "recommendation", "recommendation", "建议 建議"),
)
# Keys of headings under which paragraph numbers may start again. An unknown word has the key `no`: 里程碑3 is no3
RESTARTS = ("annex", "art", "part", "section", "no", *(name.name for name in _NAMES if name.style == "named"))
_KNOWN = {word: name for name in _NAMES for word in f"{name.english} {name.chinese}".split()}
_CAPTIONS = ("table", "figure", "fig", "box", "chart", "map", "表", "图", "圖", "专栏", "插文")
_NO_LABELS = frozenset((*_CAPTIONS, *(month.lower() for month in MONTHS)))
# words that stand alone above what is attached to a document
_ALONE = "附件|附录|附錄|附文|附则|附則|附表|annex|appendix|enclosure|attachment|schedule"

_EN_NUMBER = rf"\d{{1,4}}|[IVXLC]+|[A-Z]|(?i:{'|'.join(word for word, value in CARDINALS.items() if 0 < value < 20)})"
_EN_SEAM = r"(?P<bis>\s(?:bis|ter|quater))?(?P<stop>[.:,]?(?:\s?[–—-])?)(?=\s|$)\s*"
_EN_WORD = rf"(?i:{'|'.join(word for name in _NAMES for word in name.english.split() if word != '§')})"
_EN = regex.compile(
    rf"(?:(?P<word>{_EN_WORD})(?:\.\s?|\s+)|(?P<word>§)\s?)(?:No\.?\s?)?"
    rf"(?P<value>{_EN_NUMBER}){_EN_SEAM}"
)
_WORD = r"(?P<word>\p{Lu}(?:\p{L}{2,}(?:\s\p{L}+)?|\p{L}{1,4}\.))"
_EN_ANY = regex.compile(rf"{_WORD}\s(?:No\.\s?)?(?P<value>\d{{1,3}}|[IVXLC]+|[A-Z]){_EN_SEAM}")
# First Schedule, 3rd meeting: a line of its own, or parted by a stop or a capital
_ORDINAL_NUMBER = rf"\d{{1,3}}(?:st|nd|rd|th)|(?i:(?:\p{{L}}{{3,5}}ty-)?(?:{'|'.join(ORDINALS)}))"
_EN_ORDINAL = regex.compile(
    rf"(?P<value>{_ORDINAL_NUMBER})\s(?P<bis>)(?:(?P<word>\p{{L}}{{3,}}(?:\s\p{{L}}+)?)(?P<stop>[.:](?=\s|$)|\s?[–—]|$)"
    rf"|(?P<word>\p{{Ll}}{{3,}})(?P<stop>)(?=\s\p{{Lu}}))\s*"
)
_ZH_DASH = r"\s?(?:[–—]{1,2}(?!\s?[第\d])|-(?=\s))"  # no range
_ZH_SEAM = rf"(?P<bis>\s?(?:bis|ter|quater|之{_HAN_NUMBER}))?(?P<stop>[.．、:：]|{_ZH_DASH}|(?=\s|$))"
_ZH_AFTER = r"(?=\s|$|\p{Han}|[(（《“「—])\s*"
_ZH_ORDINAL = regex.compile(
    rf"第\s?(?P<value>\d{{1,4}}|{_HAN_NUMBER}|[IVXLC]+)\s?(?:号|號)?(?P<word>部分|议定书|議定書|[章节節编編篇卷条條])"
    rf"(?:{_ZH_SEAM})?{_ZH_AFTER}"
)
_ZH_ORDINAL_ANY = regex.compile(
    rf"第\s?(?P<value>\d{{1,4}}|{_HAN_NUMBER}|[IVXLC]+)\s?(?P<word>\p{{Han}}{{1,5}}?)(?:{_ZH_SEAM}){_ZH_AFTER}"
)
_ZH_PART = regex.compile(rf"(?P<value>[A-Z])\s?(?P<word>部分)(?:{_ZH_SEAM})?{_ZH_AFTER}")
_ZH_WORDS = "|".join(
    sorted((word for name in _NAMES for word in name.chinese.split() if len(word) > 1), key=len, reverse=True)
)
_ZH = regex.compile(
    rf"(?P<word>{_ZH_WORDS})\s?(?P<value>\d{{1,3}}(?!\d)|{_HAN_NUMBER}|[IVXLC]+|[A-Z])(?:{_ZH_SEAM})?{_ZH_AFTER}"
)
_ZH_ANY = regex.compile(
    rf"(?P<word>\p{{Han}}{{2,4}}?)\s?(?P<value>\d{{1,3}}(?!\d)|{_HAN_NUMBER}|[A-Z])(?:{_ZH_SEAM}){_ZH_AFTER}"
)
# what a text without a label may begin with: 第三, 表3, Third
_ZH_LEADING = regex.compile(
    rf"(?:第|{'|'.join(word for word in _CAPTIONS if not word.isascii())})\s?"
    rf"(?P<value>\d{{1,4}}|{_HAN_NUMBER}|[IVXLC]+|[A-Z])(?![\p{{Latin}}\d/.-])"
)
_EN_LEADING = regex.compile(rf"(?P<value>{_ORDINAL_NUMBER})\b")
_ANY = (_EN_ANY, _EN_ORDINAL, _ZH_ORDINAL_ANY, _ZH_ANY)
# Annex I to Part C, Appendix to Annex II: what is attached, and to what
_TO = regex.compile(rf"to\s(?:the\s)?(?:{_EN_WORD})\s(?:No\.?\s?)?(?:{_EN_NUMBER})(?:\s*[.:–—]\s*|\s*$)")
_LEADING = (_ZH_LEADING, _EN_LEADING)
_BARE = regex.compile(rf"(?P<word>{_ALONE})(?P<stop>[.:：]?)(?!\p{{Latin}}|\d)\s*(?P<rest>.*)", regex.IGNORECASE)
_LONGEST_BARE = 60
# what goes on as a sentence: 第三条规定…, 规则2也适用…, Article 3 provides…, Article 3 (b), Article 3, paragraph 2
_ZH_GOES_ON = regex.compile(
    r"规定|規定|所|的|和|与|與|及|或|至|到|[、，。]|第|中|内|內|项下|項下|之|以|[(（](?:\d|[a-z]|[一二三四五])"
)
_EN_GOES_ON = regex.compile(r"(?!to (?:the )?\p{Lu})\p{Ll}|[,;)]|[(](?:\d{1,3}|[a-z]{1,4})[)]")
_LONGEST_HEADING = 60  # Annex I to Part C
_FEWEST_COUNTED = 3  # numbers on end that lines must have with a word for their document to count with it


def read_named(line: str, words: frozenset[str] = frozenset()) -> list[Label]:
    """Return every reading of a word and number at the start of a line.

    Args:
        line: The line.
        words: Other words that its document counts with, as `counted_words` gives them.
    """
    for word, unknown in _unknown_words(line) if words else ():
        if word in words:
            return [replace(label, word=word) for label in _readings(unknown, "named", "no")]
    match = next(_known_words(line), None)
    return (_attached(match) if match else []) or _read_first(line)


def _read_first(line: str) -> list[Label]:
    """Return every reading of the known word that a line begins with, whatever stands attached to it."""
    if match := next(_known_words(line), None):
        name = _KNOWN[match["word"].lower()]
        return [_with_place(label, line) for label in _readings(match, name.style, name.name)]
    if (match := _BARE.match(line)) and (_TO.match(match["rest"]) or not _is_mid_sentence(match)):
        name = _KNOWN[match["word"].lower()]
        printed = line[: match.start("rest")].rstrip(" .:：")
        return [_with_place(Label(name.style, 0, printed, match.start("rest"), name=name.name), line)]
    return []


def leading_number(text: str) -> tuple[str, frozenset[int]]:
    """Return the word and number at the start of a text, whatever the word, and all that the number may count to.

    Captions count here too, and what no label is: 第三，, Third,.

    Returns:
        As printed, with the values; empty both where the text begins with none.
    """
    if text.startswith(MONTHS):
        return "", frozenset()
    labels = [*_known_words(text), *filter(None, (pattern.match(text) for pattern in _ANY))]
    matches = [match for match in labels if not _is_doubtful(match)]
    matches += filter(None, (pattern.match(text) for pattern in _LEADING))
    printed = _printed(matches[0]) if matches else ""
    return printed, frozenset(value for match in matches for value in _values(match["value"]))


def counted_words(texts: Iterable[str]) -> frozenset[str]:
    """Return the words, in lower case, that are not known and with which lines count: three numbers on end at least."""
    runs: dict[str, dict[int, int]] = {}  # of each word, for each of its numbers, how many on end lead to it
    counted: set[str] = set()
    for text in texts:
        for word, match in _unknown_words(text):
            run = runs.setdefault(word, {})
            for value in _values(match["value"]):
                run[value] = max(run.get(value, 0), run.get(value - 1, 0) + 1)
                if run[value] >= _FEWEST_COUNTED:
                    counted.add(word)
    return frozenset(counted)


def _known_words(line: str) -> "Iterator[regex.Match[str]]":
    """Yield each reading of a known word and a number."""
    for pattern in (_ZH_ORDINAL, _ZH_PART, _EN, _EN_ORDINAL, _ZH):
        if (match := pattern.match(line)) and match["word"].lower() in _KNOWN:
            yield match


def _attached(match: "regex.Match[str]") -> list[Label]:
    """Return the readings of what is attached to a part whose label stands before it: C部分附件一."""
    line, end = match.string, match.end()
    if match["word"].isascii() or match["stop"] or line[end - 1 : end].isspace():
        return []
    return [
        replace(label, printed=line[:end] + label.printed, end=end + label.end)
        for label in _read_first(line[end:])
        if label.style == "annex" and not label.doubtful
    ]


def _with_place(label: Label, line: str) -> Label:
    """Return the label of what is attached with what it is attached to, where the line says so."""
    place = _TO.match(line, label.end) if label.style == "annex" else None
    if place is None:
        return label
    return replace(label, printed=line[: place.end()].rstrip(" .:–—"), end=place.end(), doubtful=False)


def _unknown_words(line: str) -> "Iterator[tuple[str, regex.Match[str]]]":
    """Yield each unknown word, in lower case, that a line may be numbered with."""
    for pattern in _ANY:
        if match := pattern.match(line):
            word = match["word"].lower().rstrip(".")
            if word not in _NO_LABELS and word not in _KNOWN:
                yield word, match


def _readings(match: "regex.Match[str]", style: Style, name: str) -> list[Label]:
    suffix = (match["bis"] or "").strip()
    doubtful = _is_doubtful(match)
    han = match["value"][0] in HAN_NUMERALS
    return [
        Label(style, value, _printed(match), match.end(), suffix, han, name=name, doubtful=doubtful)
        for value in _values(match["value"])
    ]


def _printed(match: "regex.Match[str]") -> str:
    return match[0].strip().rstrip(".．、:：,–—- ").strip()


def _is_doubtful(match: "regex.Match[str]") -> bool:
    rest = match.string[match.end() :]
    if not rest:
        return False
    word, stop = match["word"], match["stop"] or ""
    if word[0].isascii():
        if match.string[0].islower() or regex.match(r"[,;]", stop + rest):
            return not rest.isupper()
        return not stop and bool(_EN_GOES_ON.match(rest) or (rest[0].islower() and len(rest) > _LONGEST_HEADING))
    parted = bool(stop) or match[0][-1:].isspace()
    ordinal = match.string.startswith("第") or word == "部分"
    return not parted and (not ordinal or bool(_ZH_GOES_ON.match(rest)))


def _values(text: str) -> list[int]:
    """Return what a number may be: C is the third letter, and a hundred."""
    if text.isdecimal():
        found = [int(text)]
    elif regex.fullmatch(_HAN_NUMBER, text):
        found = [han_value(text, positional=True) or 0]
    elif text.lower() in CARDINALS:
        found = [CARDINALS[text.lower()]]
    elif text[0].isdecimal():  # 3rd
        found = [int(text[:-2])]
    elif len(text) > 2 and text.lower().split("-")[-1] in ORDINALS:
        found = [english_value(text.lower().split("-"))]
    else:
        found = [roman_value(text) or 0, (letter_value(text) or 0) if len(text) == 1 else 0]
    return [value for value in found if value > 0]


def _is_mid_sentence(match: "regex.Match[str]") -> bool:
    """Tell "Annex to the report" and 附件所载… from a heading: they run on, or are in lower case."""
    rest = match["rest"]
    goes_on = not match["stop"] and bool(regex.match(r"\p{Han}|\p{Ll}|[,，、(（]", rest))
    return match["word"][0].islower() or len(rest) > _LONGEST_BARE or goes_on
