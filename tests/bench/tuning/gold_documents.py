"""Documents whose pairs are known, clean and damaged; and which pairs of an alignment are exactly right by them.

Gold is kept in atoms: the smallest pieces of text of which it is known that both sides translate each other (a sentence
bead, or a paragraph whose sentences nobody has paired). A pair is right when both its sides hold the same atoms, whole,
and none that was spoilt; it is not judged where it cuts an atom on both sides, or where gold itself is unsure.
"""

import csv
import json
import random
import re
import runpy
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from duizhao.align.bitext import Bitext
from duizhao.language import Language
from duizhao.language.countries import countries
from duizhao.language.dates import MONTHS
from duizhao.language.segmentation import split_sentences

GENUINE = ("unesco_1970", "unesco_1970_hans", "sdg_framework", "cc_by_40", "florence_1982")
CHAPTERS = ("001", "002", "003", "004", "005", "006")
REPORT = "A_76_36"
_FORGIVEN = 2  # letters and figures of an atom that may be missing, as in score_documents


@dataclass(frozen=True)
class Piece:
    """The text of one side of an atom, or a part of it.

    Attributes:
        atom: Which atom; -1 for text of which nothing is known.
        text: The text.
        spoilt: Whether it no longer says what the other side says.
    """

    atom: int
    text: str
    spoilt: bool = False


@dataclass(frozen=True)
class Paragraph:
    """A printed paragraph: its label and its pieces."""

    label: str
    pieces: tuple[Piece, ...]
    front: bool = False


@dataclass
class GoldDocument:
    """Both sides of a document.

    Attributes:
        name: Of what it was made.
        sides: Its paragraphs by language.
        unsure: Atoms that gold itself is unsure of.
        files: The two files themselves, where they are read as they are.
    """

    name: str
    sides: dict[Language, list[Paragraph]]
    unsure: set[int] = field(default_factory=set)
    files: tuple[Path, Path] | None = None

    def text(self, side: Language, blank_lines: bool) -> str:
        """Return a side as a text file, a paragraph a line."""
        glue = "" if side == "zh" else " "
        lines = (f"{at.label} {glue.join(piece.text for piece in at.pieces)}".strip() for at in self.sides[side])
        return ("\n\n" if blank_lines else "\n").join(lines) + "\n"


def genuine(shared: Path, name: str) -> GoldDocument:
    """Read a document of genuine/ with its gold, which pairs lines, or texts of a page."""
    tools = runpy.run_path(str(shared / "tools/score_documents.py"))
    folder = shared / "data/genuine" / name
    rows, _units, html = tools["read_gold"](str(folder))
    atoms = iter(range(10**6))
    lines: dict[Language, list[tuple[int, Paragraph]]] = {"zh": [], "en": []}
    unsure: set[int] = set()
    for row in rows:
        texts = {side: [tools["cut_label"](text) for _line, text in row[side]] for side in ("zh", "en")}
        found = _pieces({side: [rest or label for label, rest in texts[side]] for side in texts}, atoms)
        for side in ("zh", "en"):
            for (line, _text), (label, rest), pieces in zip(row[side], texts[side], found[side], strict=True):
                lines[side].append((line, Paragraph(label.strip() if rest else "", tuple(pieces))))
                if row["note"].lower().startswith("unsure"):
                    unsure |= {piece.atom for piece in pieces}
    suffix = "html" if html else "txt"
    sides = {side: [at for _line, at in sorted(lines[side], key=lambda at: at[0])] for side in lines}
    return GoldDocument(name, sides, unsure, (folder / f"zh.{suffix}", folder / f"en.{suffix}"))


def _pieces(row: dict[str, list[str]], atoms: Iterator[int]) -> dict[str, list[list[Piece]]]:
    """Cut a row of gold into sentences where both sides have as many, line by line; else it is one atom."""
    cut = {side: [split_sentences(text, side) or [text] for text in row[side]] for side in ("zh", "en")}  # type: ignore[arg-type]
    if [len(at) for at in cut["zh"]] == [len(at) for at in cut["en"]]:
        numbers = [[next(atoms) for _ in line] for line in cut["zh"]]
        return {
            side: [
                [Piece(a, t) for a, t in zip(n, line, strict=True)] for n, line in zip(numbers, cut[side], strict=True)
            ]
            for side in cut
        }
    atom = next(atoms)
    return {side: [[Piece(atom, text)] for text in row[side]] for side in row}


