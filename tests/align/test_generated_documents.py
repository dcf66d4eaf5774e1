"""Small documents of every kind, whole and damaged: no fault, nothing lost, never refused without reason, repeatable.

Each is made from a seed: one to twelve paragraphs, with the headings, numbers, line ends and widths that people's files
have, and now and then with one language damaged. The sentences were written for the project.
"""

import random
import textwrap
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

import duizhao as dz
import pytest
import regex
from duizhao.align.bitext import Bitext, Level
from duizhao.align.encoders.encoder import Encoder
from duizhao.cli import main
from duizhao.corpora.document import Document
from duizhao.corpora.reading import read_bytes
from duizhao.errors import DuizhaoError
from duizhao.language.numerals import to_han

SENTENCES = [
    ("各国政府应每五年审查一次渔业协定。", "Governments should review the fisheries agreement every five years."),
    ("理事会在2019年3月14日的会议上选出了主席。", "The Council elected its President at its meeting on 14 March 2019."),
    ("水是生命之源。", "Water is the source of life."),
    ("秘书处请各成员在6月30日前答复。", "The secretariat asked members to reply by 30 June."),
    ("预算增加了12.5%，达到340万美元。", "The budget rose by 12.5 per cent, to $3.4 million."),
    ("图书馆周一至周五开放，节假日除外。", "The library is open from Monday to Friday, except on holidays."),
    ("附件载有与会者名单。", "The list of participants is contained in the annex."),
    ("“我们不能等待”，她说。", "“We cannot wait”, she said."),
    (
        "任何一方均可书面通知退出；退出于一年后生效。",
        "Either party may withdraw by written notice; it takes effect after a year.",
    ),
    ("见第47/12号决议第3段。", "See resolution 47/12, paragraph 3."),
    ("工人享有休息的权利。工资应按月支付。", "Workers have the right to rest. Wages shall be paid monthly."),
    ("谁来照顾老人？", "Who cares for older persons?"),
    ("请将表格寄至 forms@example.org 。", "Please send the form to forms@example.org."),
    ("亲爱的同事：", "Dear colleagues,"),
    ("此致", "Yours sincerely,"),
    ("考虑到山区的特殊条件，", "Considering the particular conditions of mountain areas,"),
    ("决定继续处理此案", "Decides to remain seized of the case"),
    (
        "COVID-19疫情期间，远程教学扩大到86个县。",
        "During the COVID-19 pandemic, remote teaching spread to 86 counties.",
    ),
]
HEADINGS = [
    ("导言", "Introduction"),
    ("目的和范围", "Purpose and scope"),
    ("定义", "Definitions"),
    ("最后条款", "Final provisions"),
    ("建议", "Recommendations"),
    ("背景", "Background"),
]
SHORT = [
    ("是", "Yes"),
    ("2021", "2021"),
    ("3 400", "3 400"),
    ("HIV/AIDS", "HIV/AIDS"),
    ("12", "12"),
    ("A/77/9", "A/77/9"),
]
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
NUMBERS = {
    "none": lambda k: ("", ""),
    "arabic": lambda k: (f"{k}. ", f"{k}. "),
    "tab": lambda k: (f"{k}.\t", f"{k}.\t"),
    "bare": lambda k: (f"{k} ", f"{k} "),
    "han": lambda k: (f"{to_han(k)}、", f"{k}. "),
    "han brackets": lambda k: (f"({to_han(k)}) ", f"({ROMAN[k - 1].lower()}) "),
    "letters": lambda k: (f"({chr(96 + k)}) ", f"({chr(96 + k)}) "),
    "brackets": lambda k: (f"({k})", f"({k}) "),
    "articles": lambda k: (f"第{to_han(k)}条 ", f"Article {k} "),
    "article lines": lambda k: (f"第{to_han(k)}条\n", f"ARTICLE {k}\n"),
    "decimal": lambda k: (f"{1 + k // 3}.{1 + k % 3} ", f"{1 + k // 3}.{1 + k % 3} "),
    "rules": lambda k: (f"规则{k} ", f"Rule {k}. "),
}
FAULTS = ("empty", "drop", "double", "swap", "join", "reverse", "renumber", "garble")
OUTPUTS = (".tmx", ".tsv", ".html")


@dataclass(frozen=True)
class Case:
    """The two texts, and whether they may be taken for different documents: one is empty, garbled or not Chinese."""

    zh: str
    en: str
    may_be_refused: bool


def generate(seed: int) -> Case:
    """Return the documents of a seed."""
    chance = random.Random(seed)
    system = chance.choice(list(NUMBERS))
    rows: list[tuple[str, str]] = []
    for k in range(1, chance.randint(1, 12) + 1):
        if chance.random() < 0.2:
            heading, number = chance.choice(HEADINGS), chance.choice(["", f"{ROMAN[k - 1]}. "])
            rows.append((number + heading[0], number + heading[1]))
        kind = chance.random()
        texts = [chance.choice(SHORT)] if kind < 0.12 else chance.sample(SENTENCES, chance.randint(1, 4))
        number = NUMBERS[system](k) if chance.random() < 0.9 else ("", "")
        rows.append((number[0] + "".join(zh for zh, _en in texts), number[1] + " ".join(en for _zh, en in texts)))
    sides = [zh for zh, _en in rows], [en for _zh, en in rows]
    faults = chance.sample(FAULTS, chance.choice([0, 0, 1, 1, 2]))
    for fault in faults:
        damage(chance.choice(sides), fault, chance)
    gap, width = chance.choice(["\n", "\n\n", "\r\n", "\n\n\n"]), chance.choice([0, 0, 0, 40, 72])
    zh, en = (gap.join(wrapped(text, width) for text in side) + gap for side in sides)
    damaged = bool({"empty", "garble"} & set(faults))
    return Case(zh, en, damaged or not regex.search(r"\p{Han}", zh) or not regex.search(r"\p{Latin}", en))


