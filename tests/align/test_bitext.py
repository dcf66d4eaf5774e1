import json
from dataclasses import asdict

from duizhao.align.bitext import Bitext, Pair, summarise
from duizhao.align.sentences.beads import Bead

P1 = {"zh_blocks": ("p1",), "en_blocks": ("p1",)}
PAIRS = (
    Pair("h:I", "heading", "一", "导言", "Introduction", 0.99, "number"),
    Pair("p1.1", "paragraph", "1", "第一句。", "One.", 0.9, "number", **P1),
    Pair("p1.2", "paragraph", "1", "第二句。第三句。", "Two and three.", 0.4, "number", **P1),
    Pair("p1.3", "paragraph", "1", "", "Nobody's sentence.", 0.0, **P1),
    Pair("p2.1", "paragraph", "2", "没有译文。", "", 0.0),
    Pair("p3.1", "paragraph", "3", "第四句。", "Four.", 0.7, "contents"),
    Pair("p4.1", "paragraph", "4", "第五句。", "Five.", 1.0, "", confirmed=True),
    Pair("fn1", "footnote", "1", "同上。", "Ibid.", 0.8, "order"),
)


def test_paragraphs_are_counted_once_whatever_their_sentences():
    summary = summarise(Bitext(PAIRS))
    assert summary.paragraphs == {"number": 1, "contents": 1, "confirmed": 1, "unaligned": 1}
    assert summary.others == {"number": 1, "order": 1}
    assert summary.unaligned == {"zh": 1, "en": 1}
    assert (summary.pairs, summary.low) == (6, 1)


def test_beads_are_counted_by_sentences():
    assert summarise(Bitext(PAIRS)).beads == {"1-1": 5, "0-1": 1, "1-0": 1, "2-1": 1}


def test_beads_of_lines_are_counted_by_lines():
    beads = (Bead(range(2), range(1), 0.9), Bead(range(2, 3), range(1, 2), 0.9))
    assert summarise(Bitext(PAIRS[:2], beads=beads)).beads == {"1-1": 1, "2-1": 1}


def test_the_summary_is_plain_json():
    figures = json.loads(json.dumps(asdict(summarise(Bitext(PAIRS, warnings=("look here",))))))
    assert figures["warnings"] == ["look here"]
    assert figures["files"] == []