def report(shared: Path) -> GoldDocument:
    """Read A/76/36 with its gold sentences; notes are left out."""
    folder = shared / "data" / REPORT
    units = json.loads((folder / "gold_units.json").read_text(encoding="utf-8"))
    with (folder / "gold_sentences.tsv").open(encoding="utf-8", newline="") as file:
        sentences = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    atoms = iter(range(10**6))
    sides: dict[Language, list[Paragraph]] = {"zh": [], "en": []}
    for unit in units:
        if unit["type"] == "footnote":
            continue
        rows = [row for row in sentences if row["paragraph"] == unit["label"]] if unit["type"] != "heading" else [unit]
        numbers = [next(atoms) for _row in rows]
        for side, label in (("zh", "label"), ("en", "label_en")):
            pieces = [
                Piece(atom if row["zh"] and row["en"] else -1, re.sub("⟦.*?⟧", "", row[side]))
                for atom, row in zip(numbers, rows, strict=True)
                if row[side]
            ]
            number = unit[label] if unit["type"] == "heading" else f"{unit[label]}."
            sides[side].append(Paragraph(number, tuple(pieces)))
    return GoldDocument(REPORT, sides)


def chapter(shared: Path, name: str, seed: int) -> GoldDocument:
    """Read a chapter of a novel whose sentences are paired, in paragraphs of one to five beads."""
    import ast

    chance = random.Random(seed)
    stem = shared / "data/mac_dev" / name
    text = {side: Path(f"{stem}.{side}").read_text(encoding="utf-8").splitlines() for side in ("zh", "en")}
    beads = [
        tuple(ast.literal_eval(side) for side in line.strip().split(":")[:2])
        for line in Path(f"{stem}.align").read_text(encoding="utf-8").splitlines()
    ]
    sides: dict[Language, list[Paragraph]] = {"zh": [], "en": []}
    left, waiting = 0, {"zh": [], "en": []}
    for atom, bead in enumerate(beads):
        for side, rows in zip(("zh", "en"), bead, strict=True):
            glue = "" if side == "zh" else " "
            if rows:
                waiting[side].append(Piece(atom if all(bead) else -1, glue.join(text[side][row] for row in rows)))
        left = left - 1 if left else chance.randrange(5)
        if not left:
            for side in ("zh", "en"):
                if waiting[side]:
                    sides[side].append(Paragraph("", tuple(waiting[side])))
                waiting[side] = []
    for side in ("zh", "en"):
        if waiting[side]:
            sides[side].append(Paragraph("", tuple(waiting[side])))
    return GoldDocument(f"mac_dev {name}", sides)


def official(shared: Path, seed: int, half: int) -> GoldDocument:
    """Compose a document from one half of the official pairs: a masthead, headings, paragraphs of one to four pairs."""
    chance = random.Random(seed)
    both = [(shared / f"data/unpc_dev/{side}.txt").read_text(encoding="utf-8").splitlines() for side in ("zh", "en")]
    # a number before one side only is the paragraph's, and runs into the sentence before it where two are joined
    pairs = [
        pair
        for k, pair in enumerate(zip(*both, strict=True))
        if k % 2 == half and all(map(str.strip, pair)) and not any(map(_LABELLED.match, pair))
        if k not in _UNLIKE
    ]
    short = [pair for pair in pairs if len(pair[0]) <= 14]
    atoms = iter(range(10**6))
    rows: list[tuple[str, str, bool, list[tuple[int, str, str]]]] = []
    front = _masthead(chance) if chance.random() < 0.6 else []
    front += [chance.choice(short) for _ in range(chance.randrange(3))] if front else []
    rows += [("", "", True, [(next(atoms), *pair)]) for pair in front]
    numbered, section = chance.random() < 0.6, 0
    first = chance.randrange(len(pairs) - 400)
    queue = pairs[first : first + chance.choice([6, 20, 60, 150])]
    number = 0
    while queue:
        if chance.random() < 0.1:
            section += 1
            styles = ("一二三四五六七八九十"[(section - 1) % 10] + ".", f"{_ROMANS[(section - 1) % 10]}.")
            rows.append((*(styles if numbered else ("", "")), False, [(next(atoms), *chance.choice(short))]))
        taken = [queue.pop(0)]
        # only whole sentences stand together in a paragraph: a line without a stop would run into the next one
        for _time in range(chance.choice([0, 0, 1, 2, 3])):
            if queue and all(map(_is_sentence, taken[-1])) and all(map(_is_sentence, queue[0])):
                taken.append(queue.pop(0))
        number += 1
        label = f"{number}." if numbered else ""
        rows.append((label, label, False, [(next(atoms), *pair) for pair in taken]))
    sides: dict[Language, list[Paragraph]] = {
        "zh": [Paragraph(zh, tuple(Piece(a, z) for a, z, _e in at), head) for zh, _en, head, at in rows],
        "en": [Paragraph(en, tuple(Piece(a, e) for a, _z, e in at), head) for _zh, en, head, at in rows],
    }
    return GoldDocument(f"official {seed}", sides)


