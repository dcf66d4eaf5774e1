"""Fuzzy search: the percentage as documented, and nothing that brute force finds is missed."""

import random
from itertools import pairwise
from pathlib import Path

import pytest
from duizhao.language import Language
from duizhao.language.comparison_keys import segment_key
from duizhao.memory import batches as folding
from duizhao.memory import fuzzy
from duizhao.memory.importing import import_units
from duizhao.memory.memory import differences, open_memory
from duizhao.memory.placeables import fill, find_placeables, skeleton, skeleton_spans
from duizhao.memory.store import MemoryUnit
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

TEXTS = st.text(alphabet="人权高专办 理事会。，Ａ１a Ab12/.３é\u3000ｶ𠀀İ\n", max_size=40)
CLAUSES = (
    ("基金支持会员国", "the fund supported Member States"),
    ("设有95个外地办事处", "had 95 field offices"),
    ("重建得更好", "building back better"),
    ("提交了第A/99/12号报告", "submitted report A/99/12"),
    ("在2021年6月", "in June 2021"),
    ("保护弱势群体", "protected vulnerable groups"),
    ("举行了3次会议", "held three meetings"),
    ("审查履行情况", "reviewed the implementation"),
)


@pytest.mark.parametrize(
    ("query", "text", "language", "percent"),
    [
        ("截至 2021年6月30日", "截至2021年6月30日", "zh", 100),
        ("（截至2021年）", "(截至2021年)", "zh", 100),
        ("截至2022年6月1日", "截至2021年6月30日", "zh", 99),
        ("见A/HRC/47/54", "见S/RES/1325 (2000)", "zh", 99),
        ("MEMBER STATES", "Member States", "en", 99),
        ("some 17 000 cases", "some 1,250,000 cases", "en", 99),
        ("裁军谈判会议", "裁军谈判会谈", "zh", 83),
        ("reports", "report", "en", 85),
        ("人权", "难民", "zh", 0),
    ],
)
def test_percent(query: str, text: str, language: Language, percent: int) -> None:
    assert fuzzy.percent(query, text, language) == percent
    assert fuzzy.percent(text, query, language) == percent


@settings(deadline=None)
@given(TEXTS, st.sampled_from(["zh", "en"]))
def test_skeletons_spans_cover_the_text(text: str, language: Language) -> None:
    symbols, spans = skeleton_spans(text, language)
    assert symbols == skeleton(text, language)
    assert len(symbols) == len(spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    left = "".join(text[a[1] : b[0]] for a, b in pairwise(spans))
    assert not left.strip()


@settings(deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=5), st.sampled_from(["zh", "en"]))
def test_batches_fold_as_single_texts_do(texts: list[str], language: Language) -> None:
    together = folding.make_batch(texts, language)
    hashes = folding.exact_hashes(together).tolist()
    alone = [int(folding.exact_hashes(folding.make_batch([text], language))[0]) for text in texts]
    assert hashes == alone
    points = "".join(map(chr, together.codes.tolist())).split("\0")[:-1]
    assert points == ["".join(c.lower() if len(c.lower()) == 1 else c for c in segment_key(t, language)) for t in texts]


@settings(deadline=None)
@given(TEXTS, st.sampled_from(["zh", "en"]))
def test_equal_but_for_space_and_width_means_equal_hash(text: str, language: Language) -> None:
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in f"  {text}\t")
    one, other = (folding.exact_hashes(folding.make_batch([each], language))[0] for each in (text, wide))
    assert one == other
    assert segment_key(text, language) == segment_key(wide, language)


def test_differences_name_what_to_change() -> None:
    text, query = "截至2021年6月30日，设有95个办事处。", "截至2022年6月30日，共有5个办事处。"
    in_text, in_query = differences(query, text, "zh")
    assert [text[slice(*span)] for span in in_text] == ["2021", "设", "95"]
    assert [query[slice(*span)] for span in in_query] == ["2022", "共", "5"]


@pytest.mark.parametrize(
    ("target", "source", "query", "proposal", "unfilled"),
    [
        ("As at 30 June 2021", "截至2021年6月30日", "截至2024年6月30日", "As at 30 June 2024", ()),
        ("On 30 June", "6月30日", "7月1日", "On 1 June", ("7",)),  # June has no figure: said, not guessed
        ("some 17,000 cases", "约17 000起", "约1250000起", "some 1,250,000 cases", ()),
        ("see A/99/12, para. 3", "见A/99/12，第3段", "见A/99/15，第40段", "see A/99/15, para. 40", ()),
        ("5 of 5 members", "5个成员中有5个", "7个成员中有6个", "5 of 5 members", ("7", "6")),
        ("three offices", "3个办事处", "办事处", "three offices", ()),
    ],
)
def test_figures_of_the_query_go_into_the_proposal(
    target: str, source: str, query: str, proposal: str, unfilled: tuple[str, ...]
) -> None:
    assert fill(target, source, query) == (proposal, unfilled)


