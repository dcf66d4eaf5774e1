"""PDF: the UN's own files against what their pages show, and pages composed for the tests."""

import io
import shutil
import subprocess
from collections import Counter

import pypdfium2 as pdfium
import pytest
from duizhao.corpora.pdf.reader import read_lines
from duizhao.corpora.reading import read
from duizhao.errors import DuizhaoError

# Written down from the printed pages: the last operative paragraph; how the unnumbered paragraphs begin; the footnotes;
# which paragraph calls which note ("" for an unnumbered one).
PAGES = {
    "A_RES_73_3-EN": (
        53,
        ["The General Assembly", "Adopts the following", "We, Heads of State"],
        {
            "1": "Resolution 70/1.",
            "2": "Resolution 69/313, annex.",
            "3": "See World Health Organization, document WHA69/2016/REC/1.",
            "4": "See Official Records of the General Assembly, Seventy-first Session, Supplement No. 53A and "
            "corrigendum (A/71/53/Add.1 and A/71/53/Add.1/Corr.1), chap. II.",
            "5": "See World Health Organization, document WHA67/2014/REC/1.",
            "6": "See resolution 55/2.",
            "7": "See World Health Organization, document WHA71/2018/REC/1.",
        },
        [("1", "1"), ("1", "2"), ("2", "3"), ("2", "4"), ("2", "5"), ("3", "6"), ("23", "7")],
    ),
    "A_RES_73_6-EN": (
        14,
        [
            "The General Assembly,", "Recalling its", "Recognizing that the", "Convinced that UNISPACE+50",
            "Emphasizing that, for", "Convinced that the", "Noting with satisfaction the", "Recognizing the importance",
            "Recognizing also", "Recognizing further", "Emphasizing the need", "Reiterating that", "Stressing the",
            "Convinced that ensuring", "Seriously concerned", "Recognizing that all", "Mindful of the need",
            "Reaffirming, in", "Mindful of the importance", "Convinced of", "Acknowledging that", "Reiterating, in",
            "Noting with satisfaction that", "Noting with appreciation", "Emphasizing that the", "Welcoming the",
        ],
        {
            "1": "See A/AC.105/1137.",
            "2": "Resolution 70/1.",
            "3": "Resolution 69/283, annex II.",
            "4": "See FCCC/CP/2015/10/Add.1, decision 1/CP.21, annex.",
            "5": "United Nations, Treaty Series, vol. 610, No. 8843.",
            "6": "Related documents include A/AC.105/1129, A/AC.105/1131, A/AC.105/1160, A/AC.105/1161, A/AC.105/1162, "
            "A/AC.105/1163, A/AC.105/1164, A/AC.105/1165, A/AC.105/1166, A/AC.105/1168, A/AC.105/1169, A/AC.105/1170, "
            "A/AC.105/1171, A/AC.105/1172, A/AC.105/1173, A/AC.105/1174, A/AC.105/1175, A/AC.105/1180 and "
            "A/AC.105/1181.",
        },
        [("", "1"), ("", "2"), ("", "3"), ("", "4"), ("", "5"), ("", "6"), ("1", "2"), ("4", "2")],
    ),
    "A_RES_73_7-EN": (
        28,
        [
            "The General Assembly,", "Recalling its", "Recalling also", "Recognizing", "Reiterating", "Emphasizing",
            "Convinced", "Acknowledging the fact", "Recalling that", "Expressing its appreciation",
            "Acknowledging the Relationship", "Noting", "Welcoming", "Stressing",
        ],
        {
            "1": "United Nations, Treaty Series, vol. 2187, No. 38544.",
            "2": "A/58/874 and A/58/874/Add.1.",
            "3": "Articles 10 and 13 of the Relationship Agreement.",
            "4": "A/73/334.",
            "5": "United Nations, Treaty Series, vol. 2271, No. 40446.",
            "6": "Article 2, paragraph 3, of the Relationship Agreement.",
            "7": "A/67/828 S/2013/210, annex.",
            "8": "A/73/335.",
            "9": "S/PRST/2013/2; see Resolutions and Decisions of the Security Council, 1 August 2012–31 July 2013 "
            "(S/INF/68).",
        },
        [("", "1"), ("", "2"), ("", "3"), ("1", "4"), ("2", "1"), ("3", "5"), ("11", "2"), ("12", "6"), ("13", "7"),
         ("13", "8"), ("21", "9")],
    ),
    "A_RES_73_8-EN": (
        5,
        [
            "The General Assembly,", "Determined", "Reaffirming", "Recalling the statements", "Concerned about",
            "Taking note", "Recalling its", "Recalling also", "Concerned that",
        ],
        {"1": "A/73/85."},
        [("1", "1")],
    ),
}  # fmt: skip