# Lines of the official pairs, from 0, whose sides do not say the same: other dates, figures or States (1997 and 1996,
# Lithuania and Latvia). They came to light by `align.contradictions`, were read one by one, and are no gold.
_UNLIKE = frozenset((191, 343, 448, 1051, 1482, 1953, 2210, 2314, 2340, 3484, 3595, 3834))
_LABELLED = re.compile(r"[\s(]*(?:\d|[a-zA-Z][.)]|[ivx]+[.)]|[一二三四五六七八九十]+[.、])")
_STOPPED = re.compile(r"[。！？.!?][”’\"'」』)）]*\Z")
_ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


def _is_sentence(text: str) -> bool:
    return bool(_STOPPED.search(text.strip()))


def _masthead(chance: random.Random) -> list[tuple[str, str]]:
    """Return the lines before a document's title, as UN documents have them."""
    symbol, item, day, month = (
        chance.randrange(2, 900),
        chance.randrange(2, 140),
        chance.randrange(1, 29),
        chance.randrange(6),
    )
    lines = [
        ("联合国", "United Nations"),
        (f"A/70/{symbol}", f"A/70/{symbol}"),
        ("大会", "General Assembly"),
        ("Distr.: General", "Distr.: General"),
        (f"{day} {MONTHS[2 * month]} 2015", f"{day} {MONTHS[2 * month]} 2015"),
        ("Chinese", ""),
        ("原文：英文", "Original: English"),
        (f"临时议程*项目{item}(b)", f"Item {item} (b) of the provisional agenda*"),
    ]
    return [line for line in lines if all(line) and chance.random() < 0.8]


# what may happen to one side of a document

NAMES_OF_STATES: dict[Language, list[str]] = {
    "zh": [country.zh[0] for country in countries() if "(" not in country.zh[0]],
    "en": [country.en[0] for country in countries()],
}
NUMBER_WORDS = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "twenty", "fifty"]
DENIALS: dict[Language, re.Pattern[str]] = {
    "zh": re.compile("不(?=得|应|能|可|会|是|予|要|须|需|适用|承认|允许|影响)|没(?=有)|(?<=并|尚|从)未"),
    "en": re.compile(r" not\b(?! only)| never\b|\b(?:do|does|did) not "),
}

Damage = Callable[[list[Paragraph], Language, random.Random], list[Paragraph]]
Strangers = dict[Language, list[str]]
_COMPARED: dict[Language, int] = {"zh": 4, "en": 12}  # letters from which a text says whether it is another one


def _place(side: Sequence[Paragraph], chance: random.Random) -> tuple[int, int]:
    at = chance.randrange(len(side))
    return at, chance.randrange(len(side[at].pieces))


def _with(side: list[Paragraph], at: int, pieces: Sequence[Piece]) -> list[Paragraph]:
    return [*side[:at], *([replace(side[at], pieces=tuple(pieces))] if pieces else []), *side[at + 1 :]]


def drop_sentence(side: list[Paragraph], language: Language, chance: random.Random) -> list[Paragraph]:
    """Leave out a sentence of a paragraph that has several."""
    at, k = _place(side, chance)
    pieces = side[at].pieces
    return _with(side, at, (*pieces[:k], *pieces[k + 1 :])) if len(pieces) > 1 else side