def test_placeables_are_figures_and_symbols() -> None:
    text = "见E/C.12/UKR/CO/7、A/HRC/46/61/Add.1和S/RES/1325 (2000)，17 000人，3.5%，第48/141号"
    found = [(each.text, each.symbol) for each in find_placeables(text)]
    assert found == [
        ("E/C.12/UKR/CO/7", True),
        ("A/HRC/46/61/Add.1", True),
        ("S/RES/1325 (2000)", True),
        ("17 000", False),
        ("3.5", False),
        ("48", False),
        ("141", False),
    ]


@pytest.fixture(scope="module")
def segments() -> list[tuple[str, str]]:
    dice = random.Random(5)
    rows = []
    for _ in range(3000):
        chosen = dice.sample(CLAUSES, dice.randint(1, 4))
        zh = "，".join(clause for clause, _ in chosen) + "。"
        en = ", ".join(clause for _, clause in chosen) + "."
        rows.append((zh.replace("95", str(dice.randrange(500))), en.replace("95", str(dice.randrange(500)))))
    return rows


@pytest.mark.parametrize("language", ["zh", "en"])
def test_finds_what_brute_force_finds(
    tmp_path: Path, segments: list[tuple[str, str]], language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "m.db"
    units = [MemoryUnit(zh, en, "A/99/3", str(number)) for number, (zh, en) in enumerate(segments)]
    for start in range(0, len(units), 700):  # several blocks
        import_units(units[start : start + 700], file)
    texts = sorted({skeleton(getattr(unit, language), language) for unit in units})
    dice = random.Random(11)
    with open_memory(file) as memory:
        for _ in range(40):
            query = list(getattr(dice.choice(units), language))
            for _ in range(len(query) // 8):
                query[dice.randrange(len(query))] = dice.choice(query)
            wanted = skeleton("".join(query), language)
            best = max(Levenshtein.normalized_similarity(wanted, text) for text in texts)
            hits = memory.fuzzy("".join(query), language, limit=3, threshold=70)
            if best >= 0.75:
                assert hits[0].percent >= min(99, int(best * 100 + 1e-9))
            assert [hit.percent for hit in hits] == sorted((hit.percent for hit in hits), reverse=True)


def test_short_english_needs_no_whole_word(tmp_path: Path) -> None:
    import_units([MemoryUnit("难民", "Refugees"), MemoryUnit("报告", "Report")], tmp_path / "m.db")
    with open_memory(tmp_path / "m.db") as memory:
        assert [hit.zh for hit in memory.fuzzy("Refugee", "en")] == ["难民"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_typing_errors_in_every_word_do_no_harm(
    tmp_path: Path, segments: list[tuple[str, str]], language: Language
) -> None:
    long = max(segments, key=lambda pair: len(pair[1]))
    import_units([MemoryUnit(zh, en, "", str(n)) for n, (zh, en) in enumerate(segments)], tmp_path / "m.db")
    text = long[0] if language == "zh" else long[1]
    query = "".join("x" if place % 5 == 2 else char for place, char in enumerate(text))
    wanted = fuzzy.percent(query, text, language)
    with open_memory(tmp_path / "m.db") as memory:
        assert memory.fuzzy(query, language, threshold=50)[0].percent >= wanted >= 70


def test_the_same_figures_come_first(tmp_path: Path) -> None:
    units = [MemoryUnit(f"第{n}届会议", f"Session {n}", "A/99/4", str(n)) for n in range(400)]
    import_units(units, tmp_path / "m.db")
    with open_memory(tmp_path / "m.db") as memory:
        hits = memory.fuzzy("第 17 届会议", "zh", limit=2)
        assert [(hit.percent, hit.en) for hit in hits] == [(100, "Session 17"), (99, "Session 399")]
        assert memory.fuzzy("第900届会议", "zh", limit=1, fill_figures=True)[0].proposal == "Session 900"
        assert memory.fuzzy("  ", "zh") == []


def test_a_segment_of_figures_alone_is_found(tmp_path: Path) -> None:
    import_units([MemoryUnit("A/99/1", "A/99/1"), MemoryUnit("2021", "2021")], tmp_path / "m.db")
    with open_memory(tmp_path / "m.db") as memory:
        assert [(hit.percent, hit.zh) for hit in memory.fuzzy("2035", "en")] == [(99, "2021")]
        assert memory.fuzzy("A/HRC/98/7", "zh")[0].percent == 99
