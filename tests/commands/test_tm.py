"""``duizhao tm`` as a user types it."""

import json
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from duizhao.cli import cli
from duizhao.tmx.reader import read_units

TMX = """<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4">
<header creationtool="t" creationtoolversion="1" segtype="sentence" o-tmf="t" adminlang="en-US" srclang="zh-CN"
 datatype="plaintext"/>
<body>
<tu tuid="p1.1" changedate="20210804T093000Z"><note>checked</note><prop type="x-document">A/99/1</prop>\
<prop type="x-label">1</prop><prop type="x-client">UN</prop>
<tuv xml:lang="zh-Hans"><seg>截至2023年，基金设有95个办事处。</seg></tuv>
<tuv xml:lang="en-GB"><seg>As at 2023, the Fund had 95 offices &amp; centres.</seg></tuv></tu>
<tu tuid="p2.1"><prop type="x-document">A/99/2</prop>
<tuv xml:lang="zh-CN"><seg>=各国重建得更好。</seg></tuv>
<tuv xml:lang="en"><seg>=States built back better.</seg></tuv></tu>
<tu tuid="p3.1"><tuv xml:lang="zh-CN"><seg>只有中文。</seg></tuv></tu>
</body></tmx>
"""


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, ["tm", *map(str, arguments)])


@pytest.fixture
def memory(tmp_path: Path) -> Path:
    (tmp_path / "old.tmx").write_text(TMX, encoding="utf-8")
    result = run("import", tmp_path / "old.tmx", "-m", tmp_path / "my.db", "--rejects", tmp_path / "rejects.tsv")
    assert result.exit_code == 0, result.output
    assert result.stdout == "2 units read: 2 added, 0 replaced, 0 unchanged, 0 kept as they were\n"
    assert "no English text" in result.stderr
    assert "只有中文。" in (tmp_path / "rejects.tsv").read_text(encoding="utf-8")
    return tmp_path / "my.db"


def test_import_again_changes_nothing(memory: Path) -> None:
    before = memory.read_bytes()
    result = run("import", memory.with_name("old.tmx"), "-m", memory, "--json")
    counts = json.loads(result.stdout)
    assert (counts["unchanged"], counts["added"], counts["replaced"], len(counts["rejects"])) == (2, 0, 0, 1)
    assert memory.read_bytes() == before


def test_search_shows_and_marks(memory: Path) -> None:
    result = run("search", "-m", memory, "截至2024年，基金设有103个办事处。", "--fill")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        " 99 %  A/99/1 1 2021-08-04 #1",
        "       截至‹2023›年，基金设有‹95›个办事处。",
        "       As at 2024, the Fund had 103 offices & centres.",
    ]
    assert "‹重建得更好›" in run("search", "-m", memory, "重建得更好").stdout
    assert "‹built›" in run("search", "-m", memory, "build", "--stem", "--how", "concordance").stdout


def test_search_as_json_and_without_a_hit(memory: Path) -> None:
    (hit,) = json.loads(run("search", "-m", memory, "--json", "--how", "exact", "=States  built back better.").stdout)
    assert (hit["percent"], hit["zh"], hit["document"]) == (100, "=各国重建得更好。", "A/99/2")
    nothing = run("search", "-m", memory, "裁军")
    assert (nothing.exit_code, nothing.stdout) == (1, "")
    assert run("search", "-m", memory, "--json", "裁军").stdout == "[]\n"


def test_export_gives_back_what_came(memory: Path, tmp_path: Path) -> None:
    assert run("export", "-o", tmp_path / "new.tmx.gz", "-m", memory).exit_code == 0
    before = [unit for unit in read_units(tmp_path / "old.tmx") if unit.en]
    after = [*read_units(tmp_path / "new.tmx.gz")]
    assert [(unit.tuid, unit.zh, unit.en, unit.notes, unit.changed) for unit in after] == [
        (unit.tuid, unit.zh, unit.en, unit.notes, unit.changed) for unit in before
    ]
    assert set(before[0].props) == set(after[0].props)
    assert [variant.language for variant in after[0].variants] == ["zh-Hans", "en-GB"]