def drop_paragraph(side: list[Paragraph], language: Language, chance: random.Random) -> list[Paragraph]:
    """Leave out a paragraph."""
    at = chance.randrange(len(side))
    return [*side[:at], *side[at + 1 :]] if len(side) > 2 else side


def merge(side: list[Paragraph], language: Language, chance: random.Random) -> list[Paragraph]:
    """Print two paragraphs as one."""
    at = chance.randrange(max(1, len(side) - 1))
    if at + 1 >= len(side):
        return side
    one, other = side[at : at + 2]
    return [*side[:at], replace(one, pieces=(*one.pieces, *other.pieces)), *side[at + 2 :]]


def split(side: list[Paragraph], language: Language, chance: random.Random) -> list[Paragraph]:
    """Print a paragraph as two."""
    at, k = _place(side, chance)
    one = side[at]
    if not k:
        return side
    return [
        *side[:at],
        replace(one, pieces=one.pieces[:k]),
        replace(one, label="", pieces=one.pieces[k:]),
        *side[at + 1 :],
    ]


def swap(side: list[Paragraph], language: Language, chance: random.Random) -> list[Paragraph]:
    """Exchange the texts of two neighbouring paragraphs; the labels stay."""
    at = chance.randrange(max(1, len(side) - 1))
    if at + 1 >= len(side):
        return side
    one, other = side[at : at + 2]
    return [*side[:at], replace(one, pieces=other.pieces), replace(other, pieces=one.pieces), *side[at + 2 :]]


def break_off(side: list[Paragraph], language: Language, chance: random.Random) -> list[Paragraph]:
    """Cut a piece off in mid-sentence."""
    at, k = _place(side, chance)
    pieces = list(side[at].pieces)
    text = pieces[k].text
    end = int(len(text) * chance.uniform(0.15, 0.8))
    if language == "en":
        end = text.rfind(" ", 0, end + 1)
    if end < 4 or len(text) - end < 5:
        return side
    pieces[k] = replace(pieces[k], text=text[:end].rstrip(), spoilt=True)
    return _with(side, at, pieces)


def other_figure(side: list[Paragraph], language: Language, chance: random.Random) -> list[Paragraph]:
    """Write another figure."""
    at, k = _place(side, chance)
    pieces = list(side[at].pieces)
    found = list(re.finditer(r"(?<![\d/.,-])\d{1,4}(?![\d/.,-])", pieces[k].text))
    if not found:
        return side
    match = chance.choice(found)
    value = int(match[0]) + chance.choice([-2, -1, 1, 2, 10, 20])
    text = pieces[k].text[: match.start()] + str(abs(value)) + pieces[k].text[match.end() :]
    pieces[k] = replace(pieces[k], text=text, spoilt=True)
    return _with(side, at, pieces)


def other_name(side: list[Paragraph], language: Language, chance: random.Random) -> list[Paragraph]:
    """Write another State, month or number word."""
    kinds = [NAMES_OF_STATES[language], *([MONTHS, NUMBER_WORDS] if language == "en" else [])]
    found = [
        (at, k, kind, name)
        for at, paragraph in enumerate(side)
        for k, piece in enumerate(paragraph.pieces)
        for kind in kinds
        for name in kind
        if name in piece.text and (language == "zh" or re.search(rf"\b{re.escape(name)}\b", piece.text))
    ]
    if not found:
        return side
    at, k, kind, name = chance.choice(found)
    pieces = list(side[at].pieces)
    other = chance.choice([one for one in kind if one not in name and name not in one])
    pieces[k] = replace(pieces[k], text=pieces[k].text.replace(name, other), spoilt=True)
    return _with(side, at, pieces)


def lose_denial(side: list[Paragraph], language: Language, chance: random.Random) -> list[Paragraph]:
    """Leave out a "not" or what says it."""
    found = [
        (at, k, match)
        for at, paragraph in enumerate(side)
        for k, piece in enumerate(paragraph.pieces)
        for match in DENIALS[language].finditer(piece.text)
    ]
    if not found:
        return side
    at, k, match = chance.choice(found)
    pieces = list(side[at].pieces)
    text = pieces[k].text
    pieces[k] = replace(pieces[k], text=text[: match.start()] + text[match.end() :], spoilt=True)
    return _with(side, at, pieces)


