import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from duizhao.cli import cli
from duizhao.errors import DuizhaoError
from duizhao.language.segmentation import RULES
from duizhao.tmx.model import Prop, Unit, Variant
from duizhao.tmx.reader import read_units
from duizhao.tmx.writer import header_for, write_units
from lxml import etree

TEXTS = [
    ("委员会审议了报告。", "It considered the report."),
    ("委员会通过了决议。", "It adopted the resolution."),
    ("委员会通过了决议。", "It adopted a resolution."),
    ("空", ""),
]
UNITS = [
    Unit(str(i), (Variant("zh-CN", zh), Variant("en", en)), (Prop("x-document", "A/1" if i == 1 else "A/2"),))
    for i, (zh, en) in enumerate(TEXTS, 1)
]


@pytest.fixture
def memory(tmp_path: Path) -> Path:
    write_units(UNITS, tmp_path / "m.tmx", header_for())
    return tmp_path / "m.tmx"


def run(*arguments: object, status: int = 0) -> Result:
    result = CliRunner().invoke(cli, ["tmx", *map(str, arguments)])
    assert result.exit_code == status, (result.output, result.exception)
    return result


def ids(path: Path) -> list[str]:
    return [unit.tuid for unit in read_units(path)]


def test_validate_and_fix(memory, tmp_path):
    assert "T301" in run("validate", memory).stdout
    bad = tmp_path / "bad.tmx"
    bad.write_text(memory.read_text(encoding="utf-8").replace("zh-CN", "zh_CN"), encoding="utf-8")
    result = run("validate", bad, "--fix", "-o", tmp_path / "good.tmx", status=1)
    assert f"{bad}:6 (1): error T103: the language code zh_CN has an underscore; write a hyphen" in result.stdout
    assert run("validate", tmp_path / "good.tmx", "--json").stdout.startswith("[")
    data = json.loads(run("validate", memory, bad, "--json", status=1).stdout)
    assert [report["errors"] for report in data] == [0, 4]


def test_stats(memory):
    data = json.loads(run("stats", memory, "--json").stdout)
    assert (data["units"], data["ambiguous"], data["languages"]["en"]["empty"]) == (4, 1, 1)
    assert "units                         4" in run("stats", memory).stdout


def test_clean_keeps_what_it_takes_out_in_a_file(memory, tmp_path):
    result = run("clean", memory, "-o", tmp_path / "c.tmx", "--removed", tmp_path / "removed.tsv")
    assert "taken out  empty" in result.stdout
    assert ids(tmp_path / "c.tmx") == ["1", "2", "3"]
    assert (tmp_path / "removed.tsv").read_text(encoding="utf-8").splitlines()[1].split("\t")[:3] == [
        "empty",
        "21",
        "4",
    ]
    run("clean", memory, "-o", tmp_path / "d.tmx", "--skip", "empty")
    assert len(ids(tmp_path / "d.tmx")) == 4


def test_split_and_merge(memory, tmp_path):
    result = run("split", memory, "--by", "x-document")
    assert [line.split("\t")[1] for line in result.stdout.splitlines()[:-1]] == ["1", "3"]
    assert result.stdout.splitlines()[-1] == "4 units in 2 files"
    run("merge", tmp_path / "m-A_1.tmx", tmp_path / "m-A_2.tmx", "-o", tmp_path / "all.tmx")
    assert (tmp_path / "all.tmx").read_bytes() == memory.read_bytes()
    assert "choose one of" in run("split", memory, status=2).output


def test_dedupe_filter_diff(memory, tmp_path):
    run("dedupe", memory, "--keep", "first", "-o", tmp_path / "d.tmx")
    assert ids(tmp_path / "d.tmx") == ["1", "2", "4"]
    assert "Chinese texts with several renderings: 1" in run("dedupe", memory, "--conflicts").output
    run("filter", memory, "-w", "document = A/2 and en ~ resolution", "-o", tmp_path / "f.tmx")
    assert ids(tmp_path / "f.tmx") == ["2", "3"]
    result = run("diff", memory, tmp_path / "f.tmx", "--json", status=1)
    assert [json.loads(line)["old"]["tuid"] for line in result.stdout.splitlines()] == ["1", "4"]
    assert "0 added, 0 removed, 0 changed" in run("diff", memory, memory).output


