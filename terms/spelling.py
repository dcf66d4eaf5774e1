"""One key for British and American spellings of an English word.

The keys are compared with each other and never shown, so a rule may be wide: ``promise`` becoming ``promize`` on
both sides costs nothing. What counts is that no two different words get one key.
"""

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
