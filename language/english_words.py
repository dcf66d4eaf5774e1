"""The forms of an English word: from ``building`` to build, builds, built, buildings."""

from functools import lru_cache

import regex

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
