import json

from click.testing import CliRunner
from duizhao.cli import cli
from duizhao.tmx.bitexts import read_tmx
from duizhao.tmx.formats.bitext_files import read_pairs


def test_the_demo_writes_three_files_and_says_where(tmp_path):
    folder = tmp_path / "new" / "demo"
    result = CliRunner().invoke(cli, ["demo", "-o", str(folder)])
    assert result.exit_code == 0
    assert sorted(path.name for path in folder.iterdir()) == ["sample.html", "sample.tmx", "sample.tsv"]
    assert str(folder / "sample.html") in result.output
    table, memory = read_pairs(folder / "sample.tsv"), read_tmx(folder / "sample.tmx")
    assert len(memory.matched) == len(table.matched) > 100
    assert any("重建得更好" in pair.zh and "build back better" in pair.en.lower() for pair in table.matched)


def test_the_demo_again_gives_the_same_and_keeps_nothing_else(tmp_path):
    first = CliRunner().invoke(cli, ["demo", "-o", str(tmp_path)])
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    second = CliRunner().invoke(cli, ["demo", "-o", str(tmp_path), "--json"])
    assert json.loads(second.stdout)["written"] == [
        str(tmp_path / f"sample.{suffix}") for suffix in ("tmx", "tsv", "html")
    ]
    assert first.exit_code == second.exit_code == 0
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
