"""Ids of blocks say where a block stands, the same in both languages."""

import pytest
from duizhao.align.blocks.ids import PairIds
from duizhao.corpora.plain_text import text_lines
from duizhao.corpora.structure.building import build_document
from duizhao.language import Language

ZH = """1. 委员会注意到下列情况已经在报告中作了说明：

(a) 缔约国通过了下列法律，并已开始执行：

(一) 《反对歧视法》；

(二) 《公职人员行为守则法》；

(b) 缔约国提交了定期报告。

2. 委员会对下列问题表示关切，并请缔约国提供资料：

(a) 拘留条件没有改善；

(b) 律师人数不足。
"""
EN = """1. The Committee notes that the following matters have been explained in the report:

(a) The State party has adopted the following laws and has begun to carry them out:

(i) The Act against Discrimination;

(ii) The Act on the Conduct of Public Officials;

(b) The State party has submitted its periodic report.

2. The Committee is concerned about the following matters and asks the State party for information:

(a) The conditions of detention have not improved;

(b) There are too few lawyers.
"""


@pytest.mark.parametrize(("language", "text"), [("zh", ZH), ("en", EN)])
def test_items_are_nested(language: Language, text: str) -> None:
    document = build_document(text_lines(text), source="x", language=language)
    assert [block.level for block in document.blocks] == [0, 1, 2, 2, 1, 0, 1, 1]
    assert [block.key for block in document.blocks] == ["1", "a", "i", "ii", "b", "2", "a", "b"]
    ids = PairIds(document, document)
    names = [ids.of([block], [block]) for block in document.blocks]
    assert names == ["p1", "p1(a)", "p1(a)(i)", "p1(a)(ii)", "p1(b)", "p2", "p2(a)", "p2(b)"]
    assert ids.of(document.blocks[:1], document.blocks[:1]) == "p1~2"