def other_label(side: list[Paragraph], language: Language, chance: random.Random) -> list[Paragraph]:
    """Misprint the number of a paragraph."""
    at = chance.randrange(len(side))
    label = re.sub(r"\d+", lambda match: str(int(match[0]) + 1), side[at].label)
    return [*side[:at], replace(side[at], label=label), *side[at + 1 :]]


def lose_label(side: list[Paragraph], language: Language, chance: random.Random) -> list[Paragraph]:
    """Leave out the number of a paragraph."""
    at = chance.randrange(len(side))
    return [*side[:at], replace(side[at], label=""), *side[at + 1 :]]


def cut_front(side: list[Paragraph], language: Language, chance: random.Random) -> list[Paragraph]:
    """Print two lines of the masthead as one, or exchange them."""
    places = [k for k in range(len(side) - 1) if side[k].front and side[k + 1].front]
    if not places:
        return side
    at = chance.choice(places)
    one, other = side[at : at + 2]
    if chance.random() < 0.5:
        return [*side[:at], other, one, *side[at + 2 :]]
    return [*side[:at], replace(one, pieces=(*one.pieces, *other.pieces)), *side[at + 2 :]]


def other_text(
    side: list[Paragraph], language: Language, chance: random.Random, strangers: Strangers
) -> list[Paragraph]:
    """Put another text, about as long, in the place of a paragraph; its number stays."""
    places = [k for k, at in enumerate(side) if len(norm(_words_of(at))) >= _COMPARED[language]]
    if not places:
        return side
    at = chance.choice(places)
    own = _words_of(side[at])
    # by another hand, or from elsewhere in the same document, which shares its words
    pool = strangers[language] if chance.random() < 0.6 else [_words_of(one) for one in side]
    fitting = [text for text in pool if 0.7 * len(own) <= len(text) <= 1.4 * len(own) and text != own]
    text = chance.choice(fitting or strangers[language])
    return _with(side, at, (Piece(-1, text, spoilt=True),))


def shift(side: list[Paragraph], language: Language, chance: random.Random, strangers: Strangers) -> list[Paragraph]:
    """Let some texts stand one number too early: one is left out, and a stranger closes the row."""
    first = chance.randrange(len(side))
    last = min(len(side) - 1, first + chance.randint(1, 6))
    if first == last:
        return side
    moved = [replace(side[k], pieces=side[k + 1].pieces) for k in range(first, last)]
    end = replace(side[last], pieces=(Piece(-1, chance.choice(strangers[language]), spoilt=True),))
    return [*side[:first], *moved, end, *side[last + 1 :]]


def add_sentence(
    side: list[Paragraph], language: Language, chance: random.Random, strangers: Strangers
) -> list[Paragraph]:
    """Put a sentence of another text before, between or behind the sentences of a paragraph."""
    at, _piece = _place(side, chance)
    found = [one for one in split_sentences(chance.choice(strangers[language]), language) if _is_sentence(one)]
    pieces = list(side[at].pieces)
    if not found or not all(_is_sentence(piece.text) for piece in pieces):
        return side
    pieces.insert(chance.randint(0, len(pieces)), Piece(-1, found[0], spoilt=True))
    return _with(side, at, pieces)


def _words_of(paragraph: Paragraph) -> str:
    return " ".join(piece.text for piece in paragraph.pieces)


DAMAGES: tuple[Damage, ...] = (
    *(drop_sentence, drop_paragraph, merge, split, swap, break_off, break_off),
    *(other_figure, other_name, lose_denial, other_label, lose_label, cut_front),
)
EXCHANGES = (other_text, other_text, shift, add_sentence)


def damaged(document: GoldDocument, seed: int, rate: float, strangers: Strangers) -> GoldDocument:
    """Return a document with a fault in every 1/rate paragraphs."""
    chance = random.Random(seed)
    sides = dict(document.sides)
    for _time in range(max(1, round(rate * len(sides["zh"])))):
        side: Language = chance.choice(["zh", "en"])
        which = chance.randrange(len(DAMAGES) + len(EXCHANGES))
        if which < len(DAMAGES):
            sides[side] = DAMAGES[which](sides[side], side, chance)
        else:
            sides[side] = EXCHANGES[which - len(DAMAGES)](sides[side], side, chance, strangers)
    return GoldDocument(f"{document.name} damaged {seed}", sides, document.unsure)


