"""The confidence of a pair: a right one is sure, each fault takes something away, and on genuine documents it holds."""

import sys
from dataclasses import replace
from pathlib import Path

import duizhao as dz
import numpy as np
import pytest
from duizhao.align.bitext import LOW, ConfidenceParts, Pair
from duizhao.align.confidence import NAMES, confidence_model, measure_pairs, with_confidences
from duizhao.align.encoders.encoder import Encoder
from hypothesis import given
from hypothesis import strategies as st

TEXTS = [
    ("委员会于2019年6月3日举行了第一次会议。", "The Committee held its first meeting on 3 June 2019."),
    ("秘书处提交了关于水资源管理的报告。", "The Secretariat submitted a report on the management of water resources."),
    ("会员国对森林火灾表示关切。", "Member States expressed concern about forest fires."),
    (
        "理事会核准了45个项目，总预算为1 200万美元，并请执行主任每年提出报告。",
        "The Council approved 45 projects with a total budget of 12 million dollars and requested the Executive "
        "Director to report annually.",
    ),
    ("港口在风暴之后关闭了两个星期。", "The port was closed for two weeks after the storm."),
    ("工作组将于明年春季恢复谈判。", "The working group will resume its negotiations in the spring of next year."),
    ("法院驳回了上诉。", "The court dismissed the appeal."),
    ("教师接受了新课程的培训。", "Teachers were trained in the new curriculum."),
]


def pairs_of(texts: list[tuple[str, str]]) -> list[Pair]:
    """Return paragraphs that an aligner is sure of."""
    return [
        Pair(f"p{k}", "paragraph", str(k), zh, en, 0.999, "number", parts=ConfidenceParts(0.999))
        if zh and en
        else Pair(f"p{k}", "paragraph", str(k), zh, en, 0.0)
        for k, (zh, en) in enumerate(texts, 1)
    ]


def confidences(texts: list[tuple[str, str]]) -> list[float]:
    return [pair.confidence for pair in with_confidences(pairs_of(texts))]


def changed(zh: str = "", en: str = "") -> list[tuple[str, str]]:
    """Return the texts with the fourth one's sides put in place of their own."""
    texts = list(TEXTS)
    texts[3] = (zh or texts[3][0], en or texts[3][1])
    return texts


def test_right_pairs_are_sure() -> None:
    assert min(confidences(TEXTS)) > 0.9


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("理事会核准了45个项目，总预算为1 200万美元，并请", ""),
        ("", "The Council approved 45 projects with a total budget of"),
        ("理事会核准了54个项目，总预算为1 200万美元，并请执行主任每年提出报告。", ""),
        (TEXTS[3][0] + TEXTS[4][0] + TEXTS[5][0], ""),
        ("", f"{TEXTS[3][1]} The observer of a neighbouring island spoke of whales, dolphins and their migration."),
        ("法院驳回了上诉。", ""),
    ],
    ids=[
        "Chinese breaks off",
        "English breaks off",
        "another figure",
        "next ones glued",
        "a sentence more",
        "another text",
    ],
)
def test_each_fault_takes_something_away(zh: str, en: str) -> None:
    assert confidences(changed(zh, en))[3] < confidences(TEXTS)[3] - 0.005


def test_a_side_that_breaks_off_is_to_be_checked_and_says_why() -> None:
    texts = [TEXTS[0], (TEXTS[1][0], "The Secretariat submitted a report on the management of"), *TEXTS[2:]]
    pair = with_confidences(pairs_of(texts))[1]
    assert pair.confidence < LOW
    assert pair.note == "one side breaks off"


def test_another_text_under_the_same_number_is_to_be_checked_and_says_so(encoder: Encoder) -> None:
    """Its words stand nowhere else in the document, and its length is what it should be."""
    stranger = "Anglers on the lake reported a sharp decline in trout, which biologists attribute to warmer winters."
    pairs = pairs_of(
        [*TEXTS[:4], (TEXTS[4][0] + "码头工人在此期间领取失业救济金，船只改道驶往邻国。", stranger), *TEXTS[5:]]
    )
    pair = with_confidences(pairs, encoder)[4]
    assert pair.confidence < LOW
    assert pair.note == "same number, other contents"


def test_other_contents_without_a_number_say_so_too(encoder: Encoder) -> None:
    stranger = "Anglers on the lake reported a sharp decline in trout, perch and other fish, which worries biologists."
    texts = [*TEXTS[:3], (TEXTS[3][0], stranger), *TEXTS[4:]]
    pairs = [replace(pair, method="order", note="number missing in English") for pair in pairs_of(texts)]
    pair = with_confidences(pairs, encoder)[3]
    assert pair.confidence < LOW
    assert pair.note == "number missing in English; contents differ"


