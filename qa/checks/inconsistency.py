"""Inconsistent pairs: the same source with different targets, the same target with different sources."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

import regex

from ...align.bitext import Pair
from ..finding import Finding, Severity, Span

_SPACE = regex.compile(r"\s+")
_LETTERS = regex.compile(r"[^\p{L}\p{N}]+")
_SHORTEST_ZH = 4
_SHORTEST_EN = 12


def folded(text: str) -> str:
    """Return a text as it is compared: white space as one space."""
    return _SPACE.sub(" ", text).strip()


def _core(text: str) -> str:
    return _LETTERS.sub("", text).casefold()


def check_inconsistent_target(pairs: Sequence[Pair]) -> Iterator[Finding]:
    """The same Chinese has different English; a warning, but only info where case and punctuation differ."""
    for group in _groups(pairs, "zh"):
        texts = [pairs[index].en for index in group]
        short = len(pairs[group[0]].zh.strip()) < _SHORTEST_ZH
        for index, other in _others(group, texts):
            span = (Span(0, len(pairs[index].en)),)
            values = (pairs[other].id, pairs[other].en)
            yield Finding(
                "inconsistent-target",
                _severity(texts, short),
                pairs[index].id,
                "inconsistent-target.found",
                values,
                en=span,
                index=index,
            )


def check_inconsistent_source(pairs: Sequence[Pair]) -> Iterator[Finding]:
    """The same English stands for different Chinese; a warning, but only info where punctuation differs."""
    for group in _groups(pairs, "en"):
        texts = [pairs[index].zh for index in group]
        short = len(pairs[group[0]].en.strip()) < _SHORTEST_EN
        for index, other in _others(group, texts):
            span = (Span(0, len(pairs[index].zh)),)
            values = (pairs[other].id, pairs[other].zh)
            yield Finding(
                "inconsistent-source",
                _severity(texts, short),
                pairs[index].id,
                "inconsistent-source.found",
                values,
                zh=span,
                index=index,
            )


def _severity(texts: Sequence[str], short: bool) -> Severity:
    return "warning" if not short and len({_core(text) for text in texts}) > 1 else "info"


def _others(group: Sequence[int], texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield each index of a group with the first one whose text differs."""
    plain = [folded(text) for text in texts]
    second = next(place for place, text in enumerate(plain) if text != plain[0])
    for index, text in zip(group, plain, strict=True):
        yield index, group[second] if text == plain[0] else group[0]


def _groups(pairs: Sequence[Pair], side: str) -> Iterator[list[int]]:
    """Yield the groups of pairs alike on one side and not on the other."""
    groups: defaultdict[str, list[int]] = defaultdict(list)
    for index, pair in enumerate(pairs):
        if pair.zh.strip() and pair.en.strip():
            groups[folded(pair.zh if side == "zh" else pair.en)].append(index)
    for group in groups.values():
        if len(group) > 1 and len({folded(pairs[i].en if side == "zh" else pairs[i].zh) for i in group}) > 1:
            yield group
