"""The sample's texts, gold units and planted faults agree with one another."""

import csv
import re
from pathlib import Path

import duizhao
import pytest

SAMPLE = Path(duizhao.__file__).resolve().parent / "corpora" / "sample"
RUNNING_HEAD = "A/00/1"
PAGE_NUMBER = re.compile(r"\d+/\d+ 25-00001|25-00001 \d+/\d+")
REFERENCE = re.compile(r"⟦(\d+)⟧")
CHECKS = {
    "terms",
    "inconsistent-target",
    "inconsistent-source",
    "numbers",
    "dates",
    "symbols",
    "countries",
    "acronyms",
    "urls",
    "untranslated",
    "omission",
    "addition",
    "misaligned",
    "empty",
    "brackets",
    "quotes",
    "punctuation",
    "repeated-word",
    "spaces",
    "capitals",
    "notes",
    "script",
    "forbidden",
}
TERMS = {
    "重建得更好": r"buil\w+ back better",
    "不让任何一个人掉队": r"leav\w+ no one behind",
    "民间社会": r"civil society",
    "公民空间": r"civic space",
    "人权维护者": r"human rights defenders",
    "任务负责人": r"mandate holders",
    "驻地协调员": r"resident coordinators",
    "国家工作队": r"country teams?",
    "国家人权机构": r"national human rights institutions",
    "会员国": r"Member States",
    "缔约国": r"States part(y|ies)",
    "条约机构": r"treaty bodies",
    "特别程序": r"special procedure",
    "普遍定期审议": r"universal periodic review",
    "可持续发展目标": r"Sustainable Development Goals",
    "发展权": r"right to development",
    "能力建设": r"capacity-building",
    "社会保障": r"social protection",
    "利益攸关方": r"stakeholders",
    "过渡期正义": r"transitional justice",
}


def table(name: str) -> list[dict[str, str]]:
    with (SAMPLE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


GOLD = table("gold.tsv")
PLANTED = table("planted.tsv")


def bare(text: str) -> str:
    return re.sub(r"\s+", "", REFERENCE.sub(r"\1", text))


def body_and_notes(language: str) -> tuple[str, str]:
    """Return the running text and the footnotes, running matter left out, without white space."""
    body, notes, here = [], [], None
    for number, line in enumerate((SAMPLE / f"{language}.txt").read_text("utf-8").splitlines()):
        text = line.strip()
        if number == 0 or not (text == RUNNING_HEAD or PAGE_NUMBER.fullmatch(text)):
            if text.startswith("____"):
                here = notes
            elif not text.startswith("https://") and text:
                (body if here is None else here).append(text)
        else:
            here = None
    return bare("".join(body)), bare("".join(notes))


def rows(*kinds: str) -> list[dict[str, str]]:
    return [row for row in GOLD if row["kind"] in kinds]


def paragraph(label: str) -> dict[str, str]:
    return next(row for row in rows("paragraph") if row["label_en"] == label)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_gold_is_the_whole_running_text_and_nothing_else(language: str) -> None:
    body, notes = body_and_notes(language)
    printed = {"heading": "{}.", "paragraph": "{}.", "item": "{}", "footnote": "{}"}

    def as_printed(row: dict[str, str]) -> str:
        label = row[f"label_{language}"]
        return (printed[row["kind"]].format(label) if label else "") + row[language]

    assert bare("".join(as_printed(row) for row in GOLD if row["kind"] != "footnote")) == body
    assert bare("".join(as_printed(row) for row in rows("footnote"))) == notes


def test_numbers_run_through_but_for_the_missing_one() -> None:
    assert [row["label_en"] for row in rows("paragraph")] == [str(n) for n in range(1, 43)]
    assert [row["label_zh"] for row in rows("paragraph")] == [str(n) if n != 23 else "" for n in range(1, 43)]


def test_every_footnote_is_called_once_on_either_side() -> None:
    wanted = [str(n) for n in range(1, 13)]
    assert [row["label_zh"] for row in rows("footnote")] == wanted
    for language in ("zh", "en"):
        assert REFERENCE.findall("".join(row[language] for row in GOLD)) == wanted


def test_layout_has_its_troubles() -> None:
    chinese, english = ((SAMPLE / f"{language}.txt").read_text("utf-8") for language in ("zh", "en"))
    assert re.search(r"COVID- \n\n19", chinese)
    assert re.search(r"[a-z]- \n\n[a-z]", english)
    assert "指数8 显示" in chinese, "a note number stuck to a word"
    assert "guidance3 on" in english, "a note number stuck to a word"
    for text in (chinese, english):
        assert text.count("__________________") >= 4
        assert len(PAGE_NUMBER.findall(text)) >= 4
        assert re.search(r"^(https://\S+)\n\1$", text, re.M)
        assert re.search(r"^ 2\. ", text, re.M)
        assert re.search(r"[^。.] \n\n__________________", text), "a paragraph runs on after footnotes"


def test_it_says_that_it_is_invented() -> None:
    for name, words in (("zh.txt", "并非联合国文件"), ("en.txt", "not a United Nations document")):
        assert words in (SAMPLE / name).read_text("utf-8")[:400]
    assert "not a United Nations document" in (SAMPLE / "README.md").read_text("utf-8")


def test_planted_faults_stand_where_they_are_said_to() -> None:
    assert len(PLANTED) >= 15
    for fault in PLANTED:
        text = paragraph(fault["label"])[fault["side"]]
        assert fault["check"] in CHECKS
        assert fault["planted"] in text
        if fault["check"] != "inconsistent-target":
            assert fault["right"] not in text


def test_the_inconsistent_pair_has_one_chinese_sentence() -> None:
    labels = [fault["label"] for fault in PLANTED if fault["check"] == "inconsistent-target"]
    assert len(labels) == 2
    last = {paragraph(label)["zh"].rstrip("。").rsplit("。", 1)[-1] for label in labels}
    assert len(last) == 1


@pytest.mark.parametrize("term", TERMS)
def test_terms_occur_often_enough_to_score_their_consistency(term: str) -> None:
    units = [row for row in GOLD if term in row["zh"]]
    assert sum(row["zh"].count(term) for row in units) >= 3
    wrong = {fault["label"] for fault in PLANTED if fault["check"] == "terms"}
    for row in units:
        if row["kind"] != "paragraph" or row["label_en"] not in wrong:
            assert re.search(TERMS[term], row["en"], re.I), (term, row["en"])
