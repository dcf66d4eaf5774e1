"""The same report in every format gives the same paragraphs, footnotes and references."""

from pathlib import Path

import duizhao
import pytest
from duizhao.corpora.document import Document
from duizhao.corpora.reading import read_bytes
from duizhao.corpora.word.libreoffice import convert

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


@pytest.mark.shared
@pytest.mark.parametrize("language", LANGUAGES)
def test_long_report_in_docx_and_pdf(make_long_report, font_families, office, language):
    """A/76/36: 134 paragraphs, 38 footnotes and 38 references, equal to the gold units, in any font that is there."""
    for font in font_families(language):
        report = make_long_report(language, font)
        assert (len(report.paragraphs), len(report.footnotes), len(report.references)) == (134, 38, 38)
        check(report, report.docx, "report.docx")
        check(report, convert(report.docx, "docx", "pdf", "report.docx"), f"{font}.pdf")


RESOLUTION = {
    "zh": [
        ("大会决议", "bold"), ("重建得更好", "bold"), ("大会，", "first"),
        ("回顾其2020年12月21日关于债务可持续性与发展的第75/204号决议以及以往关于这一问题的各项决议，并强调必须充分、及时地"
         "执行这些决议，以便所有会员国都能从中受益，", "first"),
        ("欢迎秘书长关于复苏进展情况的报告，并赞赏地注意到其中所载的各项建议，", "first"),
        ("1.\u3000注意到秘书长的报告；", "first"),
        ("2.\u3000促请各会员国采取一切必要措施，在国家复苏计划中优先考虑最弱势群体的需要，并为此提供充足而且可以预测的资金，"
         "同时确保这些计划符合其根据国际法承担的义务；", "first"),
        ("3.\u3000请秘书长：", "first"),
        ("(a)\u3000就本决议的执行情况向大会第七十七届会议提出报告，报告应当载有各国政府、联合国系统各组织和其他利益攸关方提供的"
         "资料；", "hanging"),
        ("(b)\u3000继续与各区域委员会协商；", "hanging"),
        ("4.\u3000决定将题为“复苏”的项目列入大会第七十七届会议临时议程。", "first"),
        ("第45次全体会议", "right"), ("2021年12月10日", "right"),
        ("附件", "new page"), ("复苏原则", "bold"),
        ("1.\u3000各国应当本着团结互助的精神，共同应对当前的挑战，不让任何一个人掉队。", "first"),
        ("2.\u3000复苏计划应当以人权为基础，并应当定期接受独立审查，审查结果应当予以公布，供公众查阅。", "first"),
    ],
    "en": [
        ("Resolution adopted by the General Assembly", "bold"), ("Building back better", "bold"),
        ("The General Assembly,", "first"),
        ("Recalling its resolution 75/204 of 21 December 2020 on debt sustainability and development, and its previous "
         "resolutions on the question, and stressing the need to implement them fully and in a timely manner for the "
         "benefit of all Member States,", "first"),
        ("Welcoming the report of the Secretary-General on progress in the recovery,", "first"),
        ("1.\u2003Takes note of the report of the Secretary-General;", "first"),
        ("2.\u2003Urges Member States to take all necessary measures to give priority in their national recovery plans "
         "to the needs of the most vulnerable groups and to provide adequate and predictable funding;", "first"),
        ("3.\u2003Requests the Secretary-General:", "first"),
        ("(a)\u2003To report to the General Assembly at its seventy-seventh session on the implementation of the "
         "resolution, including information from Governments and other stakeholders;", "hanging"),
        ("(b)\u2003To continue to consult with the regional commissions;", "hanging"),
        ("4.\u2003Decides to include in the provisional agenda of its seventy-seventh session the item entitled "
         "“Recovery”.", "first"),
        ("45th plenary meeting", "right"), ("10 December 2021", "right"),
        ("Annex", "new page"), ("Principles of recovery", "bold"),
        ("1.\u2003States should address the current challenges together in a spirit of solidarity.", "first"),
        ("2.\u2003Recovery plans should be based on human rights and should be reviewed regularly and openly, and "
         "the results of the reviews should be made available to the public.", "first"),
    ],
}  # fmt: skip
LOOKS = {
    "bold": ("", "<w:b/><w:sz w:val='26'/>"),
    "first": ("<w:ind w:firstLine='420'/><w:jc w:val='both'/>", ""),
    "hanging": ("<w:ind w:left='1260' w:hanging='420'/><w:jc w:val='both'/>", ""),
    "right": ("<w:jc w:val='right'/>", "<w:i/>"),
    "new page": ("<w:pageBreakBefore/>", "<w:b/><w:sz w:val='26'/>"),
}
STYLES = (
    "<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii='{latin}' w:hAnsi='{latin}' w:eastAsia='{asian}'/>"
    "<w:sz w:val='21'/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>"
    "<w:spacing w:after='120'/></w:pPr></w:pPrDefault></w:docDefaults>"
)


def resolution(language):
    out = []
    for text, look in RESOLUTION[language]:
        paragraph, run = LOOKS[look]
        out.append(f"<w:p><w:pPr>{paragraph}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>{text}</w:t></w:r></w:p>")
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    rows = [("Peru", "12", "15"), ("Kenya", "7", "9")]
    table = "".join(f"<w:tr>{''.join(map(cell.format, row))}</w:tr>" for row in rows)
    grid = "<w:tblGrid><w:gridCol w:w='3000'/><w:gridCol w:w='3000'/><w:gridCol w:w='3000'/></w:tblGrid>"
    return "".join(out) + f"<w:tbl>{grid}{table}</w:tbl><w:sectPr><w:pgMar w:left='1984' w:right='1984'/></w:sectPr>"


@pytest.mark.parametrize("language", LANGUAGES)
def test_resolution_with_annex_and_table_in_docx_and_pdf(make_docx, font_families, office, language):
    for latin in font_families("en"):
        styles = STYLES.format(latin=latin, asian=font_families("zh")[0])
        check_resolution(make_docx(resolution(language), styles=styles), language)


def check_resolution(word, language):
    printed = convert(word, "docx", "pdf", "x")
    found = [
        [(block.kind, block.label, block.text, block.path[-1:], block.cells) for block in read_bytes(data, "x").blocks]
        for data in (word, printed)
    ]
    assert found[0] == found[1]
    kinds = [(kind, label) for kind, label, *_rest in found[0] if label or kind == "row"]
    assert kinds[:6] == [("paragraph", "1"), ("paragraph", "2"), ("paragraph", "3"), ("item", "(a)"), ("item", "(b)"),
                         ("paragraph", "4")]  # fmt: skip
    assert kinds[6:] == [("heading", RESOLUTION[language][13][0]), ("paragraph", "1"), ("paragraph", "2"), ("row", ""),
                         ("row", "")]  # fmt: skip
