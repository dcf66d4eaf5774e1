"""Words: the forms of an English one, those of a Chinese text, those that say little, and how many a text has.

Chinese is cut by rjieba: the dictionary's words, the likeliest way through the sentence, without its model for new
words, which glues what does not belong together. Terms are no words here: as user words they would force the very cuts
that are to be found out.
"""

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import regex

from . import Language
from .script import has_han

if TYPE_CHECKING:
    import rjieba

# Characters of English (white space included) for one of Chinese, marks included, and the spread of its logarithm
# from sentence to sentence. Measured as `chinese_length` counts on 4,000 pairs of UNv1.0's development set (3.94,
# spread 0.16) and the 235 of A/76/36 (3.80, 0.11); the SDG framework has 3.8, treaties of UNESCO 3.9 and 4.2.
ENGLISH_PER_CHINESE = 3.9
ENGLISH_PER_CHINESE_SPREAD = 0.16

_HAN = regex.compile(r"\p{Han}+")
_WORD = re.compile(r"[^\W_]+(?:['’\-/.][^\W_]+)*")
_ASCII = re.compile(r"[\x21-\x7e]+")
_SMALL_WORD = regex.compile(r"\p{Ll}[\p{L}'’-]*(?:[\s,;]|$)")  # no address, no item
NEAR_SEAM = 12  # characters that tell how one is cut into words
_FIRST_HAN = "\u2e80"
_RUN = re.compile(r"[^\W\d_\u2e80-\U0010ffff]{2,}|\d{2,}")

# Inside a character class: what ends a sentence, a clause of a list or a lead-in, and what may close behind it
FINAL_STOPS = ".。!！?？:：;；"
CLOSING_MARKS = r"\p{Pe}\p{Pf}\"'"  # brackets, quotation marks; ” and ’ are of them

# Stop words, in sets named for what each is asked. `FUNCTION_WORDS` is what all agree on: articles, prepositions,
# pronouns, auxiliaries and the commonest adverbs. Each purpose adds what it needs, with its reason, or takes only the
# parts that it can do without. English is in lower case.
ARTICLES = frozenset(("a", "an", "the"))
# join the words of a name or term, and stand in no acronym of it
LINKING_WORDS = frozenset("and or of for on to in with by at from".split())  # noqa: SIM905
_TO_BE = frozenset("is are was were be been being".split())  # noqa: SIM905

FUNCTION_WORDS = frozenset(
    """
    but as it its this that these those he she they them him her his their i you we us our your my me not no do does
    did have has had will would can could may might shall should must so than then there here what which who whom
    whose when where how if into out up down over about after before all any some such only also very just more most
    other
    """.split()  # noqa: SIM905
).union(ARTICLES, LINKING_WORDS, _TO_BE)

# What a sentence may lack in the other language without a loss: "one" is a pronoun more often than a number.
WITHOUT_CONTENT = FUNCTION_WORDS | {"one"}

# What a rendering may lack and still be said: only words of grammar, for "no one" and "other" are of the contents.
OPTIONAL_IN_RENDERINGS = ARTICLES | LINKING_WORDS | _TO_BE | {"as", "into", "its", "their", "that"}

# What stands in the middle of a term but neither begins nor ends it; "against" for Convention against Torture.
INSIDE_TERMS = LINKING_WORDS | {"against"}

# What titles write small and acronyms leave out.
SMALL_IN_TITLES = ARTICLES | INSIDE_TERMS | {"all", "as", "its", "their"}

# What no term holds: besides the function words those that tie the clauses of UN prose and its references.
OUTSIDE_TERMS = (
    FUNCTION_WORDS.union(
        """
        each every both either neither none another same several own many much few less least
        above across against along amongst among around behind below between beyond despite during near off onto per
        regarding concerning including respectively through throughout till toward towards under unlike until upon via
        within without since
        although because nor now though thus unless whereas whether while why yet still even
        am doing done having
        already additionally especially further furthermore hence however moreover nevertheless often particularly
        therefore too well like
        alia et al ibid see para paras its'
        """.split()  # noqa: SIM905
    )
    - INSIDE_TERMS
)

# What no sentence ends with: it was cut off.
NEVER_LAST = ARTICLES.union("and or of its their his her our whose which including than into per".split())  # noqa: SIM905

