import random
from collections import Counter

import pytest
from duizhao.align.bitext import Bitext, Pair
from duizhao.align.corrections.applying import CorrectedRow, apply_corrections
from duizhao.align.sentences.beads import Bead
from duizhao.language.annotated_text import NoteReference
from hypothesis import given, settings
from hypothesis import strategies as st

ZH = [
    "本报告概述办公室的工作。",
    "办公室支持缔约国提交报告。",
    "委员会通过了12项建议。",
    "民间社会参加了会议。",
    "报告载有若干结论。",
    "各国政府应重建得更好。",
    "特别报告员访问了三个国家。",
    "理事会将于2022年3月审议此事。",
]
EN = [
    "The present report describes the work of the Office.",
    "The Office supported States parties in reporting.",
    "The Committee adopted 12 recommendations.",
    "Civil society took part in the meeting.",
    "The report contains conclusions.",
    "Governments should build back better.",
    "The Special Rapporteur visited three countries.",
    "The Council will consider the matter in March 2022.",
]


def bitext_of(*pairs, beads=()):
    return Bitext(tuple(pairs), beads=beads)


def pair(name, zh, en, confidence=0.8):
    matched = bool(zh and en)
    return Pair(name, "paragraph", "5", zh, en, confidence if matched else 0.0, "number" if matched else "")


def plain(count=6):
    return bitext_of(*(pair(f"p{n + 1}.1", ZH[n], EN[n]) for n in range(count)))


def rows_of(bitext):
    return [CorrectedRow(number, p.id, p.zh, p.en) for number, p in enumerate(bitext, 2)]


def edited(rows, **changes):
    """Rows with some of them replaced: r3=("zh", "en") or r3=None; several rows for one as a list."""
    out = []
    for row in rows:
        change = changes.get(f"r{row.number}", row)
        for new in change if isinstance(change, list) else [change]:
            if isinstance(new, CorrectedRow):
                out.append(new)
            elif new is not None:
                out.append(CorrectedRow(row.number, row.id, *new))
    return [CorrectedRow(n, r.id, r.zh, r.en, r.confirmed, r.as_written) for n, r in enumerate(out, 2)]


def table(bitext):
    return [(p.id, p.zh, p.en, p.status) for p in bitext]


def characters(texts):
    return Counter(char for text in texts for char in text if not char.isspace())


def test_rows_as_they_were_change_nothing():
    bitext = plain()
    assert apply_corrections(bitext, rows_of(bitext)) == (bitext, ())


def test_a_marked_row_is_confirmed():
    bitext = plain(2)
    rows = [CorrectedRow(2, "p1.1", ZH[0], EN[0], confirmed=True), CorrectedRow(3, "p2.1", ZH[1], EN[1])]
    made, rejected = apply_corrections(bitext, rows)
    assert not rejected
    assert [(p.confidence, p.status, p.note) for p in made] == [(1.0, "confirmed", ""), (0.8, "aligned", "")]


def test_remarks_of_the_translator_are_kept():
    bitext = plain(3)
    rows = [
        CorrectedRow(2, "p1.1", ZH[0], EN[0], note="ask the author"),
        CorrectedRow(3, "p2.1", ZH[1] + ZH[2], f"{EN[1]} {EN[2]}", note="long"),
    ]
    made, _rejected = apply_corrections(bitext, rows)
    assert [(p.status, p.note) for p in made] == [("aligned", "ask the author"), ("confirmed", "long")]


def test_a_cell_moved_up_takes_its_text_from_the_row_below():
    bitext = bitext_of(pair("p1.1", ZH[0], EN[0]), pair("p1.2", ZH[1], EN[1] + " " + EN[2]), pair("p1.3", ZH[2], EN[3]))
    rows = edited(rows_of(bitext), r3=(ZH[1], EN[1]), r4=[(ZH[2], EN[2]), ("", EN[3])])
    made, rejected = apply_corrections(bitext, rows)
    assert not rejected
    assert table(made) == [
        ("p1.1", ZH[0], EN[0], "aligned"),
        ("p1.2", ZH[1], EN[1], "confirmed"),
        ("p1.3", ZH[2], EN[2], "confirmed"),
        ("p1.3~2", "", EN[3], "unaligned"),
    ]
    assert [p.confidence for p in made] == [0.8, 1.0, 1.0, 0.0]