def with_other_texts(document: GoldDocument, seed: int, rate: float, strangers: Strangers) -> GoldDocument:
    """Return a document with another text under the number of every 1/rate paragraphs, and no other fault."""
    chance = random.Random(seed)
    sides = dict(document.sides)
    for _time in range(max(1, round(rate * len(sides["zh"])))):
        side: Language = chance.choice(["zh", "en"])
        sides[side] = other_text(sides[side], side, chance, strangers)
    return GoldDocument(f"{document.name} with other texts {seed}", sides, document.unsure)


def with_sentences_missing(document: GoldDocument, seed: int, rate: float, strangers: Strangers) -> GoldDocument:
    """Return a document with a sentence too few or too many in a share of its paragraphs, and no other fault."""
    chance = random.Random(seed)
    sides = dict(document.sides)
    several = sum(len(at.pieces) > 1 for at in sides["zh"])
    changed = 0
    for _time in range(100 * several):
        if changed >= rate * several:
            break
        side: Language = chance.choice(["zh", "en"])
        before = sides[side]
        at = chance.randrange(len(before))
        if len(before[at].pieces) > 1:
            one = [before[at]]
            made = (
                drop_sentence(one, side, chance)
                if chance.random() < 0.6
                else add_sentence(one, side, chance, strangers)
            )
            sides[side] = [*before[:at], *made, *before[at + 1 :]]
            changed += made != one
    return GoldDocument(f"{document.name} with sentences missing {seed}", sides, document.unsure)


def with_other_words(document: GoldDocument, seed: int, rate: float) -> GoldDocument:
    """Return a document with a word or figure that contradicts the other side in every 1/rate paragraphs."""
    chance = random.Random(seed)
    sides = dict(document.sides)
    for _time in range(max(1, round(rate * len(sides["zh"])))):
        side: Language = chance.choice(["zh", "en"])
        sides[side] = chance.choice([other_figure, other_name, lose_denial])(sides[side], side, chance)
    return GoldDocument(f"{document.name} with other words {seed}", sides, document.unsure)


def with_another_order(document: GoldDocument, seed: int) -> GoldDocument:
    """Return a document of which a run of paragraphs stands in another order on one side, as a sorted list does."""
    chance = random.Random(seed)
    sides = dict(document.sides)
    side: Language = chance.choice(["zh", "en"])
    size = min(len(sides[side]), chance.randint(5, 12))
    start = chance.randrange(len(sides[side]) - size + 1)
    run = sides[side][start : start + size]
    chance.shuffle(run)
    sides[side] = [*sides[side][:start], *run, *sides[side][start + size :]]
    return GoldDocument(f"{document.name} in another order {seed}", sides, document.unsure)


def strangers_of(shared: Path, half: int) -> Strangers:
    """Return texts of one half of the official pairs, in runs of one to four."""
    made: Strangers = {}
    for side in ("zh", "en"):
        lines = (shared / f"data/unpc_dev/{side}.txt").read_text(encoding="utf-8").splitlines()
        own = [line.strip() for k, line in enumerate(lines) if k % 2 == half and not _LABELLED.match(line)]
        glue = "" if side == "zh" else " "
        made[side] = [glue.join(own[k : k + 1 + k % 4]) for k in range(0, len(own) - 4, 2) if own[k]]
    return made


# which pairs are right


def norm(text: str) -> str:
    """Return letters, Han characters and figures of a text, in lower case."""
    return "".join(c for c in text.casefold() if c.isalnum())


