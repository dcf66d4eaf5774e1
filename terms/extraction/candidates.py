"""Bilingual terms out of aligned text: n-grams that translate each other, short forms, names of documents.

What a glossary knows is counted apart from what is new; the new ones are in the order of their `termhood`. One report
is enough; with more, ties between rare words fall away. A page without network shows them for review in a browser:
accept, reject, correct; the result is saved as a glossary file.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal

from ...align.bitext import Bitext
from ...align.encoders.encoder import Encoder
from ...i18n import _, current_language
from ...language.comparison_keys import term_key
from ...tmx.formats.bitext_files import read_bitext
from ...unique_ids import UniqueIds
from ..formats.glossary_table import COLUMNS, row_of
from ..formats.registry import load_glossary
from ..glossary import Concept, Example, Glossary, Term, TermKind, concept_id, first_keys
from ..matching.english import same_words
from ..matching.matcher import TermMatcher
from .association import GramLink, link_grams
from .ngrams import Grams, chinese_grams, english_grams, termhood
from .proper_names import chinese_short_forms, english_short_forms, link_titles

if TYPE_CHECKING:
    from jinja2 import Template

Kind = Literal["term", "part", "name", "short form", "known"]
EXAMPLES = 3
# a second rendering is named where it makes up this share of what was linked
_SHARE = 0.1
# what stands only inside longer terms is seldom what a translator looks for
_PART_WEIGHT = 0.4
# how sure a name in 《》 is above the bare similarity of its title: the marks say that it is a name
_NAME_BONUS = 0.3


@dataclass(frozen=True, slots=True)
class Candidate:
    """A concept found in a bitext.

    Attributes:
        concept: The concept, with frequency (pairs in which both sides stand), documents, score and examples; its terms
            carry their own counts as `Term.frequency`.
        kind: ``term``; ``part`` (stands mostly inside longer terms); ``name`` (of a document, in 《》); ``short form``
            (defined in parentheses); ``known`` (the glossary has it).
        otherwise: For a known one: pairs with the Chinese term and none of its English terms.
    """

    concept: Concept
    kind: Kind
    otherwise: int = 0

    @property
    def known(self) -> bool:
        """Whether the glossary has it."""
        return self.kind == "known"


class _Text:
    """The aligned pairs of all documents in one list, and the number of each one's document."""

    def __init__(self, bitexts: Sequence[Bitext]) -> None:
        self.pairs = [pair for bitext in bitexts for pair in bitext.matched]
        self.documents = [number for number, bitext in enumerate(bitexts) for _pair in bitext.matched]
        self.zh = [pair.zh for pair in self.pairs]
        self.en = [pair.en for pair in self.pairs]


def extract_terms(
    bitexts: Bitext | Sequence[Bitext],
    glossary: Glossary,
    *,
    least: int = 2,
    encoder: Encoder | None = None,
) -> list[Candidate]:
    """Return the terms of one or more bitexts: new ones first, best first, then the known ones by frequency.

    Args:
        bitexts: One aligned document, or several.
        glossary: What is known already; an empty glossary for none.
        least: Places in which a term has to stand (short forms and names of documents need one).
        encoder: Encoder of phrases; without one, ties between rare words are decided by counts alone.

    Example:
        >>> import duizhao as dz
        >>> bitext = dz.align_documents(*dz.read_sample())
        >>> found = dz.extract_terms(bitext, dz.load_glossary())
        >>> [candidate.concept.zh[0].text for candidate in found if candidate.kind == "known"][:3]
        ['会员国', '发展权', '人权']
    """
    text = _Text([bitexts] if isinstance(bitexts, Bitext) else bitexts)
    candidates = _linked(text, least, encoder)
    candidates += _names(text, encoder) if encoder else []
    candidates = _merged([*_short_forms(text), *candidates])
    fresh = [candidate for candidate in candidates if not _is_known(candidate.concept, glossary)]
    fresh.sort(key=lambda candidate: (-candidate.concept.score, candidate.concept.id))
    known = sorted(_known_terms(glossary, text), key=lambda each: (-each.concept.frequency, each.concept.id))
    ids = UniqueIds()  # two pairs of terms may, rarely, hash to one id
    return [replace(each, concept=replace(each.concept, id=ids.give(each.concept.id))) for each in fresh] + known


def _linked(text: _Text, least: int, encoder: Encoder | None) -> list[Candidate]:
    """Return the candidates that association gives."""
    zh, en = chinese_grams(text.zh, least=least), english_grams(text.en, least=least)
    forms = {gram: Counter(text.en[at.pair][at.start : at.end] for at in places) for gram, places in en.items()}
    links, parts = link_grams(zh, en, {gram: _usual(counts) for gram, counts in forms.items()}, encoder)
    candidates: list[Candidate] = []
    kinds: tuple[tuple[Kind, list[GramLink]], ...] = (("term", links), ("part", parts))
    for kind, some in kinds:
        by_zh: dict[str, list[GramLink]] = defaultdict(list)
        for link in some:
            by_zh[link.zh].append(link)
        weight = 1.0 if kind == "term" else _PART_WEIGHT
        candidates += [Candidate(_concept(gram, group, zh, text, weight), kind) for gram, group in by_zh.items()]
    return candidates


