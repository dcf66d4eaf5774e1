"""The lemmas a word form can have: two forms are one word where their lemma sets intersect.

Sets, because no sentence is needed and none is looked at: ``building`` is both ``building`` and ``build``, ``left``
both ``left`` and ``leave``. lemminflect's lists know the irregular forms; its rules give what the lists lack.
"""

from functools import lru_cache

from .spelling import spelling_key

# Comparatives are other terms, not forms of one: least developed countries are not less developed countries.
_INFLECTED = ("NOUN", "VERB", "AUX", "PROPN")


@lru_cache(maxsize=1 << 18)
def lemma_keys(word: str, pos: str = "") -> tuple[str, ...]:
    """Return the keys of a lower-case word's lemmas, sorted; equal spellings have equal keys.

    Args:
        word: One word in lower case, without apostrophes.
        pos: ``noun`` takes noun lemmas only, where the word has any.

    Example:
        >>> lemma_keys("programmes")
        ('program',)
    """
    if len(word) < 3 or not word.isalpha():
        return (spelling_key(word),)
    known = _known_lemmas(word)
    if pos == "noun" and "NOUN" in known:
        known = {"NOUN": known["NOUN"]}
    found = {lemma for kind in _INFLECTED for lemma in known.get(kind, ())}
    if not found or "ADJ" in known or "ADV" in known:
        found.add(word)
    return tuple(sorted({spelling_key(lemma) for lemma in found}))


def _known_lemmas(word: str) -> dict[str, tuple[str, ...]]:
    from lemminflect import getAllLemmas, getAllLemmasOOV

    known: dict[str, tuple[str, ...]] = getAllLemmas(word)
    if known or not word.isascii():
        return known
    # a name in -is or -us is no plural, and Latin plurals that are in no list are names as well (Mali)
    if word.endswith("s") and not word.endswith(("ss", "is", "us")):
        return dict(getAllLemmasOOV(word, "NOUN"))
    return {}


@lru_cache(maxsize=1 << 18)
def known_parts(word: str) -> frozenset[str]:
    """Return the parts of speech that the lists know for a lower-case word; none for a word they do not have."""
    from lemminflect import getAllLemmas

    return frozenset(getAllLemmas(word))
