"""Labels of a word and a number: Article 3, 第三条, CHAPTER I, PURPOSES, Part A, A部分, Rule 12 bis, 目标1, Annex.

Words that are usual are known in both languages. Any other word is one too where a document counts with it at the
start of its lines, 1, 2, 3, ….
"""

from collections.abc import Iterable
from typing import NamedTuple

import regex

from ...language.numerals import CARDINALS, HAN_NUMERALS, han_value, letter_value, roman_value
from .label import Label, Style

_HAN_NUMBER = rf"[{HAN_NUMERALS}壹贰叁肆伍陆柒捌玖拾佰仟]+"


class _Name(NamedTuple):
    """What headings of a document are called: its style, the name in keys, the English and the Chinese words."""

    style: Style
    name: str
    english: str
    chinese: str


_NAMES = (
    _Name("annex", "annex", "annex", "附件 附则 附則"),
    _Name("annex", "appendix", "appendix", "附录 附錄"),
    _Name("annex", "enclosure", "enclosure attachment", "附文"),
    _Name("annex", "schedule", "schedule", "附表"),
    _Name("annex", "protocol", "protocol", "议定书 議定書"),
    _Name("part", "part", "part title book", "部分 编 編 篇 卷"),
    _Name("chapter", "chapter", "chapter", "章"),
    _Name("section", "section", "section", "节 節"),
    _Name("article", "article", "article", "条 條"),
    _Name("named", "rule", "rule", "规则 規則 细则 細則"),
    _Name("named", "regulation", "regulation", "条例 條例 规章 規章"),
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
_CAPTIONS = frozenset(("table", "figure", "box", "chart", "map", "表", "图", "圖", "专栏", "插文"))
# words that stand alone above what is attached to a document
_ALONE = "附件|附录|附錄|附文|附则|附則|附表|annex|appendix|enclosure|attachment|schedule"

_EN_NUMBER = rf"\d{{1,4}}|[IVXLC]+|[A-Z]|(?i:{'|'.join(word for word, value in CARDINALS.items() if 0 < value < 20)})"
_EN_SEAM = r"(?P<bis>\s(?:bis|ter|quater))?(?P<stop>[.:,]?(?:\s?[–—-])?)(?=\s|$)\s*"
_EN = regex.compile(
    rf"(?P<word>(?i:{'|'.join(word for name in _NAMES for word in name.english.split())}))\s+(?:No\.?\s?)?"
    rf"(?P<value>{_EN_NUMBER}){_EN_SEAM}"
)
_EN_ANY = regex.compile(rf"(?P<word>\p{{Lu}}\p{{L}}{{2,}}(?:\s\p{{L}}+)?)\s(?P<value>\d{{1,3}}|[IVXLC]+){_EN_SEAM}")
_ZH_DASH = r"\s?(?:[–—]{1,2}(?!\s?[第\d])|-(?=\s))"  # no range
_ZH_SEAM = rf"(?P<bis>\s?(?:bis|ter|quater|之{_HAN_NUMBER}))?(?P<stop>[.．、:：]|{_ZH_DASH}|(?=\s|$))"
_ZH_AFTER = r"(?=\s|$|\p{Han}|[(（《“「—])\s*"
_ZH_ORDINAL = regex.compile(
    rf"第\s?(?P<value>\d{{1,4}}|{_HAN_NUMBER}|[IVXLC]+)\s?(?:号|號)?(?P<word>部分|议定书|議定書|[章节節编編篇卷条條])"
    rf"(?:{_ZH_SEAM})?{_ZH_AFTER}"
)
_ZH_PART = regex.compile(rf"(?P<value>[A-Z])\s?(?P<word>部分)(?:{_ZH_SEAM})?{_ZH_AFTER}")
_ZH_WORDS = "|".join(
    sorted((word for name in _NAMES for word in name.chinese.split() if len(word) > 1), key=len, reverse=True)
)
_ZH = regex.compile(
    rf"(?P<word>{_ZH_WORDS})\s?(?P<value>\d{{1,3}}(?!\d)|{_HAN_NUMBER}|[IVXLC]+|[A-Z])(?:{_ZH_SEAM})?{_ZH_AFTER}"
)
_ZH_ANY = regex.compile(
    rf"(?P<word>\p{{Han}}{{2,4}}?)\s?(?P<value>\d{{1,3}}(?!\d)|{_HAN_NUMBER})(?:{_ZH_SEAM}){_ZH_AFTER}"
)
_BARE = regex.compile(rf"(?P<word>{_ALONE})(?P<stop>[.:：]?)(?!\p{{Latin}}|\d)\s*(?P<rest>.*)", regex.IGNORECASE)
_LONGEST_BARE = 60
# what goes on as a sentence: 第三条规定…, 规则2也适用…, Article 3 provides…, Article 3 (b), Article 3, paragraph 2
_ZH_GOES_ON = regex.compile(
    r"规定|規定|所|的|和|与|與|及|或|至|到|[、，。]|第|中|内|內|项下|項下|之|以|[(（](?:\d|[a-z]|[一二三四五])"
)
_EN_GOES_ON = regex.compile(r"(?!to (?:the )?\p{Lu})\p{Ll}|[,;)]|[(](?:\d{1,3}|[a-z]{1,4})[)]")
_LONGEST_HEADING = 60  # Annex I to Part C
_FIRST_OF_SERIES = 3  # numbers that a word must count to for a document to have such headings


def read_named(line: str, words: frozenset[str] = frozenset()) -> list[Label]:
    """Return every reading of a word and number at the start of a line.

    Args:
        line: The line.
        words: Other words that its document counts with, as `counted_words` gives them.
    """
    for pattern in (_ZH_ORDINAL, _ZH_PART, _EN, _ZH):
        if match := pattern.match(line):
            name = _KNOWN[match["word"].lower()]
            return _readings(match, name.style, name.name)
    for pattern in (_EN_ANY, _ZH_ANY) if words else ():
        if (match := pattern.match(line)) and match["word"].lower() in words:
            return _readings(match, "named", "no")
    if (match := _BARE.match(line)) and not _is_mid_sentence(match):
        name = _KNOWN[match["word"].lower()]
        printed = line[: match.start("rest")].rstrip(" .:：")
        return [Label(name.style, 0, printed, match.start("rest"), name=name.name)]
    return []


def counted_words(texts: Iterable[str]) -> frozenset[str]:
    """Return the words, in lower case, that are not known and with which some lines count from 1 to 3 at least."""
    reached: dict[str, int] = {}
    for text in texts:
        for pattern in (_EN_ANY, _ZH_ANY):
            if (match := pattern.match(text)) and (word := match["word"].lower()) not in _CAPTIONS | _KNOWN.keys():
                values = _values(match["value"])
                if reached.get(word, 0) + 1 in values:
                    reached[word] = reached.get(word, 0) + 1
    return frozenset(word for word, value in reached.items() if value >= _FIRST_OF_SERIES)


def _readings(match: "regex.Match[str]", style: Style, name: str) -> list[Label]:
    printed = match[0].strip().rstrip(".．、:：,–—- ").strip()
    suffix = (match["bis"] or "").strip()
    doubtful = _is_doubtful(match)
    han = match["value"][0] in HAN_NUMERALS
    return [
        Label(style, value, printed, match.end(), suffix, han, name=name, doubtful=doubtful)
        for value in _values(match["value"])
    ]


def _is_doubtful(match: "regex.Match[str]") -> bool:
    rest = match.string[match.end() :]
    if not rest:
        return False
    word, stop = match["word"], match["stop"] or ""
    if word[0].isascii():
        if word[0].islower() or regex.match(r"[,;]", stop + rest):
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
    else:
        found = [roman_value(text) or 0, (letter_value(text) or 0) if len(text) == 1 else 0]
    return [value for value in found if value > 0]


def _is_mid_sentence(match: "regex.Match[str]") -> bool:
    """Tell "Annex to the report" and 附件所载… from a heading: they run on, or are in lower case."""
    rest = match["rest"]
    goes_on = not match["stop"] and bool(regex.match(r"\p{Han}|\p{Ll}|[,，、(（]", rest))
    return match["word"][0].islower() or len(rest) > _LONGEST_BARE or goes_on