@pytest.mark.shared
@pytest.mark.parametrize("name", PAGES)
def test_united_nations_resolutions(shared, name):
    last, beginnings, notes, references = PAGES[name]
    document = read(shared / "data" / "pdf" / f"{name}.pdf")
    paragraphs = [block for block in document.blocks if block.kind == "paragraph"]
    assert [block.label for block in paragraphs if block.label] == [str(number) for number in range(1, last + 1)]
    unnumbered = [block.text for block in paragraphs if not block.label and "plenary" not in block.text][:-1]
    assert len(unnumbered) == len(beginnings)
    assert all(text.startswith(words) for text, words in zip(unnumbered, beginnings, strict=True))
    assert {block.label: block.text for block in document.blocks if block.kind == "footnote"} == notes
    called = [(block.label, note.label) for block in document.blocks for note in block.notes]
    assert called == references
    assert document.symbol == name.removesuffix("-EN").replace("_", "/")


@pytest.mark.shared
def test_paragraph_across_pages_and_footnotes_is_whole(shared):
    document = read(shared / "data" / "pdf" / "A_RES_73_7-EN.pdf")
    sixth = next(block for block in document.blocks if block.label == "6" and block.kind == "paragraph")
    assert sixth.text == (
        "Encourages further efforts by the United Nations, other international and regional organizations and States, "
        "as well as civil society, to appropriately assist States, upon their request, in strengthening their domestic "
        "capacity to investigate and prosecute crimes, and in this regard underlines the importance of national "
        "ownership;"
    )
    document = read(shared / "data" / "pdf" / "A_RES_73_6-EN.pdf")
    fifth = next(block for block in document.blocks if block.label == "5" and block.kind == "paragraph")
    assert "increased participation in space activities for emerging spacefaring nations" in fifth.text
    assert fifth.text.endswith("in the achievement of the Sustainable Development Goals;")


@pytest.mark.shared
@pytest.mark.parametrize("name", PAGES)
def test_no_character_is_lost_or_doubled(shared, name):
    """Cross-check with an independent tool: poppler's pdftotext."""
    tool = shutil.which("pdftotext")
    if tool is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    path = shared / "data" / "pdf" / f"{name}.pdf"
    printed = subprocess.run(
        [tool, "-layout", str(path), "-"], capture_output=True, check=True, timeout=60
    ).stdout.decode()
    lines, _warnings = read_lines(path.read_bytes(), name)
    found = "".join(line.text + line.label + "".join(note.label for note in line.notes) for line in lines)
    count = Counter(found.replace(" ", ""))
    expected = Counter("".join(printed.split()))
    assert {sign: count[sign] - expected[sign] for sign in count | expected if count[sign] != expected[sign]} == {}


