import gzip
import io
import os
import random
import re
import tracemalloc
import unicodedata
from functools import partial
from pathlib import Path

import pytest
from duizhao.errors import DuizhaoError
from duizhao.tmx import reader as reader_module
from duizhao.tmx.model import Note, Prop, Unit, Variant, primary
from duizhao.tmx.parse import fitting_markup
from duizhao.tmx.reader import TmxReader, read_units
from duizhao.tmx.writer import TmxWriter, header_for, write_units
from hypothesis import given, settings
from hypothesis import strategies as st

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4">
<header srclang="zh-CN" segtype="sentence"/>
<body>
"""
END = "</body>\n</tmx>\n"
ZH = "委员会审议了报告。"
EN = "The Committee considered the report."


def tu(zh: str = ZH, en: str = EN, inside: str = "", **attributes: str) -> str:
    head = "".join(f' {name}="{value}"' for name, value in attributes.items())
    tuvs = f'<tuv xml:lang="zh-CN"><seg>{zh}</seg></tuv>\n<tuv xml:lang="en"><seg>{en}</seg></tuv>'
    return f"<tu{head}>{inside}\n{tuvs}\n</tu>\n"


def read(body: str, *, encoding: str | None = None) -> tuple[list[Unit], list[str]]:
    return read_bytes((HEAD + body + END).encode(), encoding=encoding)


def read_bytes(data: bytes, *, encoding: str | None = None) -> tuple[list[Unit], list[str]]:
    rejects: list[reader_module.Reject] = []
    units = list(read_units(io.BytesIO(data), rejects.append, encoding))
    return units, [f"{reject.line}: {reject.reason}" for reject in rejects]


def test_unit_with_everything():
    xml = (
        '<tu tuid="p1" creationdate="20210804T000000Z" usagecount="3">\n<note xml:lang="en">check &amp; see</note>'
        '<prop type="x-document">A/76/36</prop><prop type="x-b" xml:lang="en">two</prop>\n'
        '<tuv xml:lang="zh-CN" changedate="20220101T000000Z"><prop type="x-c">v</prop><seg>重建&lt;得&gt;更好</seg>'
        "</tuv>\n"
        '<tuv xml:lang="EN-GB"><seg>build back &quot;better&quot; &#x2014; &#65;</seg></tuv></tu>'
    )
    (unit,), rejects = read(xml)
    assert rejects == []
    assert unit == Unit(
        "p1",
        (
            Variant("zh-CN", "重建<得>更好", "", (("changedate", "20220101T000000Z"),), (Prop("x-c", "v"),)),
            Variant("EN-GB", 'build back "better" — A'),
        ),
        (Prop("x-document", "A/76/36"), Prop("x-b", "two", "en")),
        (Note("check & see", "en"),),
        (("creationdate", "20210804T000000Z"), ("usagecount", "3")),
        5,
    )
    assert (unit.zh, unit.prop("x-c"), unit.changed) == ("重建<得>更好", "v", "20220101T000000Z")


def test_inline_elements_leave_the_text_and_are_kept():
    seg = 'the <bpt i="1">&lt;b></bpt>treaty<ept i="1">&lt;/b></ept> <hi type="term">bodies <ph>{1}</ph></hi>.'
    (unit,), _ = read(tu(en=seg))
    assert unit.en == "the treaty bodies ."
    assert fitting_markup(unit.variants[1].markup, unit.en)
    tags = re.findall(r"<(\w+)", unit.variants[1].markup)
    assert tags == ["bpt", "ept", "hi", "ph"]


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        (
            '<tu><tuv lang="zh_CN"><seg>一</seg></tuv><tuv lang="EN"><seg>one</seg></tuv></tu>',
            "lang instead of xml:lang",
        ),
        (tu().replace("</tu>", '<prop type="x">late</prop></tu>'), "a prop or note after a tuv"),
        (tu(en="a<b>bold</b>"), "the inline element <b> is not of TMX; its text is kept"),
        (tu(en="re\x0bport"), "control characters"),
        ('<tu><tuv xml:lang="zh"/><tuv xml:lang="en"><seg>one</seg></tuv></tu>', "a tuv without a seg"),
    ],
)
def test_faults_of_the_wild_are_read_and_named(body, fault):
    (unit,), rejects = read(body)
    assert rejects == []
    assert any(fault in found for found in unit.faults)
    assert unit.en


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("<tu><tuv xml:lang='zh'><seg>一</tuv></tu>\n", "not well-formed XML"),
        (tu(en="R&D"), "an & that stands for nothing"),
        (tu(en="a&nbsp;b"), "the entity &nbsp; is unknown"),
        (tu(en="a&#xD800;b"), "stands for no character"),
        ("<tu><note>nothing</note></tu>\n", "a unit without any <tuv>"),
        ("stray words\n", "text between units"),
        (tu().replace("</tu>", ""), "another begins inside it"),
    ],
)
def test_broken_unit_becomes_a_record_and_reading_goes_on(body, reason):
    units, rejects = read(tu(tuid="a") + body + tu(tuid="b"))
    assert [unit.tuid for unit in units] == ["a", "b"]
    assert len(rejects) == 1
    assert reason in rejects[0]
    assert rejects[0].startswith("9: ")


def test_without_a_place_for_rejects_the_first_is_an_error():
    units = read_units(io.BytesIO((HEAD + tu() + "junk" + tu() + END).encode()))
    assert next(units).en == EN
    with pytest.raises(DuizhaoError, match=r"line 9|-:9"):
        next(units)


def test_comments_cdata_and_declarations_inside():
    body = (
        f"<!-- {tu()} -->\n<?pi?>" + tu(tuid="1", zh="<![CDATA[a </tu> & b]]>") + tu(tuid="2", inside="<!-- </tu> -->")
    )
    units, rejects = read(body)
    assert [(unit.tuid, unit.zh) for unit in units] == [("1", "a </tu> & b"), ("2", ZH)]
    assert rejects == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_encodings_are_told_from_the_bytes(encoding):
    text = HEAD.replace("UTF-8", "whatever") + tu() * 3 + END
    units, rejects = read_bytes(text.encode(encoding))
    assert [unit.zh for unit in units] == [ZH] * 3
    assert rejects == []


def test_declared_encodings_right_wrong_and_given():
    text = HEAD + tu() + END
    assert read_bytes(text.replace("UTF-8", "gb2312").encode("gb18030"))[0][0].zh == ZH
    assert read_bytes(text.replace("UTF-8", "UTF-16").encode("utf-8"))[0][0].zh == ZH
    assert read_bytes(text.encode("gb18030"), encoding="gb18030")[0][0].zh == ZH
    units, rejects = read_bytes(text.encode("gb18030"))
    assert units == []
    assert rejects == ["5: bytes that are not utf-8"]


def test_versions_line_ends_and_header():
    text = HEAD.replace("1.4", "1.1").replace("/>\n<body>", '><prop type="x">y</prop></header>\n<body>') + tu() + END
    opened = TmxReader(io.BytesIO(text.replace("\n", "\r\n").encode()))
    assert (opened.header.version, opened.header.props) == ("1.1", (Prop("x", "y"),))
    assert [unit.line for unit in opened] == [5]


def test_packed_file_and_its_damage(tmp_path):
    path = tmp_path / "m.tmx.gz"
    rng = random.Random(3)
    body = "".join(tu(en=str(rng.random()), tuid=str(i)) for i in range(8000))
    data = gzip.compress((HEAD + body + END).encode())
    path.write_bytes(data)
    assert sum(1 for _ in read_units(path)) == 8000
    units, rejects = read_bytes(data[: len(data) // 2])
    assert len(units) > 2000
    assert "damaged from here on" in rejects[0]


def test_packed_bomb_stops():
    bomb = gzip.compress(HEAD.encode() + b" " * (80 << 20))
    units, rejects = read_bytes(bomb)
    assert units == []
    assert "times its size" in rejects[0]


def test_entities_are_not_expanded_and_nothing_is_fetched(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    declared = (
        '<!DOCTYPE tmx SYSTEM "http://nowhere.invalid/tmx14.dtd" [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">'
        f'<!ENTITY file SYSTEM "{secret.as_uri()}">]>\n'
    )
    text = HEAD.replace("\n<tmx", "\n" + declared + "<tmx") + tu(en="x&b;") + tu(en="x&file;") + tu() + END
    units, rejects = read_bytes(text.encode())
    assert [unit.en for unit in units] == [EN]
    assert len(rejects) == 3
    assert "entities" in rejects[0]


def test_unit_over_the_limit_is_passed_over(monkeypatch):
    monkeypatch.setattr(reader_module, "MAX_UNIT", 1 << 19)
    units, rejects = read(tu(tuid="a") + tu(zh="长" * (3 << 20)) + tu(tuid="b"))
    assert [unit.tuid for unit in units] == ["a", "b"]
    assert rejects == ["9: larger than 524,288 characters"]
    assert units[1].line == 13


class Long(io.RawIOBase):
    """A memory with a segment of 100 MB between two units, made as it is read."""

    def __init__(self) -> None:
        before, after = tu(tuid="b").split(EN)
        self.pieces = [(HEAD + tu(tuid="a") + before).encode(), *[b"long " * 50_000] * 400]
        self.pieces.append((after + tu(tuid="c") + END).encode())

    def read(self, size: int | None = -1) -> bytes:
        return self.pieces.pop(0) if self.pieces else b""


class Endless(io.RawIOBase):
    """A memory of many units, made as it is read."""

    def __init__(self, blocks: int) -> None:
        units = "".join(tu(tuid=str(number)) for number in range(500)).encode()
        self.pieces = iter([HEAD.encode(), *[units] * blocks, END.encode()])

    def read(self, size: int | None = -1) -> bytes:
        return next(self.pieces, b"")


def test_memory_does_not_grow_with_the_file():
    peaks = []
    for blocks in (5, 50):
        tracemalloc.start()
        units = read_units(Endless(blocks))  # type: ignore[arg-type]
        with Path(os.devnull).open("wb") as sink:
            writer = TmxWriter(sink, header_for())
            writer.write_all(units)
            writer.close()
        assert writer.count == 500 * blocks
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] * 1.5


def test_a_segment_of_100_mb_costs_only_itself():
    rejects: list[reader_module.Reject] = []
    units = list(read_units(Long(), rejects.append))  # type: ignore[arg-type]
    assert [unit.tuid for unit in units] == ["a", "c"]
    assert [(reject.line, reject.reason) for reject in rejects] == [(9, "larger than 4,194,304 characters")]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is empty"),
        (b"PK\x03\x04 not xml", "not a TMX file"),
        ("只是文字".encode(), "not a TMX file"),
        (b"\x1f\x8bbroken", "damaged at its start"),
        (b"<tbx><body/></tbx>", "not a TMX file"),
    ],
)
def test_what_is_no_memory_is_refused_in_one_line(data, message):
    with pytest.raises(DuizhaoError, match=message) as caught:
        read_bytes(data)
    assert "\n" not in str(caught.value)


def test_missing_file_is_refused(tmp_path):
    with pytest.raises(DuizhaoError, match="no such file"):
        TmxReader(tmp_path / "none.tmx")


@pytest.mark.parametrize("where", range(5, 100, 5))
def test_a_file_cut_off_gives_all_whole_units_before_the_cut(where):
    body = "".join(tu(tuid=str(i)) for i in range(50))
    data = (HEAD + body + END).encode()
    cut = len(HEAD.encode()) + len(body.encode()) * where // 100
    units, rejects = read_bytes(data[:cut])
    whole = data[:cut].count(b"</tu>")
    assert [unit.tuid for unit in units] == [str(i) for i in range(whole)]
    assert any("cut off" in reason for reason in rejects)


def damaged(seed: int) -> bytes:
    """A memory of 30 units, damaged in one of ten ways."""
    rng = random.Random(seed)
    units = [tu(tuid=str(i), en=f"{EN} {rng.random()}") for i in range(30)]
    data = (HEAD + "".join(units) + END).encode()
    place = rng.randrange(len(HEAD) + 200, len(data) - 40)
    kinds = {
        0: lambda: data[:place],
        1: lambda: data[:place] + rng.randbytes(rng.randrange(1, 60)) + data[place:],
        2: lambda: data.replace(b'encoding="UTF-8"', b'encoding="UTF-16"'),
        3: lambda: data[:place] + bytes([rng.randrange(32)]) + data[place:],
        4: lambda: data[:place] + b"<tu>" + data[place:],
        5: lambda: data[:place] + b"</seg></tu>" + data[place:],
        6: lambda: data[:place] + b"&bomb;" * 50 + data[place:],
        7: lambda: data[:place] + b"<!-- " + data[place:],
        8: lambda: data[:place] + b"<seg>" * 2000 + data[place:],
        9: lambda: data[: place // 2] + data[place:],
    }
    return kinds[seed % 10]()


@pytest.mark.parametrize("seed", range(200))
def test_damaged_files_keep_the_units_before_the_damage(seed):
    data, good = damaged(seed), damaged_reference(seed)
    units, rejects = read_bytes(data)
    if seed % 10 == 2:
        assert (len(units), rejects) == (30, [])
        return
    ends = min(len(data), len(good))
    same = next((place for place in range(ends) if data[place] != good[place]), ends)
    before = data[:same].count(b"</tu>")
    assert [unit.tuid for unit in units[:before]] == [str(i) for i in range(before)]
    assert all("\n" not in reason for reason in rejects)
    # a piece taken out from the middle of one unit to the middle of another may leave a whole unit
    assert rejects or len(units) >= 29 or seed % 10 == 9


def damaged_reference(seed: int) -> bytes:
    rng = random.Random(seed)
    return (HEAD + "".join(tu(tuid=str(i), en=f"{EN} {rng.random()}") for i in range(30)) + END).encode()


def test_blocks_of_any_size_give_the_same(monkeypatch):
    body = "".join(
        [
            tu(tuid="1"),
            "<!-- x -->",
            tu(tuid="2", en="R&D"),
            tu(tuid="3", en='<hi type="a">b</hi>'),
            "junk",
            tu(tuid="4"),
        ]
    )
    expected = read(body)
    for size in (1, 2, 3, 7, 64, 300):
        monkeypatch.setattr("duizhao.tmx.source.SIZE", max(size, 1))
        head = (HEAD + body + END).encode()
        # the first block must hold the XML declaration
        stream = Slow(head, size)
        rejects: list[reader_module.Reject] = []
        units = list(read_units(stream, rejects.append))
        assert (units, [f"{r.line}: {r.reason}" for r in rejects]) == expected


class Slow(io.BytesIO):
    """A stream that gives its head at once and then few bytes a read."""

    def __init__(self, data: bytes, size: int) -> None:
        super().__init__(data)
        self.size = size

    def read(self, size: int | None = -1) -> bytes:
        return super().read(80 if self.tell() == 0 else self.size)


GOOD = st.characters(exclude_categories=["Cs", "Cc", "Cf", "Cn", "Zl", "Zp"])
TEXT = st.text(GOOD, max_size=20).map(partial(unicodedata.normalize, "NFC"))
LANGUAGE = st.sampled_from(["", "en"])
PROPS = st.lists(st.builds(Prop, st.sampled_from(["x-document", "x-a&b"]), TEXT, LANGUAGE), max_size=3)
NOTES = st.lists(st.builds(Note, TEXT, LANGUAGE), max_size=2)
VARIANTS = st.lists(
    st.builds(
        Variant,
        st.sampled_from(["zh-CN", "en", "EN-US", "fr"]),
        TEXT,
        st.just(""),
        st.sampled_from([(), (("changedate", "20210804T000000Z"),)]),
        PROPS.map(tuple),
        NOTES.map(tuple),
    ),
    min_size=1,
    max_size=3,
)
UNITS = st.lists(
    st.builds(
        Unit,
        TEXT.map(str.strip),
        VARIANTS.map(tuple),
        PROPS.map(tuple),
        NOTES.map(tuple),
        st.sampled_from([(), (("creationdate", "20210804T000000Z"), ("segtype", "sentence"))]),
        st.just(0),
        st.just(()),
    ),
    max_size=5,
)


@given(UNITS)
def test_what_is_written_is_read(tmp_path_factory, units):
    folder = tmp_path_factory.mktemp("round")
    write_units(units, folder / "a.tmx", header_for())
    back = list(read_units(folder / "a.tmx"))
    assert [unit._replace(line=0) for unit in back] == units
    write_units(back, folder / "b.tmx", TmxReader(folder / "a.tmx").header)
    assert (folder / "a.tmx").read_bytes() == (folder / "b.tmx").read_bytes()


PIECES = st.sampled_from(
    [
        *(
            "<tu>",
            "</tu>",
            "<tu ",
            "<tuv xml:lang='zh'>",
            "</tuv>",
            "<seg>",
            "</seg>",
            "<!--",
            "-->",
            "<![CDATA[",
            "]]>",
            "&",
        ),
        *(
            "&amp;",
            "&#0;",
            "&#x110000;",
            "<note>",
            "</note>",
            "</body>",
            "</tmx>",
            "<body>",
            "<prop type='x'>",
            "</prop>",
        ),
        *("<", ">", '"', "报告", "\x00", "\n", "<ph/>", "<a:b/>", "xml:lang=", "<?", "?>", "<tu", "tuid='", " "),
        tu(),
        tu(tuid="a", en="<hi>b</hi>"),
    ]
)


@settings(max_examples=300)
@given(st.lists(PIECES, max_size=25).map("".join), st.binary(max_size=8))
def test_nothing_in_a_body_is_a_crash(body, noise):
    data = (HEAD + body).encode() + noise + (tu(tuid="last") + END).encode()
    units, rejects = read_bytes(data)
    assert all(isinstance(unit, Unit) for unit in units)
    assert rejects or units[-1].tuid == "last"


@settings(max_examples=200)
@given(st.lists(PIECES | st.sampled_from([HEAD, "<tmx", "<header", "/>", "encoding='x'", "<!DOCTYPE"]), max_size=12))
def test_nothing_in_a_head_is_a_crash(pieces):
    message = ""
    try:
        read_bytes("".join(pieces).encode())
    except DuizhaoError as error:
        message = str(error)
    assert "\n" not in message


def test_primary_codes():
    assert [primary(code) for code in ("ZH_cn", "zho-Hans", "eng", "EN-gb", "fr-FR", "")] == [
        "zh",
        "zh",
        "en",
        "en",
        "fr",
        "",
    ]