def _concept(gram: str, links: list[GramLink], zh: Grams, text: _Text, weight: float) -> Concept:
    """Return the concept of one Chinese n-gram with all its links."""
    links = sorted(links, key=lambda link: (-link.count * link.strength, link.en))
    total = sum(link.count for link in links)
    terms = [Term(gram, "zh", frequency=len(zh[gram]))]
    for place, link in enumerate(links):
        if place and link.count < max(2, _SHARE * total):
            continue
        counts = Counter(_lower_at_start(text.en[at.pair], at.start, at.end) for at in link.en_places)
        usual = _usual(counts)
        count = sum(number for form, number in counts.items() if form.lower() == usual.lower())
        terms.append(Term(usual, "en", "accepted" if place else "preferred", frequency=count))
        others = [form for form, _count in counts.most_common() if form != usual and form.lower() != usual.lower()]
        terms += [Term(form, "en", "accepted", "variant", frequency=counts[form]) for form in others]
    pairs = sorted({place.pair for link in links for place in link.zh_places})
    en = terms[1].text
    score = termhood(gram, en, links[0].strength * weight, total)
    concept = Concept(concept_id(gram, en), tuple(terms), status="candidate", frequency=total, score=score)
    return _with_examples(concept, pairs, text)


def _usual(forms: Counter[str]) -> str:
    """Return the most frequent form; of equally frequent ones that with the fewest capitals."""
    return min(forms, key=lambda form: (-forms[form], sum(letter.isupper() for letter in form), form))


def _lower_at_start(sentence: str, start: int, end: int) -> str:
    """Return a form without the capital that only the beginning of a sentence gave it."""
    form = sentence[start:end]
    rest = form[1:]
    if start == 0 and form[:1].isupper() and rest == rest.lower() and " " in form:
        return form[0].lower() + rest
    return form


def _with_examples(concept: Concept, pairs: Sequence[int], text: _Text) -> Concept:
    """Return a concept with its documents and its first examples, the shortest sentences that say enough."""
    chosen = sorted(pairs, key=lambda at: (abs(len(text.pairs[at].zh) - 40), at))[:EXAMPLES]
    examples = tuple(Example(text.pairs[at].id, text.pairs[at].zh, text.pairs[at].en) for at in chosen)
    return replace(concept, documents=len({text.documents[at] for at in pairs}), examples=examples)


def _short_forms(text: _Text) -> list[Candidate]:
    """Return the concepts whose short forms both sentences of a pair define, in the same order."""
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    shorts: dict[tuple[str, str], tuple[str, str]] = {}
    for number, pair in enumerate(text.pairs):
        zh, en = list(chinese_short_forms(pair.zh)), list(english_short_forms(pair.en))
        if len(zh) == len(en):
            for chinese, english in zip(zh, en, strict=True):
                found[chinese.long, english.long].append(number)
                shorts[chinese.long, english.long] = (chinese.short, english.short)
    candidates = []
    for (zh_long, en_long), pairs in found.items():
        zh_short, en_short = shorts[zh_long, en_long]
        kind: TermKind = "acronym" if zh_short.isascii() else "short"
        terms = (
            Term(zh_long, "zh", kind="full", frequency=_pairs_with(zh_long, text.zh)),
            Term(zh_short, "zh", "accepted", kind, frequency=_pairs_with(zh_short, text.zh)),
            Term(en_long, "en", kind="full", frequency=_pairs_with(en_long, text.en)),
            Term(en_short, "en", "accepted", "acronym", frequency=_pairs_with(en_short, text.en)),
        )
        count = sum(zh_short in pair.zh and en_short in pair.en for pair in text.pairs)
        score = termhood(zh_long, en_long, 1.0, count)
        concept = Concept(concept_id(zh_long, en_long), terms, status="candidate", frequency=count, score=score)
        candidates.append(Candidate(_with_examples(concept, pairs, text), "short form"))
    return candidates


def _pairs_with(form: str, sentences: Sequence[str]) -> int:
    return sum(form in sentence for sentence in sentences)


