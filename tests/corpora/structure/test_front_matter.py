"""Front matter: which line is the title, and where the text begins."""

import pytest
from duizhao.corpora.document import Document
from duizhao.corpora.reading import read_bytes

CLAUSES = """Recalling its resolution 48/3 of 1 June 1993, in which it asked States to share what they know,

1. Asks all States to measure the flow of their rivers every month;

2. Decides to return to the question at its fifty-fourth session.
"""
EXTRACTED = """United Nations

General Assembly

Distr.: General
31 October 2003

Fifty-eighth session
Agenda item 30

Resolution adopted by the General Assembly on
26 October 2003
[without reference to a Main Committee (A/58/L.6 and A/58/L.6/Add.1)]

58/6.

Protection of rivers in mountain regions and of those who live
beside them
The General Assembly,
Recalling its resolutions 2453 A (XXIII) of 20 December 1968, 37/90 of
10 December 1982, 54/68 of 6 December 1999 and all the other ones that it adopted
on rivers and bridges,
1. Asks all States to measure the flow of their rivers every month and to publish
what they find;
2. Decides to return to the question at its sixty-fourth session.
"""


def document(text: str) -> Document:
    return read_bytes(text.encode(), "a.txt")


@pytest.mark.parametrize(
    ("text", "title", "first"),
    [
        (f"52/11. Clean rivers\n\nThe General Assembly,\n\n{CLAUSES}", "52/11. Clean rivers", "The G"),
        (EXTRACTED, "Protection of rivers in mountain regions and of those who live beside them", "The G"),
        (
            "山区河流公约\n\n本公约缔约各方，\n\n意识到清洁的河流对沿岸所有居民的价值，\n\n兹协议如下：\n\n第一条\n\n"
            "在本公约中，“河流”指宽于一步的任何流水。\n\n第二条\n\n每一缔约方应测量其河流。\n",
            "山区河流公约",
            "本公约缔约各方",
        ),
        (
            "Dear Colleague,\n\nThank you for the map of the river. We have compared it with ours.\n\nCould you send "
            "us the figures of 1998 before the end of the month?\n\nYours sincerely,\n\nA. Keller\n",
            "",
            "Dear Colleague",
        ),
        (
            "Goal 1. Clean rivers for everyone\n\n1.1 By 2030, measure all rivers wider than a step\n\nGoal 2. Safe "
            "bridges\n\n2.1 By 2030, mend all bridges that are older than fifty years\n",
            "",
            "Clean rivers",
        ),
        (
            "River Data Licence, version 2\n\nBy using the data you accept the terms of this licence, which is a "
            "contract between you and the office.\n\nSection 1 – Definitions.\n\na. Data means the measurements.\n",
            "River Data Licence, version 2",
            "By using",
        ),
        (
            "Declaration of River Rights\n\nPreamble\n\nWhereas recognition of the worth of rivers is the "
            "foundation of peace among those who share them,\n\nArticle 1\nAll rivers are born free.\n",
            "Declaration of River Rights",
            "Preamble",
        ),
    ],
)
def test_title_and_first_text(text: str, title: str, first: str) -> None:
    found = document(text)
    assert found.title == title
    assert next(block.text for block in found.blocks if block.kind not in ("title", "front")).startswith(first)