def test_two_rows_merged_keep_the_first_id():
    bitext = plain(4)
    rows = edited(rows_of(bitext), r3=(ZH[1] + "\n" + ZH[2], f"{EN[1]}\n{EN[2]}"), r4=None)
    made, rejected = apply_corrections(bitext, rows)
    assert not rejected
    assert table(made)[1] == ("p2.1", ZH[1] + ZH[2], f"{EN[1]} {EN[2]}", "confirmed")
    assert [p.id for p in made] == ["p1.1", "p2.1", "p4.1"]


def test_a_row_split_in_mid_sentence():
    bitext = bitext_of(pair("p1.1", "各国应合作，并提交报告。", "States should cooperate and submit reports."))
    rows = [
        CorrectedRow(2, "p1.1", "各国应合作，", "States should cooperate"),
        CorrectedRow(3, "", "并提交报告。", "and submit reports."),
    ]
    made, rejected = apply_corrections(bitext, rows)
    assert not rejected
    assert [(p.id, p.zh, p.en) for p in made] == [
        ("p1.1", "各国应合作，", "States should cooperate"),
        ("p1.1~2", "并提交报告。", "and submit reports."),
    ]
    assert {(p.label, p.kind) for p in made} == {("5", "paragraph")}


def test_a_text_that_was_mended_takes_the_place_of_the_old_one():
    bitext = plain(4)
    mended = "The Office assisted States parties in reporting."
    made, rejected = apply_corrections(bitext, edited(rows_of(bitext), r3=(ZH[1], mended)))
    assert not rejected
    assert table(made)[1] == ("p2.1", ZH[1], mended, "confirmed")
    assert len(made) == 4


def test_a_full_stop_that_was_taken_away_does_not_come_back_as_a_row():
    bitext = plain(2)
    made, rejected = apply_corrections(bitext, edited(rows_of(bitext), r2=(ZH[0].rstrip("。"), EN[0])))
    assert not rejected
    assert [p.zh for p in made] == [ZH[0].rstrip("。"), ZH[1]]


def test_a_deleted_row_stays_as_it_was_aligned():
    bitext = plain(3)
    assert apply_corrections(bitext, edited(rows_of(bitext), r3=None)) == (bitext, ())


def test_what_a_translator_left_out_of_a_row_stays_unaligned():
    bitext = bitext_of(pair("p1.1", ZH[0] + ZH[1], f"{EN[0]} {EN[1]}"))
    made, rejected = apply_corrections(bitext, [CorrectedRow(2, "p1.1", ZH[0], EN[0])])
    assert not rejected
    assert table(made) == [
        ("p1.1", ZH[0], EN[0], "confirmed"),
        ("p1.1~2", ZH[1], "", "unaligned"),
        ("p1.1~3", "", EN[1], "unaligned"),
    ]


def test_a_sentence_in_two_rows_is_rejected_with_the_other_row():
    bitext = plain(3)
    rows = edited(rows_of(bitext), r2=(ZH[0], f"{EN[0]} {EN[1]}"))
    made, rejected = apply_corrections(bitext, rows)
    assert made == bitext
    assert [(r.row.number, r.reason) for r in rejected] == [(2, "its English is in row 3 already")]
    rows = [*rows_of(bitext), CorrectedRow(5, "", ZH[1], EN[1])]
    made, rejected = apply_corrections(bitext, rows)
    assert made == bitext
    assert [(r.row.number, r.reason) for r in rejected] == [(5, "its Chinese is in row 3 already")]