def test_pretranslate_prints_and_writes_the_table(memory: Path, tmp_path: Path) -> None:
    source = tmp_path / "new.txt"
    source.write_text("截至2024年，基金设有103个办事处。各国重建得更好。\n这一句从来没有翻译过。\n", encoding="utf-8")
    result = run(
        "pretranslate",
        source,
        "-m",
        memory,
        "-o",
        tmp_path / "out.xlf",
        "--leverage",
        tmp_path / "bands.csv",
        "--source",
        "zh",
    )
    assert result.exit_code == 0, result.output
    rows = {line.split()[0]: line.split()[1] for line in result.stdout.splitlines()}
    assert rows == {
        "match": "segments",
        "100": "0",
        "95-99": "1",
        "85-94": "1",
        "75-84": "0",
        "none": "1",
        "total": "3",
    }
    assert (tmp_path / "out.xlf").read_bytes().count(b"<trans-unit") == 3
    assert (tmp_path / "bands.csv").read_text(encoding="utf-8").splitlines()[2].startswith("95-99,1,33.3,")
    bad = run("pretranslate", source, "-m", memory, "-o", tmp_path / "out.docx")
    assert bad.exit_code != 0
    assert not (tmp_path / "out.docx").exists()


def test_stats_remove_compact(memory: Path) -> None:
    figures = json.loads(run("stats", "-m", memory, "--json").stdout)
    assert (figures["units"], figures["documents"]) == (2, [["A/99/1", 1], ["A/99/2", 1]])
    assert "A/99/2" in run("stats", "-m", memory).stdout
    assert run("remove", "-m", memory).exit_code == 2
    assert run("remove", "-m", memory, "--document", "A/99/1", "--id", "2").stdout == "2 units removed\n"
    assert run("compact", "-m", memory).exit_code == 0
    assert json.loads(run("stats", "-m", memory, "--json").stdout)["units"] == 0
    assert run("search", "-m", memory, "办事处").exit_code == 1


def test_every_command_prints_its_figures_as_json(memory: Path) -> None:
    exported = run("export", "-m", memory, "-o", memory.with_name("x.tmx"), "--json")
    assert json.loads(exported.stdout) == {"written": 2}
    assert json.loads(run("remove", "-m", memory, "--id", "1", "--json").stdout) == {"removed": 1}
    assert set(json.loads(run("compact", "-m", memory, "--json").stdout)) == {"bytes_before", "bytes"}
    (memory.parent / "new.txt").write_text("各国重建得更好。\n", encoding="utf-8")
    rows = json.loads(
        run("pretranslate", memory.parent / "new.txt", "-m", memory, "-o", memory.with_name("x.txt"), "--json").stdout
    )
    assert sum(row["segments"] for row in rows) == 1


def test_errors_are_one_line(tmp_path: Path) -> None:
    (tmp_path / "other.db").write_bytes(b"SQLite format 3\0" + bytes(200))
    (tmp_path / "broken.tmx").write_text("not a memory", encoding="utf-8")
    for arguments in (
        ["search", "-m", "none.db", "办"],
        ["search", "-m", "other.db", "办"],
        ["search", "-m", "other.db", "办", "--json"],
        ["import", "broken.tmx", "-m", "new.db"],
        ["import", "none.tmx", "-m", "new.db"],
        ["import", "broken.tmx", "-m", "other.db"],
        ["stats", "-m", "."],
        ["export", "-o", "x.tmx", "-m", "other.db"],
        ["serve", "-m", "none.db"],
    ):
        done = subprocess.run(
            [sys.executable, "-m", "duizhao", "tm", *arguments], cwd=tmp_path, capture_output=True, text=True
        )
        assert done.returncode == 2, arguments
        assert done.stdout == ""
        assert done.stderr.startswith("duizhao: ")
        assert done.stderr.count("\n") == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["broken.tmx", "other.db"]


def test_serve_answers_until_it_is_stopped(memory: Path) -> None:
    pytest.importorskip("uvicorn", reason="the extra 'serve' is not installed")
    command = [sys.executable, "-m", "duizhao", "tm", "serve", "-m", str(memory), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        address = server.stderr.readline().split()[2].rstrip(";")
        try:
            for _turn in range(100):
                try:
                    answer = urllib.request.urlopen(f"{address}search?q=built&how=concordance")
                    break
                except urllib.error.URLError:
                    time.sleep(0.1)
            assert json.load(answer)["hits"][0]["document"] == "A/99/2"
            port = address.rstrip("/").rpartition(":")[2]
            taken = subprocess.run([*command[:-1], port], capture_output=True, text=True)
            assert (taken.returncode, taken.stderr.count("\n")) == (2, 1)
        finally:
            server.terminate()