def _names(text: _Text, encoder: Encoder) -> list[Candidate]:
    """Return the names of documents in 《》 with their English titles."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    where: dict[str, list[int]] = defaultdict(list)
    similarity: dict[str, float] = {}
    for number, zh, en, cosine in link_titles([(pair.zh, pair.en) for pair in text.pairs], encoder):
        found[zh][en] += 1
        where[zh].append(number)
        similarity[zh] = max(cosine, similarity.get(zh, 0.0))
    candidates = []
    for zh, titles in found.items():
        usual = _usual(titles)
        others = tuple(
            Term(title, "en", "accepted", "variant", frequency=titles[title]) for title in titles if title != usual
        )
        count = len(where[zh])
        terms = (Term(zh, "zh", frequency=count), Term(usual, "en", frequency=titles[usual]), *others)
        score = termhood(zh, usual, min(1.0, similarity[zh] + _NAME_BONUS), count)
        concept = Concept(concept_id(zh, usual), terms, status="candidate", frequency=count, score=score)
        candidates.append(Candidate(_with_examples(concept, where[zh], text), "name"))
    return candidates


def _merged(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Return the candidates without those whose pair of terms an earlier one of another kind has."""
    seen: set[tuple[str, str]] = set()
    kept = []
    for candidate in candidates:
        concept = candidate.concept
        if first_keys(concept) in seen:
            continue
        seen.add(first_keys(concept))
        kept.append(candidate)
        if candidate.kind == "short form":
            seen.update((term_key(zh.text, "zh"), term_key(en.text, "en")) for zh in concept.zh for en in concept.en)
    return kept


def _is_known(concept: Concept, glossary: Glossary) -> bool:
    """Return whether the glossary has the Chinese term with the English one."""
    english = [term.text for term in concept.en if term.kind != "variant"]
    return any(
        same_words(form, term.text)
        for known, _term in glossary.find(concept.text("zh"), "zh")
        for term in known.en
        for form in english
    )


def extract_files(
    files: Sequence[str],
    glossary: str | None = None,
    *,
    without: str | None = None,
    least: int = 2,
    limit: int | None = None,
    counts_only: bool = False,
) -> list[Candidate]:
    """Return the terms of aligned files, each file a document; see `extract_terms`.

    Args:
        files: TMX or TSV files.
        glossary: File of known terms, ``none`` for no known terms; the UN glossary that ships when None.
        without: File of terms that are not to be proposed.
        least: Places in which a term has to stand.
        limit: Most new terms returned.
        counts_only: Leave the encoder out.

    Raises:
        DuizhaoError: A file cannot be read.
    """
    from ...align.encoders.encoder import SentenceEncoder

    known = load_glossary(glossary)
    refused = load_glossary(without) if without else Glossary([])
    bitexts = [read_bitext(file) for file in files]
    candidates = extract_terms(bitexts, known, least=least, encoder=None if counts_only else SentenceEncoder())
    fresh = [each for each in candidates if not each.known and not _is_known(each.concept, refused)]
    return fresh[:limit] + [each for each in candidates if each.known]


def _known_terms(glossary: Glossary, text: _Text) -> Iterator[Candidate]:
    """Yield the concepts of a glossary that stand on both sides of at least one pair, in its order, counted."""
    matcher = TermMatcher(glossary)
    counts: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    both: dict[str, list[int]] = defaultdict(list)
    otherwise: Counter[str] = Counter()
    for number, pair in enumerate(text.pairs):
        asked = matcher.find(pair.zh, "zh")
        rendered = matcher.find(pair.en, "en", nested=True) if asked else []
        there = {concept.id for match in rendered for concept, _term in match.readings}
        for id in sorted({match.concept.id for match in asked}):
            if id in there:
                both[id].append(number)
            else:
                otherwise[id] += 1
        wanted = {match.concept.id for match in asked} & there
        readings = {reading for match in (*asked, *rendered) for reading in match.readings}
        for id, language, form in {(concept.id, term.language, term.text) for concept, term in readings}:
            if id in wanted:
                counts[id][language, form] += 1
    for concept in glossary:
        if concept.id in both:
            terms = tuple(replace(t, frequency=counts[concept.id][t.language, t.text]) for t in concept.terms)
            counted = replace(concept, terms=terms, frequency=len(both[concept.id]))
            yield Candidate(_with_examples(counted, both[concept.id], text), "known", otherwise[concept.id])


def review_page(candidates: Sequence[Candidate], title: str) -> str:
    """Return the page of some candidates; known ones stand apart, without buttons.

    Args:
        candidates: What `extract_terms` returned.
        title: Heading, e.g. the names of the files.
    """
    fresh = [each for each in candidates if not each.known]
    return _template().render(
        title=title,
        language=current_language(),
        columns=COLUMNS,
        # with the table row that accepting a candidate saves
        fresh=[(each.kind, each.concept, row_of(replace(each.concept, status="approved"))) for each in fresh],
        known=[(each.concept, each.otherwise) for each in candidates if each.known],
        _=_,
    )


@cache
def _template() -> "Template":
    from jinja2 import Environment, StrictUndefined

    source = files(__package__.rpartition(".")[0]).joinpath("data", "review.html").read_text(encoding="utf-8")
    return Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True).from_string(
        source
    )