def test_a_foreign_text_is_rejected_and_nothing_is_lost():
    bitext = plain(3)
    rows = edited(rows_of(bitext), r3=(ZH[1], "A wholly different sentence about fisheries and trade."))
    made, rejected = apply_corrections(bitext, rows)
    assert made == bitext
    assert [(r.row.number, r.reason) for r in rejected] == [(3, "its English is not in the document")]


def test_rows_known_to_be_as_written_are_no_corrections():
    bitext = plain(2)
    old = CorrectedRow(2, "p1.1", ZH[0] + ZH[1], f"{EN[0]} {EN[1]}", as_written=True)
    assert apply_corrections(bitext, [old]) == (bitext, ())
    made, _rejected = apply_corrections(
        bitext, [CorrectedRow(2, "p1.1", old.zh, old.en, confirmed=True, as_written=True)]
    )
    assert table(made) == [("p1.1", old.zh, old.en, "confirmed")]


def test_sentences_that_are_no_neighbours_are_put_together():
    bitext = plain(4)
    rows = edited(rows_of(bitext), r2=(ZH[0] + ZH[2], f"{EN[0]} {EN[2]}"), r4=None)
    made, rejected = apply_corrections(bitext, rows)
    assert not rejected
    assert [(p.zh, p.en) for p in made] == [
        (ZH[0] + ZH[2], f"{EN[0]} {EN[2]}"),
        (ZH[1], EN[1]),
        (ZH[3], EN[3]),
    ]


def test_the_same_text_twice_goes_to_the_nearer_place():
    bitext = bitext_of(
        pair("p1.1", "同上。", "Idem."), pair("p2.1", ZH[1], EN[1]), pair("p3.1", "同上。" + ZH[2], f"Idem. {EN[2]}")
    )
    rows = edited(rows_of(bitext), r4=[("同上。", "Idem."), (ZH[2], EN[2])])
    made, rejected = apply_corrections(bitext, rows)
    assert not rejected
    assert [(p.id, p.zh) for p in made] == [
        ("p1.1", "同上。"),
        ("p2.1", ZH[1]),
        ("p3.1", "同上。"),
        ("p3.1~2", ZH[2]),
    ]


def test_note_references_move_with_the_text():
    first = Pair("p1.1", "paragraph", "1", ZH[0], EN[0], 0.9, "number", "", (NoteReference(len(ZH[0]), "1"),))
    second = Pair("p2.1", "paragraph", "2", ZH[1], EN[1], 0.9, "number", "", (NoteReference(3, "2"),))
    rows = [CorrectedRow(2, "p1.1", ZH[0] + ZH[1], f"{EN[0]} {EN[1]}")]
    made, _rejected = apply_corrections(bitext_of(first, second), rows)
    size = len(ZH[0])
    assert made.pairs[0].zh_notes == (NoteReference(size, "1"), NoteReference(size + 3, "2"))


def test_note_references_stay_in_a_mended_text():
    noted = Pair("p1.1", "paragraph", "1", ZH[0], EN[0], 0.9, "number", "", (), (NoteReference(18, "1"),))
    mended = EN[0].replace("The present", "This")
    made, rejected = apply_corrections(bitext_of(noted), [CorrectedRow(2, "p1.1", ZH[0], mended)])
    assert not rejected
    (note,) = made.pairs[0].en_notes
    assert mended[: note.offset].endswith("report")


def in_lines(count):
    pairs = [Pair(f"s{n + 1}", "paragraph", "", ZH[n], EN[n], 0.8, "sentence") for n in range(count)]
    beads = tuple(Bead(range(n, n + 1), range(n, n + 1), 0.8) for n in range(count))
    return Bitext(tuple(pairs), beads=beads), (ZH[:count], EN[:count])


