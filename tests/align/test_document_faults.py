"""Faults of the real world planted in a clean pair: nothing is lost, nothing is paired wrongly in silence."""

import csv
import json
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import duizhao as dz
import pytest
import regex
from duizhao.align.bitext import Bitext
from duizhao.align.encoders.encoder import Encoder
from duizhao.corpora.reading import read_bytes
from duizhao.corpora.sample import FOLDER
from duizhao.language.script import detect_language
from duizhao.language.segmentation import split_sentences


@dataclass(frozen=True)
class Unit:
    """A paragraph or heading of one side, with the gold unit it comes from (doubled ones share it)."""

    gold: int
    label: str
    text: str
    heading: bool = False

    def line(self) -> str:
        return f"{self.label} {self.text}" if self.label else self.text


def drop(side: list[Unit], at: int, chance: random.Random) -> list[Unit]:
    return side[:at] + side[at + 1 :]


def drop_and_renumber(side: list[Unit], at: int, chance: random.Random) -> list[Unit]:
    return renumbered(drop(side, at, chance))


def double(side: list[Unit], at: int, chance: random.Random) -> list[Unit]:
    return [*side[: at + 1], side[at], *side[at + 1 :]]


def swap(side: list[Unit], at: int, chance: random.Random) -> list[Unit]:
    if at + 1 >= len(side) or side[at + 1].heading:
        return side
    one, other = side[at], side[at + 1]
    return [*side[:at], replace(other, label=one.label), replace(one, label=other.label), *side[at + 2 :]]


def shift_numbers(side: list[Unit], at: int, chance: random.Random) -> list[Unit]:
    return side[:at] + renumbered(side[at:], int(side[at].label.rstrip(".")) + 1)


def lose_number(side: list[Unit], at: int, chance: random.Random) -> list[Unit]:
    return [*side[:at], replace(side[at], label=""), *side[at + 1 :]]


def repeat_number(side: list[Unit], at: int, chance: random.Random) -> list[Unit]:
    before = next((unit for unit in reversed(side[:at]) if not unit.heading), side[at])
    return [*side[:at], replace(side[at], label=before.label), *side[at + 1 :]]


def drop_sentence(side: list[Unit], at: int, chance: random.Random) -> list[Unit]:
    language = detect_language(side[at].text) or "en"
    parts = split_sentences(side[at].text, language)
    if len(parts) < 2:
        return side
    del parts[chance.randrange(len(parts))]
    text = ("" if language == "zh" else " ").join(parts)
    return [*side[:at], replace(side[at], text=text), *side[at + 1 :]]


def renumbered(side: list[Unit], first: int = 0) -> list[Unit]:
    number = first or int(next(unit.label for unit in side if unit.label.rstrip(".").isdecimal()).rstrip("."))
    out = []
    for unit in side:
        if unit.heading:
            out.append(unit)
        else:
            out.append(replace(unit, label=f"{number}."))
            number += 1
    return out


FAULTS: tuple[Callable[[list[Unit], int, random.Random], list[Unit]], ...] = (
    drop,
    drop_and_renumber,
    double,
    swap,
    shift_numbers,
    lose_number,
    repeat_number,
    drop_sentence,
)


def plant(units: list[dict[str, str]], seed: int, count: int) -> tuple[list[Unit], list[Unit], list[str]]:
    """Return both sides with ``count`` faults in them, and the names of the faults."""
    chance = random.Random(seed)
    sides = {}
    for side, label in (("zh", "label"), ("en", "label_en")):
        sides[side] = [
            Unit(at, number(unit, label), clean(unit[side]), unit["type"] == "heading") for at, unit in enumerate(units)
        ]
    names = []
    for _time in range(count):
        side = chance.choice(["zh", "en"])
        fault = chance.choice(FAULTS)
        places = [at for at, unit in enumerate(sides[side]) if not unit.heading and unit.label]
        sides[side] = fault(sides[side], chance.choice(places[:-1]), chance)
        names.append(f"{fault.__name__} {side}")
    return sides["zh"], sides["en"], names


def number(unit: dict[str, str], column: str) -> str:
    return unit[column] if unit["type"] == "heading" else f"{unit[column]}."


def clean(text: str) -> str:
    return regex.sub(r"⟦.*?⟧", "", text)


def align_units(zh: list[Unit], en: list[Unit], encoder: Encoder | None = None) -> Bitext:
    sides = [
        read_bytes("\n".join(unit.line() for unit in side).encode(), name) for side, name in ((zh, "zh"), (en, "en"))
    ]
    return dz.align_documents(sides[0], sides[1], level="paragraph", encoder=encoder)


def silent_errors(bitext: Bitext, zh: list[Unit], en: list[Unit]) -> list[str]:
    """Return the pairs of texts that do not belong together and carry no mark: no note, high confidence."""
    gold = {"".join(unit.text.split()): unit.gold for unit in zh}
    gold |= {"".join(unit.text.split()): unit.gold for unit in en}
    bad = []
    for pair in bitext.matched:
        left, right = gold.get("".join(pair.zh.split())), gold.get("".join(pair.en.split()))
        if left is not None and right is not None and left != right and not pair.note and pair.confidence >= 0.5:
            bad.append(f"{pair.id} {pair.confidence} {pair.zh[:30]} | {pair.en[:50]}")
    return bad


def lost(bitext: Bitext, zh: list[Unit], en: list[Unit]) -> Counter[str]:
    """Return the characters of the input that stand in no pair."""
    before = Counter("".join("".join(unit.text.split()) for unit in (*zh, *en)))
    after = Counter("".join("".join(f"{pair.zh}{pair.en}".split()) for pair in bitext))
    return before - after


def report_units(shared: Path) -> list[dict[str, str]]:
    units: list[dict[str, str]] = json.loads((shared / "data/A_76_36/gold_units.json").read_text(encoding="utf-8"))
    return [unit for unit in units if unit["type"] != "footnote"]


def sample_units() -> list[dict[str, str]]:
    with (FOLDER / "gold.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        {"type": row["kind"], "label": row["label_en"], "label_en": row["label_en"], "zh": row["zh"], "en": row["en"]}
        for row in rows
        if row["kind"] == "paragraph" and row["label_en"]
    ]


@pytest.mark.parametrize("seed", range(12))
def test_faults_in_a_report_are_noticed(shared: Path, encoder: Encoder, seed: int) -> None:
    check(report_units(shared), encoder, seed, 8)


@pytest.mark.parametrize("seed", range(20))
def test_faults_in_the_sample_are_noticed(encoder: Encoder, seed: int) -> None:
    check(sample_units(), encoder, seed, 4)


def check(units: list[dict[str, str]], encoder: Encoder, seed: int, faults: int) -> None:
    zh, en, names = plant(units, seed, faults)
    bitext = align_units(zh, en, encoder)
    assert not lost(bitext, zh, en), names
    assert len(silent_errors(bitext, zh, en)) <= 0.005 * len(bitext), names
