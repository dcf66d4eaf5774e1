"""Words that the text itself translates: names above all, which no dictionary has.

After a first alignment, Chinese strings and English stems that keep turning up in the same beads are taken for
translations of each other (Dice coefficient, as Melamed 2000 and hunalign's second pass).
"""

from collections import Counter, defaultdict
from collections.abc import Sequence

import regex

from .beads import Bead
from .lexicon import english_items

_HAN = regex.compile(r"\p{Han}+")
_LEAST = 3
_DICE = 0.6
# beads looked at: enough for names, and memory stays small
_MOST = 5000


def associations(zh: Sequence[str], en: Sequence[str], beads: Sequence[Bead]) -> dict[str, list[str]]:
    """Return Chinese strings of two or three characters with the English stems that go with them.

    Args:
        zh: Chinese sentences.
        en: English sentences.
        beads: A first alignment; doubtful beads are left out.
    """
    zh_bags, en_bags = [], []
    for bead in beads[:: 1 + len(beads) // _MOST]:
        if bead.matched and bead.confidence >= 0.5:
            zh_bags.append({g for k in bead.zh for g in _strings(zh[k])})
            en_bags.append({item for k in bead.en for item in english_items(en[k]) if item[0] != "#"})
    zh_count = Counter(g for bag in zh_bags for g in bag)
    en_count = Counter(item for bag in en_bags for item in bag)
    frequent = {g for g, count in zh_count.items() if count >= _LEAST}
    both: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for zh_bag, en_bag in zip(zh_bags, en_bags, strict=True):
        items = [item for item in en_bag if en_count[item] >= _LEAST]
        for g in sorted(zh_bag & frequent):
            both[g].update(items)
    found = {}
    for g in sorted(both):
        good = [
            item
            for item, count in sorted(both[g].items())
            if count >= _LEAST and 2 * count / (zh_count[g] + en_count[item]) >= _DICE
        ]
        if good:
            found[g] = good
    return found


def _strings(text: str) -> set[str]:
    runs = [match[0] for match in _HAN.finditer(text)]
    return {run[k : k + size] for run in runs for size in (2, 3) for k in range(len(run) - size + 1)}