def test_line_numbers_follow_the_corrections():
    bitext, lines = in_lines(4)
    rows = edited(rows_of(bitext), r3=(ZH[1] + ZH[2], EN[1]), r4=("", EN[2]))
    made, rejected = apply_corrections(bitext, rows, lines)
    assert not rejected
    assert [(list(b.zh), list(b.en)) for b in made.beads] == [([0], [0]), ([1, 2], [1]), ([], [2]), ([3], [3])]
    assert [b.confidence for b in made.beads if b.matched] == [0.8, 1.0, 0.8]


def test_a_line_that_was_cut_has_no_number_and_that_is_said():
    bitext, lines = in_lines(2)
    rows = edited(rows_of(bitext), r2=[("本报告概述", EN[0]), ("办公室的工作。", "")])
    made, _rejected = apply_corrections(bitext, rows, lines)
    assert made.beads == ()
    assert any("line numbers" in warning for warning in made.warnings)


@st.composite
def clean_bitexts(draw):
    """A bitext of distinct sentences, one to three a side, some unaligned."""
    random_ = random.Random(draw(st.integers(0, 10**6)))
    zh, en = iter(range(10**6)), iter(range(10**6))

    def texts(count, source, chinese):
        made = []
        for _at in range(count):
            number = next(source)
            words = random_.sample("国家会议报告人权建议审查合作发展机构条约", 6)
            made.append(
                f"第{number}项{''.join(words)}。" if chinese else f"Item {number} on {' and '.join(words)} ends."
            )
        return made

    pairs, sentences = [], []
    for at in range(draw(st.integers(2, 9))):
        shape = draw(st.sampled_from([(1, 1), (1, 1), (1, 2), (2, 1), (2, 2), (3, 2), (1, 0), (0, 1)]))
        left, right = texts(shape[0], zh, True), texts(shape[1], en, False)
        sentences.append((left, right))
        pairs.append(pair(f"p{at + 1}.1", "".join(left), " ".join(right)))
    return bitext_of(*pairs), sentences, random_


def corrected_by_hand(sentences, random_):
    """Cells as lists of sentences, after a few merges, splits and moves at random."""
    cells = [(f"p{at + 1}.1", list(zh), list(en)) for at, (zh, en) in enumerate(sentences)]
    for _step in range(random_.randint(1, 5)):
        at = random_.randrange(len(cells))
        name, zh, en = cells[at]
        what = random_.choice(["merge", "split", "up", "down"])
        if what == "merge" and at + 1 < len(cells):
            _next, more_zh, more_en = cells.pop(at + 1)
            cells[at] = (name, zh + more_zh, en + more_en)
        elif what == "split" and len(zh) + len(en) > 1:
            i, j = random_.randint(0, len(zh)), random_.randint(0, len(en))
            cells[at : at + 1] = [(name, zh[:i], en[:j]), ("", zh[i:], en[j:])]
        elif what == "up" and at and en:
            cells[at - 1][2].append(en.pop(0))
        elif what == "down" and at + 1 < len(cells) and zh:
            cells[at + 1][1].insert(0, zh.pop())
    return [
        CorrectedRow(number, name, "".join(zh), " ".join(en))
        for number, (name, zh, en) in enumerate((cell for cell in cells if cell[1] or cell[2]), 2)
    ]


@settings(deadline=None, max_examples=200)
@given(clean_bitexts())
def test_merges_splits_and_moves_come_out_as_they_were_made(made):
    bitext, sentences, random_ = made
    rows = corrected_by_hand(sentences, random_)
    out, rejected = apply_corrections(bitext, rows)
    assert rejected == ()
    assert [(p.zh, p.en) for p in out if p.matched] == [(r.zh, r.en) for r in rows if r.zh and r.en]
    assert Counter((p.zh, p.en) for p in out) == Counter((r.zh, r.en) for r in rows)
    assert len({p.id for p in out}) == len(out)
    before = {(p.zh, p.en): p for p in bitext}
    for p in out:
        assert p.matched is (p.confidence > 0)
        assert (p == before.get((p.zh, p.en))) or p.confirmed