@pytest.mark.parametrize(
    ("arguments", "figures"),
    [
        (["stats"], {"units": 4, "not_read": 0}),
        (["clean", "-o", "x.tmx"], {"read": 4, "kept": 3, "removed": {"empty": 1}}),
        (["merge", "-o", "x.tmx"], {"written": 4, "language_pairs": ["zh-CN + en"]}),
        (
            ["split", "--count", "3", "-o", "x"],
            {"parts": [{"file": "x-001.tmx", "units": 3}, {"file": "x-002.tmx", "units": 1}]},
        ),
        (["dedupe", "--keep", "first", "-o", "x.tmx"], {"read": 4, "written": 3, "removed": 1}),
        (["filter", "-w", "en ~ resolution", "-o", "x.tmx"], {"read": 4, "written": 2}),
        (["convert", "-o", "x.tsv"], {"written": 4}),
    ],
)
def test_every_command_prints_its_figures_as_json(memory, tmp_path, monkeypatch, arguments, figures):
    monkeypatch.chdir(tmp_path)
    name, *rest = arguments
    data = json.loads(run(name, memory, *rest, "--json").stdout)
    assert {key: data[key] for key in figures} == figures


def test_conflicts_as_json(memory):
    data = json.loads(run("--json", "dedupe", memory, "--conflicts").stdout)
    assert [(one["zh"], [unit["tuid"] for unit in one["units"]]) for one in data["conflicts"]] == [
        (TEXTS[1][0], ["2", "3"])
    ]


def test_fix_and_its_output_go_together(memory, tmp_path):
    assert "need each other" in run("validate", memory, "--fix", status=2).output
    assert "need each other" in run("validate", memory, "-o", tmp_path / "x.tmx", status=2).output
    assert "one file" in run("validate", memory, memory, "--fix", "-o", tmp_path / "x.tmx", status=2).output


@pytest.mark.parametrize("name", ["m.tsv", "m.csv", "m.xlsx", "m.xlf", "m.jsonl", "m.moses", "m.tsv.gz"])
def test_convert_there_and_back(memory, tmp_path, name):
    run("convert", memory, "-o", tmp_path / name)
    run("convert", tmp_path / name, "-o", tmp_path / "back.tmx")
    assert [(u.zh, u.en) for u in read_units(tmp_path / "back.tmx")] == [(u.zh, u.en) for u in UNITS]


def test_convert_leaves_a_foreign_memory_s_codes_and_direction_unless_asked(memory, tmp_path):
    text = memory.read_text(encoding="utf-8").replace("zh-CN", "ZH-HANS").replace('"en"', '"EN-GB"')
    foreign = tmp_path / "foreign.tmx"
    foreign.write_text(text.replace('srclang="ZH-HANS"', 'srclang="EN-GB"'), encoding="utf-8")
    run("convert", foreign, "-o", tmp_path / "same.tmx")
    assert (tmp_path / "same.tmx").read_bytes() == foreign.read_bytes()
    run("convert", foreign, "-o", tmp_path / "m.xlf")
    assert 'source-language="EN-GB"' in (tmp_path / "m.xlf").read_text(encoding="utf-8")
    run("convert", foreign, "-o", tmp_path / "new.tmx", "--zh", "zh-CN")
    first = next(read_units(tmp_path / "new.tmx"))
    assert [variant.language for variant in first.variants] == ["zh-CN", "en"]
    assert isinstance(
        CliRunner()
        .invoke(cli, ["tmx", "convert", str(memory), "-o", str(tmp_path / "d.tmx"), "--date", "soon"])
        .exception,
        DuizhaoError,
    )


def test_convert_to_an_omegat_project(memory, tmp_path):
    run("convert", memory, "-o", tmp_path / "project", "--to", "omegat")
    assert (tmp_path / "project" / "omegat.project").is_file()


