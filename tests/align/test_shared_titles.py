"""A number alone in one language parts number and title in the other."""

import duizhao as dz
from duizhao.align.encoders.encoder import Encoder
from duizhao.align.shared_titles import part_titles
from duizhao.corpora.document import Document
from duizhao.corpora.reading import read_bytes
from hypothesis import given
from hypothesis import strategies as st

ZH = "第一条 会费\n会员应于三月缴纳会费。\n附表\n\n申请表\n"
EN = "Article 1 Dues\nMembers shall pay their dues in March.\nSchedule\nForm of application\nName of the applicant.\n"


def documents(zh: str, en: str) -> tuple[Document, Document]:
    return read_bytes(zh.encode(), "zh.txt"), read_bytes(en.encode(), "en.txt")


def rows(document: Document) -> list[tuple[str, str, str]]:
    return [(block.kind, block.label, block.text) for block in document.blocks]


def test_a_title_that_one_language_has_apart_is_parted_from_its_number() -> None:
    zh, en = documents(ZH, EN)
    assert ("heading", "Schedule", "Form of application") in rows(en)
    left, right = part_titles(zh, en)
    assert rows(left) == rows(zh)
    assert rows(right)[2:4] == [("heading", "Schedule", "Schedule"), ("heading", "", "Form of application")]
    assert rows(right)[:2] == rows(en)[:2]


def test_titles_in_both_languages_stay() -> None:
    zh, en = documents(ZH.replace("附表\n\n", "附表："), EN)
    assert part_titles(zh, en) == (zh, en)


def test_the_text_of_a_number_that_has_none_elsewhere_is_left_over_and_not_paired(encoder: Encoder) -> None:
    zh = "第一条\n会员应于三月缴纳会费。\n第二条\n第三条\n图书馆每日开放。\n"
    en = "Article 1\nMembers pay their dues in March.\nArticle 2\nPhotographs\nArticle 3\nThe library is open daily.\n"
    pairs = list(dz.align_documents(*documents(zh, en), level="paragraph", encoder=encoder))
    assert [(pair.zh, pair.en) for pair in pairs if pair.kind == "heading"] == [
        ("第一条", "Article 1"),
        ("第二条", "Article 2"),
        ("", "Photographs"),
        ("第三条", "Article 3"),
    ]


NUMBERS = st.lists(st.tuples(st.integers(1, 5), st.sampled_from(["", "Boats", "No boat is lent."])), max_size=8)


@given(zh=NUMBERS, en=NUMBERS)
def test_nothing_is_lost_or_doubled(zh: list[tuple[int, str]], en: list[tuple[int, str]]) -> None:
    left = "".join(f"第{n}条 {'船只' if text else ''}\n船舶应悬挂国旗。\n" for n, text in zh)
    right = "".join(f"Article {n}\n{text}\nShips shall fly a flag.\n" for n, text in en)
    before = documents(f"规则\n{left}", f"Rules\n{right}")
    for one, other in zip(before, part_titles(*before), strict=True):
        texts = [block.text if block.text != block.label else "" for block in other.blocks]
        assert "".join(texts) == "".join(block.text if block.text != block.label else "" for block in one.blocks)
        assert [b.label for b in other.blocks if b.label] == [b.label for b in one.blocks if b.label]