@pytest.mark.shared
@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_page_reads_as_the_page_is_shown(shared, turn, tmp_path):
    path = shared / "data" / "pdf" / "A_RES_73_8-EN.pdf"
    upright = [line.text for line in read_lines(path.read_bytes(), "x")[0]]
    # turn the page and its contents against it, so that it looks as before
    document = pdfium.PdfDocument(path)
    for page in document:
        width, height = page.get_size()
        matrix = pdfium.PdfMatrix().rotate(-turn)
        matrix = matrix.translate(*{90: (height, 0), 180: (width, height), 270: (0, width)}[turn])
        for item in page.get_objects(max_depth=1):
            item.transform(matrix)
        if turn != 180:
            page.set_mediabox(0, 0, height, width)
            page.set_cropbox(0, 0, height, width)
        page.set_rotation(turn)
        page.gen_content()
    document.save(tmp_path / "turned.pdf")
    turned = [line.text for line in read_lines((tmp_path / "turned.pdf").read_bytes(), "x")[0]]
    assert turned == upright


FULL = "and the words of this line go on until they reach the right edge of the text area of the page"


def shown(data):
    return [(line.role, line.label, line.text) for line in read_lines(data, "x.pdf")[0]]


def test_indented_paragraphs_are_joined_and_parted(pdf, page_of):
    lines = []
    for at in range(4):
        y = 100 + 36 * at
        lines += [(90, y, 10, False, f"{at + 1}. {FULL[:84]}"), (72, y + 12, 10, False, FULL)]
        lines += [(72, y + 24, 10, False, "and it ends here.")]
    assert [text[:2] + text[-10:] for _role, _label, text in shown(pdf(page_of(*lines)))] == [
        f"{number}.ends here." for number in range(1, 5)
    ]


def test_raised_figures_are_references_and_the_block_under_a_rule_is_notes(pdf, page_of):
    body = [(72, 100 + 12 * at, 10, False, FULL) for at in range(14)]
    body += [(72, 268, 10, False, "the Rome Statute"), (140, 264.5, 6, False, "1"), (146, 268, 10, False, "of 30 km")]
    body += [(183, 264.5, 6, False, "2"), (189, 268, 10, False, "applies.")]
    notes = [(72, 690, 8, False, "____________"), (76, 704, 8, False, "See the Statute,"), (72, 701, 5, False, "1")]
    notes += [(72, 714, 8, False, "article 2."), (72, 721, 5, False, "2"), (76, 724, 8, False, "Ibid.")]
    lines, _warnings = read_lines(pdf(page_of(*body, *notes)), "x.pdf")
    text = next(line for line in lines if line.notes)
    assert text.text.endswith("the Rome Statute of 30 km2 applies.")
    assert [(note.label, text.text[: note.offset][-7:]) for note in text.notes] == [("1", "Statute")]
    assert [(line.label, line.text) for line in lines if line.role == "footnote"] == [
        ("1", "See the Statute, article 2."), ("2", "Ibid."),
    ]  # fmt: skip


def test_raised_figures_after_ten_are_powers_and_after_a_year_notes(pdf, page_of):
    body = [(72, 100 + 12 * at, 10, False, FULL) for at in range(14)]
    body += [(72, 268, 10, False, "From 1984"), (119, 264.5, 6, False, "1"), (124, 268, 10, False, "on, 3 x 10")]
    body += [(170, 264.5, 6, False, "6"), (176, 268, 10, False, "tons and 10"), (229, 264.5, 6, False, "-2")]
    body += [(238, 268, 10, False, "of it a year were sold.")]
    notes = [(72, 690, 8, False, "____________"), (76, 704, 8, False, "As stated."), (72, 701, 5, False, "1")]
    text = next(line for line in read_lines(pdf(page_of(*body, *notes)), "x.pdf")[0] if line.notes)
    assert text.text.endswith("From 1984 on, 3 x 10⁶ tons and 10⁻² of it a year were sold.")
    assert [(note.label, text.text[: note.offset][-4:]) for note in text.notes] == [("1", "1984")]


