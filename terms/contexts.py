"""A term in its contexts: the pairs of a memory in which it occurs, with its renderings, known or likely.

The likeliest rendering of a term that no glossary has is the n-gram of the other side with the highest Dice
coefficient over pairs: what stands in these pairs and hardly elsewhere.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from ..align.bitext import Pair
from ..language import Language
from .extraction.ngrams import chinese_grams, english_grams, lemma_of
from .glossary import Concept, Glossary, Term, concept_id
from .matching.english import tokens_of
from .matching.matcher import TermMatch, TermMatcher

Span = tuple[int, int]
LEAST_DICE = 0.4
_MOST_PAIRS = 50_000


@dataclass(frozen=True, slots=True)
class ConcordanceLine:
    """One pair in which a term occurs.

    Attributes:
        id: Id of the pair.
        zh: Chinese side.
        en: English side.
        zh_spans: Where the concept's terms stand in ``zh``, half-open.
        en_spans: The same for ``en``; empty where no known rendering stands there.
        renderings: The terms found on the side that was not asked for.
    """

    id: str
    zh: str
    en: str
    zh_spans: tuple[Span, ...]
    en_spans: tuple[Span, ...]
    renderings: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class Concordance:
    """All lines of a term, with the counts of its renderings.

    Attributes:
        lines: The lines, in the memory's order.
        counts: Rendering -> pairs in which it stands, most frequent first.
        unknown: Pairs in which no known rendering stands.
        guess: The likeliest rendering, where no glossary has one and the memory shows one.
    """

    lines: tuple[ConcordanceLine, ...]
    counts: tuple[tuple[str, int], ...]
    unknown: int
    guess: str = ""


def concordance(pairs: Iterable[Pair], query: str, language: Language, concepts: Sequence[Concept] = ()) -> Concordance:
    """Return the pairs in which a term occurs.

    Args:
        pairs: The memory.
        query: The term; looked for as it stands, inflected, and as the terms of ``concepts``.
        language: Its language.
        concepts: The concepts that the term stands for: their terms are looked for on both sides.
    """
    pairs = tuple(pairs)
    asked = _asked_for(query, language, concepts)
    found = _search(pairs, asked, language)
    if found.counts or len(found.lines) < 2:
        return found
    other: Language = "en" if language == "zh" else "zh"
    places = {(pair.id, pair.zh, pair.en): place for place, pair in enumerate(pairs)}
    sentences = [pair.en if other == "en" else pair.zh for pair in pairs]
    where = [places[line.id, line.zh, line.en] for line in found.lines]
    guess = likeliest_rendering(sentences, where, other)
    if not guess:
        return found
    guessed = replace(asked[-1], terms=(*asked[-1].terms, Term(guess, other, "accepted")))
    return replace(_search(pairs, [*asked[:-1], guessed], language), guess=guess)


def _search(pairs: Iterable[Pair], concepts: Sequence[Concept], language: Language) -> Concordance:
    """Return the pairs that have a term of some concepts in a language."""
    matcher = TermMatcher(Glossary(concepts))
    other: Language = "en" if language == "zh" else "zh"
    lines = []
    counts: Counter[str] = Counter()
    for pair in pairs:
        texts = {"zh": pair.zh, "en": pair.en}
        asked = matcher.find(texts[language], language)
        if not asked:
            continue
        found = matcher.find(texts[other], other)
        spans = {language: _spans(asked), other: _spans(found)}
        renderings = tuple(dict.fromkeys(match.term for match in found))
        counts.update(term.text for term in renderings)
        lines.append(ConcordanceLine(pair.id, pair.zh, pair.en, spans["zh"], spans["en"], renderings))
    ordered = tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
    return Concordance(tuple(lines), ordered, sum(not line.renderings for line in lines))


def _spans(matches: Iterable[TermMatch]) -> tuple[Span, ...]:
    return tuple((match.start, match.end) for match in matches)


def _asked_for(query: str, language: Language, concepts: Sequence[Concept]) -> list[Concept]:
    """Return the concepts to look for; a query that is no term of theirs becomes one more."""
    if any(term.text == query for concept in concepts for term in concept):
        return list(concepts)
    return [*concepts, Concept(concept_id(query, ""), (Term(query, language),))]


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


def concordance_record(found: Concordance) -> dict[str, Any]:
    """Return a concordance as plain values."""
    return {
        "pairs": len(found.lines),
        "counts": dict(found.counts),
        "otherwise": found.unknown,
        "guess": found.guess,
        "lines": [{**asdict(line), "renderings": [term.text for term in line.renderings]} for line in found.lines],
    }


def concordance_rows(found: Concordance, query: str, language: Language) -> Iterator[tuple[str, ...]]:
    """Yield the pairs as rows with the columns of `lookup.answer_rows`."""
    for line in found.lines:
        sides = (line.zh, line.en) if language == "zh" else (line.en, line.zh)
        used = "|".join(term.text for term in line.renderings)
        yield ("memory", "", query, *sides, used, "", "", "", line.id)
