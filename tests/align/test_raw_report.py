"""The main job on the shared report: sentence beads against gold."""

import csv
from collections import Counter
from pathlib import Path

import duizhao as dz
from duizhao.align.encoders.encoder import Encoder
from duizhao.align.link_files import parse_align
from duizhao.align.sentence_files import align_sentence_files


def folded(text: str) -> str:
    return "".join(text.split())


def test_beads_from_the_raw_texts(shared: Path) -> None:
    folder = shared / "data" / "A_76_36"
    bitext = dz.align_documents(dz.read(folder / "zh.txt"), dz.read(folder / "en.txt"))
    with (folder / "gold_sentences.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    gold = Counter((folded(row["zh"]), folded(row["en"])) for row in rows)
    mine = Counter((folded(pair.zh), folded(pair.en)) for pair in bitext.matched if pair.kind == "paragraph")
    right = (gold & mine).total()
    assert 2 * right / (gold.total() + mine.total()) >= 0.985
    assert not bitext.unaligned


def test_beads_of_sentences_without_numbers(shared: Path) -> None:
    folder = shared / "data" / "A_76_36"
    bitext = align_sentence_files(folder / "sentences.zh", folder / "sentences.en")
    gold = set(parse_align((folder / "sentences.align").read_text(encoding="utf-8"), "gold"))
    mine = {(tuple(bead.zh), tuple(bead.en)) for bead in bitext.beads if bead.zh and bead.en}
    assert 2 * len(gold & mine) / (len(gold) + len(mine)) >= 0.99


def test_a_text_without_numbers_is_aligned_as_sentences(shared: Path, encoder: Encoder) -> None:
    folder = shared / "data" / "mac_dev"
    bitext = dz.align_documents(dz.read(folder / "006.zh"), dz.read(folder / "006.en"), encoder=encoder)
    by_line = align_sentence_files(folder / "006.zh", folder / "006.en", encoder)
    mine = {(folded(pair.zh), folded(pair.en)) for pair in bitext.matched}
    assert len(mine & {(folded(pair.zh), folded(pair.en)) for pair in by_line.matched}) >= 0.9 * len(by_line.matched)
