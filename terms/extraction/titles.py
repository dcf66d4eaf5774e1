"""Names of documents: what stands in 《》, with the English title of the same sentence that is most like it."""

from collections.abc import Iterator, Sequence

import regex

from ...align.encoders.encoder import Encoder

_CHINESE_TITLE = regex.compile(r"《([^《》\n]{2,60})》")
_CAPITAL = r"\p{Lu}[\p{L}\p{N}'’\-–]*"
_SMALL = r"(?:of|for|on|and|the|to|in|against|a|an|with|by|from|or|at|its|all|their|as)"
_ENGLISH_TITLE = regex.compile(rf"(?:\b\d{{4}} )?{_CAPITAL}(?:(?:,? (?:and )?(?:{_SMALL} )*|: |, )(?:{_CAPITAL}|\d+))+")
# titles of the same sentence lie above this cosine, other titles below (A/76/36, read by hand)
LEAST_LIKENESS = 0.45
# a part of a run of capitals has to be more like the name than the whole by this
_PART_COST = 0.05


def chinese_titles(text: str) -> list[str]:
    """Return the names in 《》, without the marks, each once."""
    return list(dict.fromkeys(_CHINESE_TITLE.findall(text)))


def english_titles(text: str) -> list[str]:
    """Return the runs of capitalised words, with the small words between them, and their parts after ``of the``."""
    titles: dict[str, None] = {}
    for match in _ENGLISH_TITLE.finditer(text):
        for part in _tails(match.group()):
            titles.setdefault(part)
    return list(titles)


def _tails(title: str) -> Iterator[str]:
    """Yield a title, and what is left of it when words are taken off its beginning or end."""
    yield title
    for cut in regex.finditer(r", (?:and (?:the )?)?| (?:in|on|of|from|to)(?: the)? ", title):
        if title.count(" ", 0, cut.start()):
            yield title[: cut.start()]
        if title[cut.end() : cut.end() + 1].isupper() and title.count(" ", cut.end()):
            yield title[cut.end() :]


def _is_part(title: str, titles: Sequence[str]) -> bool:
    """Return whether a title is part of another one that goes on without a comma."""
    return any(
        other.startswith((f"{title} in ", f"{title} on ", f"{title} of ")) or other.endswith(f" {title}")
        for other in titles
        if title != other
    )


def link_titles(pairs: Sequence[tuple[str, str]], encoder: Encoder) -> Iterator[tuple[int, str, str, float]]:
    """Yield pair index, Chinese name, English title and their cosine, for each name that has a likely title.

    Args:
        pairs: Chinese and English sentences.
        encoder: Encoder of phrases.
    """
    for number, (zh, en) in enumerate(pairs):
        names = chinese_titles(zh)
        titles = english_titles(en) if names else []
        if not titles:
            continue
        likeness = encoder.encode(names) @ encoder.encode(titles).T
        likeness -= [_PART_COST * _is_part(title, titles) for title in titles]
        free = set(range(len(titles)))
        for row, column in sorted(
            ((row, column) for row in range(len(names)) for column in range(len(titles))),
            key=lambda cell: (-float(likeness[cell]), cell),
        ):
            if names[row] and column in free and likeness[row, column] >= LEAST_LIKENESS:
                yield number, names[row], titles[column], float(likeness[row, column])
                names[row] = ""
                free.discard(column)
