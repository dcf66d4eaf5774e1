import numpy as np
import pytest
from duizhao.align.bitext import summarise
from duizhao.align.sentence_files import align_lines, align_sentence_files, link_files, read_sentences
from duizhao.errors import DuizhaoError
from hypothesis import given, settings
from hypothesis import strategies as st

ZH = [f"第{n}条规定缔约国应提交报告。" for n in range(40)]
EN = [f"Article {n} provides that States parties shall submit reports." for n in range(40)]


class NumberEncoder:
    """A small encoder: sentences with the same figures have the same vector."""

    name = "numbers"

    def encode(self, texts):
        """Return rows of norm 1 that only the figures of a text decide."""
        rows = []
        for text in texts:
            seed = int("".join(char for char in text if char.isdigit()) or 0) + 1
            rows.append(np.random.default_rng(seed).standard_normal(64))
        made = np.asarray(rows, dtype=np.float32).reshape(len(texts), 64)
        return made / np.linalg.norm(made, axis=1, keepdims=True) if len(texts) else made


def write(tmp_path, zh, en, end="\n"):
    paths = tmp_path / "zh.txt", tmp_path / "en.txt"
    for path, lines in zip(paths, (zh, en), strict=True):
        path.write_bytes(end.join([*lines, ""]).encode())
    return paths


def covered(bitext, zh, en):
    assert sorted(at for bead in bitext.beads for at in bead.zh) == list(range(zh))
    assert sorted(at for bead in bitext.beads for at in bead.en) == list(range(en))


def test_lines_are_aligned_and_numbered():
    bitext = align_lines(ZH[:6], EN[:6], NumberEncoder())
    assert [(list(bead.zh), list(bead.en)) for bead in bitext.beads] == [([n], [n]) for n in range(6)]
    assert [pair.id for pair in bitext] == [f"s{n}" for n in range(1, 7)]
    assert {pair.method for pair in bitext} == {"sentence"}


@settings(deadline=None, max_examples=25)
@given(st.lists(st.booleans(), max_size=12), st.lists(st.booleans(), max_size=12))
def test_blank_lines_are_lines_too(left, right):
    zh = [ZH[n] if full else "" for n, full in enumerate(left)]
    en = [EN[n] if full else "" for n, full in enumerate(right)]
    bitext = align_lines(zh, en, NumberEncoder())
    covered(bitext, len(zh), len(en))
    assert all(pair.zh or pair.en for pair in bitext)
    assert "".join(pair.zh for pair in bitext) == "".join(zh)
    assert " ".join(pair.en for pair in bitext if pair.en).split() == " ".join(en).split()


def test_what_has_no_counterpart_is_left_over():
    bitext = align_lines(ZH[:3] + ZH[20:23] + ZH[3:6], EN[:6], NumberEncoder())
    covered(bitext, 9, 6)
    assert all(pair.confidence == 0.0 and pair.status == "unaligned" for pair in bitext.unaligned)
    assert summarise(bitext).unaligned["zh"] == len([p for p in bitext.unaligned if p.zh])


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_files_with_either_line_end(tmp_path, end):
    zh, en = write(tmp_path, [*ZH[:2], "", ZH[2]], [*EN[:3]], end)
    assert read_sentences(zh) == [*ZH[:2], "", ZH[2]]
    bitext = align_sentence_files(zh, en, NumberEncoder())
    covered(bitext, 4, 3)
    assert [(pair.zh, pair.en) for pair in bitext.matched] == list(zip(ZH[:3], EN[:3], strict=True))


def test_the_same_files_give_the_same_bitext(tmp_path):
    paths = write(tmp_path, ZH, EN)
    assert align_sentence_files(*paths, NumberEncoder()) == align_sentence_files(*paths, NumberEncoder())


def test_swapped_files_are_named(tmp_path):
    zh, en = write(tmp_path, ZH, EN)
    with pytest.raises(DuizhaoError, match=r"en\.txt: is not Chinese"):
        align_sentence_files(en, zh, NumberEncoder())


def test_links_of_a_file_become_pairs(tmp_path):
    zh, en = write(tmp_path, ZH[:3], EN[:3])
    links = tmp_path / "links.align"
    links.write_text("[0,1]:[0]\n[2]:[2]\n", encoding="utf-8")
    bitext = link_files(zh, en, links)
    covered(bitext, 3, 3)
    assert [(p.zh, p.en) for p in bitext] == [(ZH[0] + ZH[1], EN[0]), ("", EN[1]), (ZH[2], EN[2])]
    links.write_text("[0]:[7]\n", encoding="utf-8")
    with pytest.raises(DuizhaoError, match=r"links\.align: bead 1 points to sentence 7"):
        link_files(zh, en, links)
