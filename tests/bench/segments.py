"""A million segments for benchmarks: clauses of the shared report recombined, with other figures and terms."""

import csv
import random
import re
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

from . import SHARED

HEADER = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4">
<header creationtool="bench" creationtoolversion="1" segtype="sentence" o-tmf="none" adminlang="en-US" \
srclang="zh-CN" datatype="plaintext"/>
<body>
"""
UNITS_A_DOCUMENT = 250


def pairs(count: int, seed: int = 7) -> Iterator[tuple[str, str]]:
    """Yield ``count`` Chinese and English segments, the same for the same seed."""
    dice = random.Random(seed)
    gold, terms = _gold(), _terms()
    zh_clauses = [part for zh, _ in gold for part in re.split(r"(?<=[，；])", zh.rstrip("。"))]
    en_clauses = [part.strip() for _, en in gold for part in re.split(r"(?<=[,;])\s", en.rstrip("."))]
    for _ in range(count):
        kind = dice.random()
        zh_term, en_term = dice.choice(terms)
        if kind < 0.1:
            other = dice.choice(terms)
            yield f"{zh_term}和{other[0]}", f"{en_term} and {other[1]}"
            continue
        clauses = 1 if kind < 0.3 else dice.randint(2, 4)
        zh_parts = [dice.choice(zh_clauses).rstrip("，；") for _ in range(clauses)]
        en_parts = [dice.choice(en_clauses).rstrip(",;") for _ in range(clauses)]
        zh_parts[dice.randrange(clauses)] += f"与{zh_term}"
        en_parts[dice.randrange(clauses)] += f" with {en_term}"
        zh, en = "，".join(zh_parts) + "。", ", ".join(en_parts) + "."
        yield _renumber(zh, dice), _renumber(en, dice)


def write_tmx(path: Path, count: int, seed: int = 7) -> int:
    """Write ``count`` units as TMX and return its size in bytes."""
    with path.open("w", encoding="utf-8") as stream:
        stream.write(HEADER)
        for number, (zh, en) in enumerate(pairs(count, seed)):
            document, label = divmod(number, UNITS_A_DOCUMENT)
            stream.write(
                f'<tu tuid="p{label + 1}.1" creationdate="20210804T000000Z">'
                f'<prop type="x-document">A/{document}/1</prop><prop type="x-label">{label + 1}</prop>\n'
                f'<tuv xml:lang="zh-CN"><seg>{escape(zh)}</seg></tuv>\n'
                f'<tuv xml:lang="en"><seg>{escape(en)}</seg></tuv></tu>\n'
            )
        stream.write("</body>\n</tmx>\n")
    return path.stat().st_size


def changed(text: str, share: float, dice: random.Random, chinese: bool) -> str:
    """Return ``text`` with about ``share`` of its characters or words taken out, replaced or added."""
    items = list(text) if chinese else text.split(" ")
    for _ in range(max(1, round(len(items) * share))):
        place = dice.randrange(len(items))
        action = dice.random()
        if action < 0.4:
            items[place] = dice.choice(items)
        elif action < 0.7 and len(items) > 2:
            del items[place]
        else:
            items.insert(place, dice.choice(items))
    return ("" if chinese else " ").join(items)


def _gold() -> list[tuple[str, str]]:
    with (SHARED / "data/A_76_36/gold_sentences.tsv").open(encoding="utf-8") as stream:
        return [(row["zh"], row["en"]) for row in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)]


def _terms() -> list[tuple[str, str]]:
    with (SHARED / "data/unbis/unbis_zh_en.tsv").open(encoding="utf-8") as stream:
        rows = csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [(row["zh"], row["en"].lower()) for row in rows if row["zh"] and row["en"]]


def _renumber(text: str, dice: random.Random) -> str:
    return re.sub(r"\d+", lambda found: str(dice.randrange(1, 10 ** len(found[0]))), text)