# 和: two things joined are more often two terms than one.
CHINESE_AND = frozenset("和与及或")
# What joins what stands before it to what follows, also across the end of a line.
CHINESE_CONJUNCTIONS = CHINESE_AND.union(("以及", "并", "並"))
_CHINESE_JOINTS = frozenset(char for word in CHINESE_CONJUNCTIONS for char in word)
_OPEN_ENDS = LINKING_WORDS | NEVER_LAST
_TYING_WORDS = OUTSIDE_TERMS | INSIDE_TERMS
# What ties others: no entry of a list, and no sentence, ends with the first or begins with the second.
_CHINESE_TYING_LAST = CHINESE_AND.union("的以在对从向由将被把并")
_CHINESE_TYING_FIRST = frozenset("的了着")
# What makes a phrase a clause: aspect, copula, preposition of place or object.
CHINESE_CLAUSE_WORDS = frozenset("了是在将")
# Adverbs with which a term may begin: 最不发达国家, 非政府组织.
CHINESE_PREFIXES = frozenset("最不非无未反")

# irregular pairs, American form first; what a rule can say stands in _RULES
_PAIRS = {
    "ageing": "aging",
    "acknowledgement": "acknowledgment",
    "adviser": "advisor",
    "aluminium": "aluminum",
    "artefact": "artifact",
    "disc": "disk",
    "enquiry": "inquiry",
    "grey": "gray",
    "judgement": "judgment",
    "manoeuvre": "maneuver",
    "mould": "mold",
    "plough": "plow",
    "practise": "practice",
    "sceptic": "skeptic",
    "sulphur": "sulfur",
    "tyre": "tire",
}
_RULES = tuple(
    (regex.compile(pattern), replacement)
    for pattern, replacement in (
        # the ending of organise and organisation, in all its forms; the one of analyse
        (r"(?<=\p{L}{3})is(?=(?:e[ds]?|ers?|ing|ations?|ational|able)$)", "iz"),
        (r"(?<=\p{L}{2})ys(?=(?:e[ds]?|ers?|ing)$)", "yz"),
        # labour, behavioural, favourable: three letters before it, so that four and hour stay
        (r"(?<=\p{L}{3})our", "or"),
        (r"(?<=\p{L}{3})mme(?=s?$)", "m"),
        # centre, theatre, kilometre
        (r"(?<=\p{L}{2})tre(?=s?$)", "ter"),
        (r"(?<=(?:def|off|lic|pret))ence(?=[ds]?$)", "ense"),
        # catalogue, dialogue
        (r"(?<=\p{L}{3})ogue(?=s?$)", "og"),
        # counsellor, labelled, travelling, enrolment; fulfil, enrol
        (r"(?<=\p{L}{3})ll(?=(?:ors?|ed|ers?|ing|ments?|ful)$)", "l"),
        (r"(?<=\p{L}{4})ll$", "l"),
        (r"(?<=(?:^|\p{L})(?:p|an|gyn|orthop|encyclop|h|arch))ae", "e"),
    )
)


@lru_cache(maxsize=1 << 17)
def spelling_key(word: str) -> str:
    """Return the key of a lower-case word: the same for ``labour`` and ``labor``.

    Example:
        >>> spelling_key("programmes"), spelling_key("organisation"), spelling_key("four")
        ('programs', 'organization', 'four')
    """
    if not word.isascii() or len(word) < 4:
        return word
    plural = word.endswith("s") and word[:-1] in _PAIRS
    if plural:
        return _PAIRS[word[:-1]] + "s"
    if word in _PAIRS:
        return _PAIRS[word]
    for pattern, replacement in _RULES:
        word = pattern.sub(replacement, word)
    return word


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


@lru_cache(maxsize=4096)
def word_forms(word: str) -> tuple[str, ...]:
    """Return all inflected forms of all lemmas of ``word``, in lower case and sorted, itself among them.

    Example:
        >>> word_forms("parties")
        ('partied', 'parties', 'party', 'partying')
    """
    from lemminflect import getAllInflections, getAllLemmas

    word = word.lower()
    forms = {word}
    for lemmas in getAllLemmas(word).values():
        for lemma in lemmas:
            forms.add(lemma.lower())
            for inflections in getAllInflections(lemma).values():
                forms.update(form.lower() for form in inflections)
    return tuple(sorted(forms))


@cache
def _segmenter() -> "rjieba.Jieba":
    import rjieba

    return rjieba.Jieba()