def test_raised_figures_that_count_through_the_text_are_references_wherever_the_notes_are(pdf, page_of):
    body = [(72, 100 + 12 * at, 10, False, FULL) for at in range(12)]
    for at, word in enumerate(("The Council", "It also", "They then")):
        y = 250 + 30 * at
        body += [(72, y, 10, False, word), (122, y - 3.5, 6, False, str(at + 1)), (128, y, 10, False, "decided.")]
    body += [(72, 340, 10, False, "1. See the first document."), (72, 370, 10, False, "2. See the second document.")]
    lines, _warnings = read_lines(pdf(page_of(*body)), "x.pdf")
    called = [(line.text, note.label) for line in lines for note in line.notes]
    assert called == [("The Council decided.", "1"), ("It also decided.", "2"), ("They then decided.", "3")]


def test_lines_set_closer_than_their_size_are_read(pdf, page_of):
    body = [(72, 110 + 7 * at, 10, False, f"{FULL[at:]} {FULL[:at]}") for at in range(20)]
    body.append((72, 260, 10, False, "and it ends here."))
    assert "".join(text for _role, _label, text in shown(pdf(page_of(*body)))).endswith("and it ends here.")


def test_note_that_runs_over_two_pages_is_one(pdf, page_of):
    body = [(72, 100 + 12 * at, 10, False, FULL) for at in range(20)]
    mark = [(72, 340, 10, False, "The Council"), (122, 336.5, 6, False, "1"), (127, 340, 10, False, "decided.")]
    first = [(72, 690, 8, False, "____________"), (72, 701, 5, False, "1"), (76, 704, 8, False, "See the decisions on")]
    second = [(72, 690, 8, False, "____________"), (76, 704, 8, False, "trade and debt.")]
    lines, _warnings = read_lines(pdf(page_of(*body, *mark, *first), page_of(*body, *second)), "x.pdf")
    assert [(line.label, line.text) for line in lines if line.role == "footnote"] == [
        ("1", "See the decisions on trade and debt.")
    ]


def test_heads_and_feet_that_come_back_are_running_matter(pdf, page_of):
    pages = [
        page_of(
            (72, 50, 8, False, f"A/75/{'x' if number % 2 else 'y'}"),
            *[(72, 100 + 12 * at, 10, False, FULL) for at in range(10)],
            (72, 230, 10, False, f"End of page {number}."),
            (300, 760, 8, False, f"Page {number} of 4"),
        )
        for number in range(1, 5)
    ]
    lines, _warnings = read_lines(pdf(*pages), "x.pdf")
    assert sorted({line.text[:5] for line in lines if line.role == "running matter"}) == ["A/75/", "Page "]
    assert not any("Page" in line.text or "A/75" in line.text for line in lines if line.role != "running matter")


def test_bold_lines_are_headings_and_columns_are_rows(pdf, page_of):
    body = [(72, 100 + 12 * at, 10, False, FULL) for at in range(12)]
    table = [(72, 260, 10, False, "Peru"), (200, 260, 10, False, "12"), (300, 260, 10, False, "34")]
    heading = [(72, 290, 12, True, "II. Activities of the"), (90, 304, 12, True, "Committee")]
    lines, _warnings = read_lines(pdf(page_of(*body, *table, *heading)), "x.pdf")
    assert [(line.role, line.text) for line in lines[1:]] == [
        ("row", "Peru | 12 | 34"), ("heading", "II. Activities of the Committee"),
    ]  # fmt: skip
    assert lines[1].cells == ("Peru", "12", "34")


def test_cells_of_several_lines_and_empty_cells(pdf, page_of):
    body = [(72, 100 + 12 * at, 10, False, FULL) for at in range(12)]
    table = [(72, 260, 10, False, "Member State"), (200, 260, 10, False, "Measures"), (330, 260, 10, False, "Year")]
    table += [(72, 276, 10, False, "Bosnia and"), (200, 276, 10, False, "Social"), (330, 276, 10, False, "2020")]
    table += [(72, 288, 10, False, "Herzegovina"), (200, 288, 10, False, "protection")]
    table += [(200, 300, 10, False, "for all")]
    table += [(72, 316, 10, False, "Peru"), (330, 316, 10, False, "2021")]
    lines, _warnings = read_lines(pdf(page_of(*body, *table)), "x.pdf")
    assert [line.cells for line in lines[1:]] == [
        ("Member State", "Measures", "Year"),
        ("Bosnia and Herzegovina", "Social protection for all", "2020"),
        ("Peru", "", "2021"),
    ]


