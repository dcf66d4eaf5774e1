import gzip

import pytest
from duizhao.align.link_files import (
    beads_of,
    format_align,
    format_ladder,
    format_xces,
    links_of,
    parse_align,
    parse_ladder,
    parse_xces,
    read_links,
)
from duizhao.align.sentences.beads import Bead
from duizhao.errors import DuizhaoError
from hypothesis import given
from hypothesis import strategies as st

SHAPES = st.tuples(st.integers(0, 4), st.integers(0, 4)).filter(any)


@st.composite
def bead_lists(draw):
    beads, i, j = [], 0, 0
    for a, b in draw(st.lists(SHAPES, min_size=1, max_size=20)):
        confidence = draw(st.integers(0, 100)) / 100
        beads.append(Bead(range(i, i + a), range(j, j + b), confidence))
        i, j = i + a, j + b
    return beads


@given(bead_lists())
def test_every_form_gives_back_the_links_that_it_was_given(beads):
    links = links_of(beads)
    assert parse_align(format_align(beads), "x.align") == links
    assert parse_xces(format_xces(beads).encode(), "x.xml") == links
    assert parse_ladder(format_ladder(beads), "x.ladder") == links


@given(bead_lists())
def test_links_become_beads_that_cover_both_sides(beads):
    zh, en = sum(len(bead.zh) for bead in beads), sum(len(bead.en) for bead in beads)
    found = beads_of(links_of(beads), zh + 1, en + 2, "x")
    assert [(bead.zh, bead.en) for bead in found if bead.matched] == [(b.zh, b.en) for b in beads if b.matched]
    assert covers_all(found, zh + 1, en + 2)


def covers_all(beads, zh, en):
    return sorted(at for bead in beads for at in bead.zh) == list(range(zh)) and sorted(
        at for bead in beads for at in bead.en
    ) == list(range(en))


def test_costs_of_other_tools_are_left_out():
    assert parse_align("[0, 1]:[0]:0.2345\n[]:[1]:0.1\n\n", "x") == [((0, 1), (0,)), ((), (1,))]


@pytest.mark.parametrize("text", ["[0]:[0]\n0 1\n", "[0]:[1 2]\n[0]:[,]\n", "[0]:[0]\n[a]:[0]\n"])
def test_a_broken_align_line_is_named(text):
    with pytest.raises(DuizhaoError, match=r"^x:\d: is not a bead"):
        parse_align(text, "x")


HUNALIGN = "0\t0\t0.52\n1\t1\t1.2\n3\t2\t-0.3\n3\t3\t0.1\n4\t3\t0.4\n5\t5\t0\n"


def test_ladder_rungs_enclose_beads():
    assert parse_ladder(HUNALIGN, "x") == [
        ((0,), (0,)),
        ((1, 2), (1,)),
        ((), (2,)),
        ((3,), ()),
        ((4,), (3, 4)),
    ]


def test_a_ladder_never_goes_down():
    with pytest.raises(DuizhaoError, match="x:2: has lower line numbers"):
        parse_ladder("3\t3\t1\n2\t4\t1\n", "x")
    with pytest.raises(DuizhaoError, match="x:2: is not a line of a hunalign ladder"):
        parse_ladder("0\t0\t1\n缔约国\tThe State party\t1\n", "x")


OPUS = """\
<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE cesAlign PUBLIC "-//CES//DTD XML cesAlign//EN" "">
<cesAlign version="1.0">
<linkGrp targType="s" fromDoc="en/A_76_36.xml.gz" toDoc="zh/A_76_36.xml.gz">
<link certainty="1.1" xtargets="s1.1;s1.1 s1.2" id="SL1"/>
<link certainty="0" xtargets="s1.10;" id="SL2"/>
<link certainty="0.3" xtargets="s2.1 s2.2;s2.1" id="SL3"/>
</linkGrp>
</cesAlign>
"""


def test_xces_of_opus_is_turned_so_that_chinese_comes_first():
    assert parse_xces(OPUS.encode(), "x") == [((0, 1), (0,)), ((), (1,)), ((2,), (2, 3))]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("</cesAlign>", "", "well-formed"),
        ("s1.1;s1.1 s1.2", "s1.1", "xtargets"),
        ("s1.1;s1.1 s1.2", "a;b", "xtargets"),
        ('""', '"" [<!ENTITY a "b">]', "entities"),
        ("</linkGrp>", '</linkGrp><linkGrp fromDoc="a" toDoc="b"><link xtargets="1;1"/></linkGrp>', "2 pairs"),
    ],
)
def test_bad_xces_is_one_clear_error(old, new, says):
    with pytest.raises(DuizhaoError, match=says):
        parse_xces(OPUS.replace(old, new).encode(), "x")


def test_names_in_xces_are_escaped():
    text = format_xces([Bead(range(1), range(1), 0.5)], 'a"&b', "<en>")
    assert parse_xces(text.encode(), "x") == [((0,), (0,))]
    assert "<en>" not in text


@pytest.mark.parametrize("form", [format_align, format_xces, format_ladder])
def test_the_form_is_told_from_the_contents(tmp_path, form):
    beads = [Bead(range(2), range(1), 0.9), Bead(range(2, 3), range(1, 2), 0.8)]
    path = tmp_path / "links"
    path.write_text(form(beads), encoding="utf-8-sig")
    assert read_links(path) == links_of(beads)
    path.write_bytes(gzip.compress(form(beads).encode()))
    assert read_links(path) == links_of(beads)


@pytest.mark.parametrize(
    ("links", "says"),
    [
        ([((0, 2), (0,))], "no neighbours|not neighbours"),
        ([((0,), (5,))], "sentence 5"),
        ([((0, 10**30), (5,))], "sentence 1000"),
        ([((0,), (1,)), ((1,), (0,))], "crosses"),
        ([((0, 1), (0,)), ((1,), (1,))], "overlaps"),
    ],
)
def test_links_that_fit_no_text_are_refused(links, says):
    with pytest.raises(DuizhaoError, match=says):
        beads_of(links, 3, 3, "x.align")
