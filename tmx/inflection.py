"""The forms of an English word: from ``building`` to build, builds, built, buildings."""

from functools import lru_cache


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
