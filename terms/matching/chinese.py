"""Chinese terms in a text: Aho-Corasick over folded text, without those that cut a longer word.

A. Aho and M. Corasick, Efficient string matching, CACM 18 (1975). No boundary is demanded, for Chinese has none;
but 积分 inside 累积分布 is no occurrence of 积分: its edges stand inside words (`language.chinese_words`).
"""

from ...language.chinese_words import inside_words
from ...language.comparison_keys import fold_chinese
from ..glossary import Glossary
from .occurrence import Occurrence


class ChineseMatcher:
    """An automaton over the Chinese terms of a glossary.

    Args:
        glossary: The terms.

    Attributes:
        groups: The readings of each form, by the index that occurrences give.
    """

    def __init__(self, glossary: Glossary) -> None:
        import ahocorasick_rs

        forms = {form: tuple(readings) for form, readings in glossary.forms("zh").items() if form}
        self.groups = list(forms.values())
        self._automaton = ahocorasick_rs.AhoCorasick(list(forms))

    def occurrences(self, text: str) -> list[Occurrence]:
        """Return every occurrence of every term, overlapping ones too, but none that cuts a word."""
        folded = fold_chinese(text)
        found = self._automaton.find_matches_as_indexes(folded, overlapping=True)
        if not found:
            return []
        inside = inside_words(folded)
        return [(start, end, (index,)) for index, start, end in found if not (inside[start] or inside[end])]