def damage(side: list[str], fault: str, chance: random.Random) -> None:
    """Put a fault into a list of paragraphs."""
    at = chance.randrange(len(side)) if side else 0
    if fault == "empty" and side:
        side[chance.choice([0, at]) :] = []
    elif fault == "drop" and side:
        del side[at]
    elif fault == "double" and side:
        side.insert(at, side[at])
    elif fault == "swap" and len(side) > 1:
        at = min(at, len(side) - 2)
        side[at : at + 2] = side[at + 1], side[at]
    elif fault == "join" and len(side) > 1:
        side[at : at + 2] = [" ".join(side[at : at + 2])]
    elif fault == "reverse":
        side.reverse()
    elif fault == "renumber":
        side[:] = [regex.sub(r"^\d+(?=\.)", lambda m: str(int(m[0]) + 3), text) for text in side]
    elif fault == "garble":
        side[:] = [regex.sub(r"[\p{Han}a-z]{2}", lambda m: m[0][::-1], text) for text in side]


def wrapped(text: str, width: int) -> str:
    """Return a paragraph in printed lines."""
    if not width:
        return text
    if regex.search(r"\p{Han}", text):
        return "\n".join(text[k : k + width // 2] for k in range(0, len(text), width // 2))
    return "\n".join(piece for line in text.split("\n") for piece in textwrap.wrap(line, width) or [""])


def letters(*texts: str) -> Counter[str]:
    """Count letters and figures: what a label or a line end adds or takes is no more than marks."""
    return Counter(regex.findall(r"[\p{L}\p{N}]", "".join(texts)))


def held(document: Document) -> Counter[str]:
    """Return what a document has of the letters of its file."""
    found = letters(*(line.text for line in document.running_matter))
    for block in document.blocks:
        found += letters(block.text, *(note.label for note in block.notes))
        found += letters(block.label) if block.label != block.text else Counter()
    return found


def read_side(text: str, name: str) -> Document | None:
    """Read a text, every letter of it; None where it is in no language."""
    try:
        document = read_bytes(text.encode(), name)
    except DuizhaoError:
        return None
    missing, more = letters(text) - held(document), held(document) - letters(text)
    # of a number alone it is not known whether it is a label without text or with the same text (12. 12)
    missing -= letters(*(block.label for block in document.blocks if block.label == block.text))
    assert not missing, missing
    assert not more, more
    return document


def aligned(zh: Document, en: Document, encoder: Encoder) -> list[Bitext]:
    """Align at both levels; nothing where the two are refused."""
    try:
        return [dz.align_documents(zh, en, level=level, encoder=encoder) for level in get_args(Level)]
    except DuizhaoError:
        return []


def check(case: Case, encoder: Encoder) -> None:
    """Read and align a case at both levels; every letter of both texts stands in a pair, once, or is accounted for."""
    zh, en = read_side(case.zh, "zh.txt"), read_side(case.en, "en.txt")
    if zh is None or en is None:
        assert not regex.search(r"\p{L}", case.zh) or not regex.search(r"\p{L}", case.en)
        return
    bitexts = aligned(zh, en, encoder)
    assert bitexts or case.may_be_refused
    for bitext in bitexts:
        for document, side in ((zh, "zh"), (en, "en")):
            cut: Document = getattr(bitext, side)  # as the other has it, number and title apart
            assert held(cut) == held(document), bitext.level
            blocks = letters(*(block.text for block in cut.blocks))
            assert letters(*(getattr(pair, side) for pair in bitext)) == blocks, bitext.level
        assert len({pair.id for pair in bitext}) == len(bitext)


@pytest.mark.parametrize("first", range(0, 150, 15))
def test_any_small_document_is_aligned_whole(encoder: Encoder, first: int) -> None:
    for seed in range(first, first + 15):
        check(generate(seed), encoder)


@pytest.mark.parametrize("seed", range(2000, 2006))
def test_the_same_documents_give_the_same_pairs(encoder: Encoder, seed: int) -> None:
    case = generate(seed)
    zh, en = read_side(case.zh, "zh.txt"), read_side(case.en, "en.txt")
    if zh is not None and en is not None:
        assert aligned(zh, en, encoder) == aligned(zh, en, encoder)


@pytest.mark.parametrize("seed", range(6))
def test_command_ends_well_or_says_why(
    tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    case = generate(1000 + seed)
    zh, en, out = tmp_path / "zh.txt", tmp_path / "en.txt", tmp_path / f"out{OUTPUTS[seed % len(OUTPUTS)]}"
    zh.write_text(case.zh, encoding="utf-8")
    en.write_text(case.en, encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["duizhao", "align", str(zh), str(en), "-o", str(out)])
    with pytest.raises(SystemExit) as end:
        main()
    assert end.value.code in (0, 2), capsys.readouterr().err
    assert out.exists() == (end.value.code == 0)
