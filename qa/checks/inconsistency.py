"""Inconsistent pairs: the same source with different targets, the same target with different sources."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

import regex

from ...language.comparison_keys import single_spaced
from ..finding import Remark, Severity, TextSpan
from .check import WholeMemory, memory_check

_LETTERS = regex.compile(r"[^\p{L}\p{N}]+")
# characters; shorter texts (“Total”, 其他) are rightly translated as their table or list wants it: only an info
_SHORTEST_ZH = 4
_SHORTEST_EN = 12


@memory_check("inconsistent-target")
def check_inconsistent_target(memory: WholeMemory) -> Iterator[tuple[int, Remark]]:
    """The same Chinese is translated differently; only an info where nothing but case or punctuation differs."""
    english = [pair.en for pair in memory.pairs]
    for index, other, severity in _differing([pair.zh for pair in memory.pairs], english, _SHORTEST_ZH):
        values = (memory.pairs[other].id, english[other])
        yield index, Remark(severity, "found", values, en=[TextSpan(0, len(english[index]))])


@memory_check("inconsistent-source")
def check_inconsistent_source(memory: WholeMemory) -> Iterator[tuple[int, Remark]]:
    """The same English renders different Chinese; only an info where nothing but punctuation differs."""
    chinese = [pair.zh for pair in memory.pairs]
    for index, other, severity in _differing([pair.en for pair in memory.pairs], chinese, _SHORTEST_EN):
        values = (memory.pairs[other].id, chinese[other])
        yield index, Remark(severity, "found", values, zh=[TextSpan(0, len(chinese[index]))])


def _differing(texts: Sequence[str], translations: Sequence[str], shortest: int) -> Iterator[tuple[int, int, Severity]]:
    """Yield the indices of equal texts whose translations differ, with the first that differs from each."""
    groups: defaultdict[str, list[int]] = defaultdict(list)
    for index, text in enumerate(texts):
        if text.strip() and translations[index].strip():
            groups[single_spaced(text)].append(index)
    for text, group in groups.items():
        plain = [single_spaced(translations[index]) for index in group]
        second = next((place for place, each in enumerate(plain) if each != plain[0]), None)
        if second is None:
            continue
        severity: Severity = "warning" if len(text) >= shortest and len({_core(each) for each in plain}) > 1 else "info"
        for index, each in zip(group, plain, strict=True):
            yield index, group[second] if each == plain[0] else group[0], severity


def _core(text: str) -> str:
    """Return the letters and figures of a text, without case."""
    return _LETTERS.sub("", text).casefold()