def inside_words(text: str) -> bytearray:
    """Return 1 for every offset that stands inside a word of at least two characters, or inside a number.

    A word is the dictionary's where it is Chinese; else a run of letters, or one of digits.
    """
    inside = bytearray(len(text) + 1)
    for word, start, end in _segmenter().tokenize(text, mode="default", hmm=False):
        if end - start > 1 and (word[0] >= _FIRST_HAN or has_han(word)):
            inside[start + 1 : end] = b"\x01" * (end - start - 1)
    for run in _RUN.finditer(text):
        inside[run.start() + 1 : run.end()] = b"\x01" * (run.end() - run.start() - 1)
    return inside


def tagged_words(text: str) -> list[tuple[str, str, int, int]]:
    """Return the words of a text with jieba's part of speech and their half-open spans; new words are not guessed."""
    words = []
    at = 0
    for word, tag in _segmenter().tag(text, hmm=False):
        words.append((word, tag, at, at + len(word)))
        at += len(word)
    return words


def reads_on(text: str) -> bool:
    """Whether a text begins as only the rest of a sentence or title does: with a small letter, 以及, 和 (not 和平).

    Example:
        >>> reads_on("and Platform for Action"), reads_on("和《行动纲要》"), reads_on("和平与安全")
        (True, True, False)
    """
    if text[:1] in _CHINESE_JOINTS:
        return tagged_words(text[:NEAR_SEAM])[0][0] in CHINESE_CONJUNCTIONS
    return bool(_SMALL_WORD.match(text))


def breaks_off(text: str) -> bool:
    """Whether a text ends as no sentence or title does: with 、, 的, "of the", "OF THE" in capitals, 和 (not 缓和).

    Example:
        >>> breaks_off("Reports of the"), breaks_off("在线和"), breaks_off("局势的缓和")
        (True, True, False)
    """
    text = text.rstrip()
    if text[-1:] in _CHINESE_JOINTS:
        return tagged_words(text[-NEAR_SEAM:])[-1][0] in CHINESE_CONJUNCTIONS
    end = text.rpartition(" ")[2]
    word = end.lower() if text.isupper() else end
    return text.endswith(("、", "的")) or (word in _OPEN_ENDS and end != text)


def are_tied(before: str, following: str) -> bool:
    """Whether a text cannot end where two meet, or the other not begin, for a word that ties others stands there.

    Example:
        >>> are_tied("rights of", "women"), are_tied("各国的", "教育"), are_tied("各国代表", "教育")
        (True, True, False)
    """
    before, following = before.rstrip(), following.lstrip()
    if before[-1:] < _FIRST_HAN or following[:1] < _FIRST_HAN:
        last, first = before.rpartition(" ")[2], following.partition(" ")[0].rstrip(",;")
        return last.lower() in _TYING_WORDS or first in _TYING_WORDS
    return before[-1] in _CHINESE_TYING_LAST or following[0] in _CHINESE_TYING_FIRST


def is_word_cut(before: str, following: str) -> bool:
    """Whether one Chinese word goes on where two texts meet; simplified characters are known.

    Example:
        >>> is_word_cut("各国的教", "育制度"), is_word_cut("各国代表", "教育制度")
        (True, False)
    """
    before, following = before.rstrip()[-NEAR_SEAM // 2 :], following.lstrip()[: NEAR_SEAM // 2]
    han = before[-1:] >= _FIRST_HAN and following[:1] >= _FIRST_HAN
    return han and bool(inside_words(before + following)[len(before)])


def general_frequency(word: str) -> int:
    """Return how often a word stands in the counts of the segmenter's dictionary (general Chinese); 0 if unknown."""
    segmenter = _segmenter()
    return int(segmenter.suggest_freq(word)) if segmenter.has_word(word) else 0


def count_words(text: str, language: Language) -> int:
    """Return the words of a text: of English its words, of Chinese its Han characters and its other words.

    Marks count nothing; a number, a document symbol and a hyphened word count as one. So Trados Studio counts (its
    manual, "How Studio counts words": each ideogram one, each number one); Microsoft Word also counts Chinese marks.

    Example:
        >>> count_words("根据第48/141号决议", "zh"), count_words("under resolution 48/141", "en")
        (6, 3)
    """
    others, runs = _HAN.subn(" ", text) if language == "zh" else (text, 0)
    return len(text) - len(others) + runs + len(_WORD.findall(others))


def chinese_length(text: str) -> float:
    """Return the length of a Chinese text in Chinese characters; what is written in ASCII is as long as in English."""
    stripped = text.strip()
    chinese = len(_ASCII.sub("", stripped))
    return chinese + (len(stripped) - chinese) / ENGLISH_PER_CHINESE