@pytest.mark.shared
def test_every_memory_that_a_command_writes_is_valid(memory, tmp_path, shared):
    schema = etree.XMLSchema(etree.parse(shared / "data" / "cat" / "tmx14.xsd"))
    foreign = tmp_path / "foreign.tmx"
    foreign.write_text(
        '<tmx version="1.1"><header lang="x"><prop>y</prop></header><body><tu lang="q"><note>n</note>'
        '<prop type="b">c</prop>'
        '<tuv lang="ZH-CN" x="y"><seg>a<bpt>x</bpt>b</seg></tuv>'
        '<tuv lang="EN"><prop type="d"/><seg>t<hi>h</hi></seg></tuv>'
        "<prop type='late'>z</prop></tu></body></tmx>",
        encoding="utf-8",
    )
    out = tmp_path / "out"
    out.mkdir()
    for path in (memory, foreign):
        run("clean", path, "-o", out / f"clean-{path.name}")
        run("dedupe", path, "--keep", "newest", "-o", out / f"dedupe-{path.name}")
        run("filter", path, "--where", "zh-length >= 0", "-o", out / f"filter-{path.name}")
        run("split", path, "--count", 2, "-o", out / f"split-{path.name}")
        run("convert", path, "-o", out / f"convert-{path.name}")
        run("convert", path, "-o", out / f"plain-{path.name}", "--plain", "--source", "en")
        run("merge", path, "-o", out / f"merge-{path.name}")
        run("validate", path, "--fix", "-o", out / f"fix-{path.name}", status=1 if path == foreign else 0)
    written = sorted(out.iterdir())
    assert len(written) == 17
    for path in written:
        schema.assertValid(etree.parse(path))


def test_srx_is_the_library_s_own(tmp_path):
    run("srx", "-o", tmp_path / "un.srx")
    assert (tmp_path / "un.srx").read_bytes() == RULES.read_bytes()


def test_broken_units_are_counted_and_kept_in_a_file(memory, tmp_path):
    text = memory.read_text(encoding="utf-8").replace("the report", "the <report")
    memory.write_text(text[: len(text) - 40], encoding="utf-8")
    result = run("stats", memory, "--rejects", tmp_path / "r.tsv")
    assert "2 units read, 3 not" in result.output
    rows = (tmp_path / "r.tsv").read_text(encoding="utf-8").splitlines()
    assert [row.split("\t")[0] for row in rows] == ["line", "6", "21", "24"]


def test_nothing_is_read_and_written_over(memory):
    before = memory.read_bytes()
    result = CliRunner().invoke(cli, ["tmx", "clean", str(memory), "-o", str(memory)])
    assert isinstance(result.exception, DuizhaoError)
    assert memory.read_bytes() == before


def test_bad_input_is_one_line_and_status_2(tmp_path):
    (tmp_path / "x.tmx").write_text("no memory")
    command = [sys.executable, "-m", "duizhao", "tmx", "stats", str(tmp_path / "x.tmx")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "is not a TMX file" in done.stderr


WRITING = """
import sys
from duizhao.tmx.unit import Unit, Variant
from duizhao.tmx.writer import header_for, write_units
print("go", flush=True)
for run in range(1000):
    text = f"run {run} "
    units = (Unit(str(i), (Variant("zh-CN", text), Variant("en", text * 5))) for i in range(3000))
    write_units(units, sys.argv[1], header_for())
"""


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is not of Windows")
@pytest.mark.parametrize("seed", range(8))
def test_a_kill_leaves_the_old_file_or_the_new_one(tmp_path, seed):
    path = tmp_path / "m.tmx"
    write_units([Unit("0", (Variant("zh-CN", "旧"), Variant("en", "old")))], path, header_for())
    child = subprocess.Popen([sys.executable, "-c", WRITING, str(path)], stdout=subprocess.PIPE)
    assert child.stdout is not None
    child.stdout.readline()
    time.sleep(random.Random(seed).uniform(0, 0.15))
    child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdout.close()
    units = list(read_units(path))
    assert len(units) in (1, 3000)
    assert len({unit.zh for unit in units}) == 1