@pytest.mark.parametrize(
    ("zh", "en", "note"),
    [
        (
            "法国政府向法院提交了一份声明。",
            "The Government of Germany submitted a statement to the court.",
            "different countries",
        ),
        ("会议于三月结束。", "The meeting ended in September.", "figures differ"),
        ("渔船不得进入港口。", "Fishing vessels may enter the port.", "one side denies, the other does not"),
    ],
    ids=["another State", "another month", "a lost not"],
)
def test_what_contradicts_is_said_however_well_the_rest_fits(zh: str, en: str, note: str) -> None:
    pair = with_confidences(pairs_of([*TEXTS[:3], (zh, en), *TEXTS[4:]]))[3]
    assert pair.note == note
    assert pair.confidence < min(confidences(TEXTS)) - 0.05


def test_what_these_documents_do_throughout_is_no_contradiction() -> None:
    free = ("他们不能再等了。", "They had to leave at once.")
    once, always = (measure_pairs(pairs_of([*TEXTS * 3, *[free] * k])) for k in (1, 20))
    at = NAMES.index("a denial on one side")
    assert once[-1, at] > 0.9
    assert not always[:, at].any()


def test_front_matter_of_other_extent_is_to_be_checked() -> None:
    texts = [
        (
            "第七十四届会议",
            "Seventy-fourth session Agenda item 28 Annual report of the Executive Director of the Fund for",
        ),
        ("议程项目28", ""),
        *TEXTS,
    ]
    pairs = [replace(pair, kind="front") if k < 2 else pair for k, pair in enumerate(pairs_of(texts))]
    assert with_confidences(pairs)[0].confidence < LOW


def test_what_is_unaligned_beside_a_pair_makes_it_less_sure() -> None:
    alone = [*TEXTS[:4], ("", TEXTS[4][1]), *TEXTS[5:]]
    assert confidences(alone)[3] < confidences(TEXTS)[3]


def test_headings_that_end_with_a_stop_in_one_language_throughout_are_no_fault() -> None:
    heads = [
        ("范围", "Scope."),
        ("定义", "Definitions."),
        ("期限", "Term."),
        ("解释", "Interpretation."),
        ("语文", "Languages."),
    ]
    odd = [
        ("范围", "Scope."),
        ("定义", "Definitions"),
        ("期限", "Term"),
        ("解释", "Interpretation"),
        ("语文", "Languages"),
    ]
    at = NAMES.index("breaks off")
    assert measure_pairs(pairs_of(heads * 3))[0, at] < 0.5 < measure_pairs(pairs_of(odd * 3))[0, at]


def test_a_doubt_of_the_aligners_takes_something_away() -> None:
    pairs = pairs_of(TEXTS)
    pairs[3] = replace(pairs[3], parts=ConfidenceParts(0.999, 0.4))
    assert with_confidences(pairs)[3].confidence < with_confidences(pairs_of(TEXTS))[3].confidence


def test_no_measure_speaks_for_a_pair() -> None:
    assert len(confidence_model().weights) == len(NAMES)
    assert (confidence_model().weights >= 0).all()
    assert (measure_pairs(pairs_of(TEXTS)) >= 0).all()


def test_what_is_unaligned_stays_at_zero_and_no_pair_is_lost() -> None:
    pairs = pairs_of([*TEXTS, ("没有对应文本。", "")])
    found = with_confidences(pairs)
    assert [(pair.id, pair.zh, pair.en) for pair in found] == [(pair.id, pair.zh, pair.en) for pair in pairs]
    assert (found[-1].confidence, found[-1].note) == (0.0, "")
    assert with_confidences([]) == []


sides = st.text(alphabet="一二三会议报告森林。，；the report of 12, 34.A/56/7 \n(a)", max_size=30)


@given(st.lists(st.tuples(sides, sides), max_size=6))
def test_any_texts_give_probabilities(texts: list[tuple[str, str]]) -> None:
    for pair in with_confidences(pairs_of(texts)):
        assert 0 < pair.confidence < 1 if pair.matched else pair.confidence == 0


@pytest.mark.parametrize("name", ["unesco_1970", "sdg_framework", "cc_by_40", "florence_1982"])
def test_confidences_hold_on_a_genuine_document(
    shared: Path, encoder: Encoder, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are among what was learnt from; docs/alignment.md has the figures of those left out."""
    if not (shared / "data/genuine" / name).is_dir():
        pytest.skip(f"{shared}/data/genuine/{name} is missing")
    monkeypatch.setattr(sys, "path", [str(Path(__file__).parents[1] / "bench/tuning"), *sys.path])
    import gold_documents

    document = gold_documents.genuine(shared, name)
    assert document.files is not None
    bitext = dz.align_files(*document.files, level="paragraph", encoder=encoder)
    found = [
        (pair.confidence, right)
        for pair, right in zip(bitext, gold_documents.verdicts(document, bitext), strict=True)
        if right is not None
    ]
    sure, right = np.asarray(found).T
    assert len(found) > 50
    assert abs(sure.mean() - right.mean()) < 0.04
    assert ((sure >= LOW) & (right == 0)).mean() <= 0.01
    assert ((sure < LOW) & (right == 1)).mean() <= 0.03