def line_at(x0, y0, x1, y1):
    return f"{x0} {792 - y0} m {x1} {792 - y1} l S "


def test_cells_between_drawn_lines(pdf, page_of):
    body = page_of(*[(72, 300 + 12 * at, 10, False, FULL) for at in range(12)])
    rows = [(74, 80, 10, False, "Member State"), (142, 80, 10, False, "Measure"), (202, 80, 10, False, "Year")]
    rows += [(74, 96, 10, False, "Bosnia and"), (142, 96, 10, False, "Social care"), (202, 96, 10, False, "2020")]
    rows += [(74, 108, 10, False, "Herzegovina"), (142, 108, 10, False, "for all")]
    rows += [(74, 124, 10, False, "Peru"), (142, 124, 10, False, "Schooling"), (202, 124, 10, False, "2021")]
    drawn = "".join(line_at(72, y, 480, y) for y in (70, 84, 112, 128))
    drawn += "".join(line_at(x, 70, x, 128) for x in (72, 140, 200, 480))
    lines, _warnings = read_lines(
        pdf(page_of((72, 100, 10, False, FULL)), page_of(*rows) + "\n" + drawn + body), "x.pdf"
    )
    assert [line.cells for line in lines if line.role == "row"] == [
        ("Member State", "Measure", "Year"),
        ("Bosnia and Herzegovina", "Social care for all", "2020"),
        ("Peru", "Schooling", "2021"),
    ]


def test_words_at_line_ends_are_joined(pdf, page_of):
    body = [(72, 100 + 12 * at, 10, False, FULL) for at in range(10)]
    body += [(72, 220, 10, False, f"{FULL[:84]} post-"), (72, 232, 10, False, "conflict states.")]
    assert shown(pdf(page_of(*body)))[0][2].endswith("post-conflict states.")


def scan(width=600, height=780):
    document = pdfium.PdfDocument.new()
    page = document.new_page(612, 792)
    image = pdfium.PdfImage.new(document)
    bitmap = pdfium.PdfBitmap.new_native(20, 20, pdfium.raw.FPDFBitmap_BGR)
    image.set_bitmap(bitmap)
    image.set_matrix(pdfium.PdfMatrix().scale(width, height))
    page.insert_obj(image)
    page.gen_content()
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_scan_asks_for_ocr():
    with pytest.raises(DuizhaoError, match="OCR"):
        read_lines(scan(), "scan.pdf")


def test_small_picture_is_no_scan():
    with pytest.raises(DuizhaoError, match="holds no text"):
        read_lines(scan(60, 60), "seal.pdf")


def test_encrypted_file_says_so(pdf, page_of):
    secret = f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{'41' * 32}> /U <{'42' * 32}> >> /ID [<41> <41>]"
    with pytest.raises(DuizhaoError, match="password"):
        read_lines(pdf(page_of((72, 100, 10, False, "x")), encrypt=secret), "secret.pdf")


@pytest.mark.parametrize("data", [b"%PDF-1.4\n", b"%PDF-1.7\ntrailer << /Root 1 0 R >>", b"%PDF-1.4 " + bytes(500)])
def test_broken_file_says_so(data):
    with pytest.raises(DuizhaoError, match=r"broken|no text"):
        read_lines(data, "broken.pdf")


def test_file_without_text_says_so(pdf):
    with pytest.raises(DuizhaoError, match="holds no text"):
        read_lines(pdf(""), "blank.pdf")