@settings(deadline=None, max_examples=100)
@given(clean_bitexts(), st.integers(0, 10**6))
def test_nothing_is_lost_when_rows_are_deleted_doubled_or_foreign(made, seed):
    bitext, sentences, random_ = made
    rows = corrected_by_hand(sentences, random_)
    other = random.Random(seed)
    rows = [row for row in rows for _copy in range(other.choice([0, 1, 1, 2]))]
    rows = [*rows, CorrectedRow(0, "p1.1", "完全不同的一句话，谈渔业和贸易。", "Fisheries.")]
    rows = [CorrectedRow(n, r.id, r.zh, r.en) for n, r in enumerate(rows, 2)]
    out, rejected = apply_corrections(bitext, rows)
    for side in ("zh", "en"):
        assert characters(getattr(p, side) for p in out) == characters(getattr(p, side) for p in bitext)
    assert any(r.row.en == "Fisheries." for r in rejected)
    assert len({p.id for p in out}) == len(out)


@settings(deadline=None, max_examples=100)
@given(clean_bitexts(), st.integers(0, 10**6))
def test_mended_words_take_the_place_of_what_they_mend(made, seed):
    bitext, sentences, random_ = made
    other = random.Random(seed)
    mended = []
    for row in corrected_by_hand(sentences, random_):
        words = row.en.split()
        if words and other.random() < 0.5:
            words[other.randrange(len(words))] = "mended"
        mended.append(CorrectedRow(row.number, row.id, row.zh, " ".join(words)))
    out, rejected = apply_corrections(bitext, mended)
    assert rejected == ()
    assert Counter((p.zh, p.en) for p in out) == Counter((r.zh, r.en) for r in mended)


@settings(deadline=None, max_examples=100)
@given(clean_bitexts())
def test_the_output_taken_as_corrections_again_gives_the_same(made):
    bitext, sentences, random_ = made
    out, _rejected = apply_corrections(bitext, corrected_by_hand(sentences, random_))
    rows = [CorrectedRow(n, p.id, p.zh, p.en, p.confirmed) for n, p in enumerate(out, 2)]
    again, rejected = apply_corrections(bitext, rows)
    assert rejected == ()
    assert again.pairs == out.pairs


@pytest.mark.parametrize("space", ["", " ", "\u3000", "\n"])
def test_white_space_is_not_a_change(space):
    bitext = plain(2)
    rows = [CorrectedRow(2, "p1.1", space + ZH[0] + space, EN[0].replace(" ", f" {space}"), True), *rows_of(bitext)[1:]]
    made, rejected = apply_corrections(bitext, rows)
    assert not rejected
    assert made.pairs[0].zh == ZH[0]
    assert made.pairs[0].en == EN[0]


@settings(deadline=None, max_examples=100)
@given(clean_bitexts())
def test_line_numbers_are_those_of_the_corrected_texts(made):
    _bitext, sentences, random_ = made
    zh = [text for side, _other in sentences for text in side]
    en = [text for _other, side in sentences for text in side]
    beads, pairs = [], []
    i = j = 0
    for left, right in sentences:
        beads.append(Bead(range(i, i + len(left)), range(j, j + len(right)), 0.5))
        pairs.append(pair(f"p{len(pairs) + 1}.1", "".join(left), " ".join(right)))
        i, j = i + len(left), j + len(right)
    rows = corrected_by_hand(sentences, random_)
    out, rejected = apply_corrections(Bitext(tuple(pairs), beads=tuple(beads)), rows, (zh, en))
    assert rejected == ()
    texts = {("".join(zh[at] for at in b.zh), " ".join(en[at] for at in b.en)) for b in out.beads if b.matched}
    assert texts == {(p.zh, p.en) for p in out if p.matched}
    assert sorted(at for bead in out.beads for at in bead.zh) == list(range(len(zh)))
    assert sorted(at for bead in out.beads for at in bead.en) == list(range(len(en)))