class _Stream:
    """One side of a document as a string without spaces, with the owner of each character."""

    def __init__(self, paragraphs: Sequence[Paragraph]) -> None:
        parts: list[str] = []
        self.owners: list[Piece | None] = []  # None for labels
        self.sizes: Counter[int] = Counter()
        for at in paragraphs:
            for text, owner in ((at.label, None), *((piece.text, piece) for piece in at.pieces)):
                parts.append(norm(text))
                self.owners += [owner] * len(parts[-1])
                if owner:
                    self.sizes[owner.atom] += len(parts[-1])
        self.text = "".join(parts)
        self._done = 0

    def held(self, text: str) -> Counter[Piece] | None:
        """Return how much of which pieces a text is, or None where it is not found."""
        wanted = norm(text)
        head = wanted[:6]
        for start in (self._done, 0):
            at = self.text.find(head, start)
            while at >= 0 and wanted:
                if (end := self._walk(wanted, at)) is not None:
                    self._done = end
                    return Counter(owner for owner in self.owners[at:end] if owner)
                at = self.text.find(head, at + 1)
        return None

    def _walk(self, wanted: str, at: int) -> int | None:
        """Return where a text ends that begins at a place; labels and note marks may have been taken out."""
        skipped = 0
        for character in wanted:
            while at < len(self.text) and self.text[at] != character:
                skipped += self.owners[at] is not None
                if skipped > 3 or (self.owners[at] is not None and not self.text[at].isdigit()):
                    return None
                at += 1
            if at == len(self.text):
                return None
            at += 1
        return at


def verdicts(document: GoldDocument, bitext: Bitext) -> list[bool | None]:
    """Return for each pair whether it is exactly right; None where gold does not say, or a side is empty."""
    streams = {side: _Stream(paragraphs) for side, paragraphs in document.sides.items()}
    found: list[bool | None] = []
    for pair in bitext:
        zh = streams["zh"].held(pair.zh) if pair.zh else None
        en = streams["en"].held(pair.en) if pair.en else None
        found.append(None if zh is None or en is None else _verdict(document, streams, zh, en))
    return found


def _verdict(
    document: GoldDocument, streams: dict[Language, _Stream], zh: Counter[Piece], en: Counter[Piece]
) -> bool | None:
    atoms = [Counter[int](), Counter[int]()]
    for counts, side in zip(atoms, (zh, en), strict=True):
        for piece, count in side.items():
            counts[piece.atom] += count
    if set(atoms[0]) & document.unsure or set(atoms[1]) & document.unsure:
        return None
    whole, cut = [], []
    for counts, side in zip(atoms, ("zh", "en"), strict=True):
        sizes = streams[side].sizes  # type: ignore[index]
        short = {a for a, n in counts.items() if n < sizes[a] - max(_FORGIVEN, 0.02 * sizes[a])}
        crumbs = {a for a in short if counts[a] <= _FORGIVEN}
        cut.append(short - crumbs)
        whole.append(set(counts) - crumbs)
    if any(piece.spoilt for piece in (*zh, *en)):
        return False
    if whole[0] != whole[1] or -1 in whole[0] or cut[0] ^ cut[1]:
        return False
    return None if cut[0] else True


def documents(shared: Path, seeds: Sequence[int]) -> Iterator[tuple[str, GoldDocument]]:
    """Yield all documents with the group that is left out together: the same convention in two scripts is one."""
    halves = strangers_of(shared, 0), strangers_of(shared, 1)
    for name in (*GENUINE, REPORT):
        document = report(shared) if name == REPORT else genuine(shared, name)
        group = name.removesuffix("_hans")
        yield group, document
        for seed in seeds:
            yield group, damaged(document, seed, 0.05 * (1 + seed % 4), halves[seed % 2])
        yield group, with_other_texts(document, 1, 0.1, halves[0])
        yield group, with_sentences_missing(document, 1, 0.15, halves[1])
        yield group, with_other_words(document, 1, 0.05)
        yield group, with_another_order(document, 1)
    for seed in range(8 * len(seeds)):
        document = official(shared, seed, seed % 2)
        yield f"official {seed % 2}", document
        yield f"official {seed % 2}", damaged(document, seed, 0.06 * (1 + seed % 3), halves[seed % 2])
        if seed % 3 == 0:
            yield f"official {seed % 2}", with_other_texts(document, seed, 0.1, halves[seed % 2])
        if seed % 3 == 1:
            yield f"official {seed % 2}", with_sentences_missing(document, seed, 0.15, halves[seed % 2])
        if seed % 3 == 2:
            yield f"official {seed % 2}", with_other_words(document, seed, 0.1)
            yield f"official {seed % 2}", with_another_order(document, seed)
    for name in CHAPTERS:
        document = chapter(shared, name, 1)
        yield f"mac_dev {name}", document
        yield f"mac_dev {name}", damaged(document, 2, 0.15, halves[0])
