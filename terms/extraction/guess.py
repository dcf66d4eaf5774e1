"""The likeliest rendering of a term that no glossary has, from the pairs of a memory in which it stands.

Dice's coefficient over pairs, for the n-grams of the other language: what stands in these pairs and hardly elsewhere.
"""

from collections.abc import Sequence

from ...language import Language
from ..matching.english import tokens_of
from .ngrams import chinese_grams, english_grams, lemma_of

LEAST_DICE = 0.4
_MOST_PAIRS = 50_000


def likeliest_rendering(sentences: Sequence[str], found: Sequence[int], language: Language) -> str:
    """Return the n-gram that goes with some sentences, as it is written most often; empty where none is likely.

    Args:
        sentences: All sentences of the language.
        found: Indexes of those whose counterparts have the term.
        language: Language of the sentences.
    """
    # where nearly every sentence has it, nothing tells its rendering from what stands everywhere
    if len(found) < 2 or 2 * len(found) > len(sentences) or len(sentences) > _MOST_PAIRS:
        return ""
    some = [sentences[place] for place in found]
    grams = english_grams(some) if language == "en" else chinese_grams(some)
    counts = {gram: len({place.pair for place in places}) for gram, places in grams.items()}
    likely = sorted((gram for gram in counts if 3 * counts[gram] >= len(found)), key=lambda gram: (-counts[gram], gram))
    keys = [_key(sentence, language) for sentence in sentences]
    best, best_order = "", (LEAST_DICE, 0)
    for gram in likely[:200]:
        total = sum((f" {gram} " if language == "en" else gram) in key for key in keys)
        order = (round(2 * counts[gram] / (len(found) + max(total, 1)), 2), len(gram))
        if order > best_order:
            best, best_order = gram, order
    if not best:
        return ""
    written = [some[place.pair][place.start : place.end] for place in grams[best]]
    return max(sorted(set(written)), key=written.count)


def _key(sentence: str, language: Language) -> str:
    """Return a sentence in which an n-gram's key can be looked for."""
    if language == "zh":
        return sentence
    return f" {' '.join(lemma_of(token.raw) for token in tokens_of(sentence))} "
