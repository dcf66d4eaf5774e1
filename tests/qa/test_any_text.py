"""No text makes a check fail, and every span lies inside its text."""

from duizhao.align.bitext import Bitext, Pair
from duizhao.qa.runner import check
from duizhao.qa.settings import Settings
from duizhao.terms.formats.registry import load_glossary
from duizhao.terms.glossary import Glossary
from hypothesis import given, settings
from hypothesis import strategies as st

PIECES = st.sampled_from(
    [
        "第48/141号决议",
        "A/HRC/47/54",
        "2021年6月30日",
        "30|June|2021",
        "二十七",
        "twenty-seven",
        "百分之三",
        "3|per|cent",
        "乍得",
        "Chad",
        "条约机构",
        "treaty|bodies",
        "(",
        ")",
        "“",
        "”",
        "。",
        ".",
        "，",
        ",",
        "|",
        "the|",
        "零",
        "万",
        "分之",
        "https://example.org/zh/a.",
        "⟦3⟧",
        "²",
        "發",
        "COVID-19",
        "one|half",
        "第",
        "月",
        "年",
        "May",
        "IV",
        "０",
    ]
).map(lambda piece: piece.replace("|", " "))
TEXTS = st.one_of(st.text(), st.lists(PIECES).map("".join))
# a hundredth of the concepts, and all that the pieces name: the index of all is built again for each example
WHOLE = load_glossary()
NAMED = {id(concept) for name in ("乍得", "条约机构") for concept, _term in WHOLE.find(name, "zh")}
GLOSSARY = Glossary(concept for at, concept in enumerate(WHOLE) if at % 100 == 0 or id(concept) in NAMED)


@settings(deadline=None, max_examples=100)
@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=4))
def test_any_texts_can_be_checked(rows):
    pairs = tuple(Pair(str(i), "paragraph", "", zh, en, 1.0) for i, (zh, en) in enumerate(rows))
    result = check(Bitext(pairs), GLOSSARY, Settings(encoder=False))
    for finding in result.findings:
        pair = pairs[finding.index]
        assert all(0 <= s.start < s.end <= len(pair.zh) for s in finding.zh)
        assert all(0 <= s.start < s.end <= len(pair.en) for s in finding.en)
        assert finding.message("en")
        assert finding.message("zh")
