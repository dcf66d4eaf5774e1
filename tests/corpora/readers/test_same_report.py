"""The same report in every format gives the same paragraphs, footnotes and references."""

from pathlib import Path

import duizhao
import pytest
from duizhao.corpora.document import Document
from duizhao.corpora.readers.libreoffice import convert
from duizhao.corpora.reading import read_bytes

LANGUAGES = ["zh", "en"]


def numbered(document: Document):
    """Return paragraphs by number and their references; what has no number belongs to the paragraph before it."""
    paragraphs, references = [], []
    for block in document.blocks:
        if block.kind != "paragraph" or not (block.label or paragraphs):
            continue
        label, before = (block.label, "") if block.label else paragraphs.pop()
        before += " " * bool(before and document.language == "en")
        references += [(label, len(before) + note.offset, note.label) for note in block.notes]
        paragraphs.append((label, before + block.text))
    return paragraphs, references


def footnotes(document: Document):
    return [(block.label, block.text) for block in document.blocks if block.kind == "footnote"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_report_is_what_the_tests_below_need(make_report, language):
    report = make_report(language)
    assert (len(report.footnotes), len(report.references)) == (12, 11)  # one reference stands in a lettered item
    assert len(report.paragraphs) > 40


@pytest.mark.parametrize("language", LANGUAGES)
def test_docx_with_computed_numbers(make_report, language):
    report = make_report(language)
    document = read_bytes(report.computed, "report.docx")
    paragraphs = [block for block in document.blocks if block.kind == "paragraph" and block.label]
    assert [block.label for block in paragraphs] == [str(number) for number in range(1, len(paragraphs) + 1)]
    assert "".join(block.text for block in paragraphs).replace(" ", "") == "".join(
        text for _label, text in report.paragraphs
    ).replace(" ", "")
    assert footnotes(document) == report.footnotes


def check(report, data, name):
    document = read_bytes(data, name)
    paragraphs, references = numbered(document)
    assert paragraphs == report.paragraphs
    assert footnotes(document) == report.footnotes
    assert references == report.references
    callers = [block.note_of for block in document.blocks if block.kind == "footnote"]
    assert None not in callers


@pytest.mark.parametrize("language", LANGUAGES)
def test_docx(make_report, language):
    check(make_report(language), make_report(language).docx, "report.docx")


@pytest.mark.parametrize("language", LANGUAGES)
def test_html(make_report, language):
    check(make_report(language), make_report(language).html, "report.html")


@pytest.mark.parametrize("language", LANGUAGES)
def test_text(make_report, language):
    path = Path(duizhao.__file__).parent / "corpora" / "sample" / f"{language}.txt"
    check(make_report(language), path.read_bytes(), "report.txt")


# every format and both languages; all eight pairs would take half a minute
@pytest.mark.parametrize(
    ("language", "target"), [("zh", "pdf"), ("en", "pdf"), ("zh", "doc"), ("en", "odt"), ("zh", "rtf")]
)
def test_made_by_libreoffice(make_report, office, language, target):
    report = make_report(language)
    check(report, convert(report.docx, "docx", target, "report.docx"), f"report.{target}")
