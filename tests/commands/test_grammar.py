"""The grammar of all commands: help in two languages, options that stand everywhere, inputs that are spared."""

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import duizhao
import pytest
import regex
from click.testing import CliRunner
from duizhao.cli import cli
from duizhao.commands import COMMANDS, grammar
from duizhao.errors import DuizhaoError
from duizhao.i18n import current_language, set_language
from duizhao.language.script import display_width

HOME = Path(duizhao.__file__).parent
ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", ROOT / "README.zh.md", *sorted((ROOT / "docs").glob("*.md"))]
# names of formats, files and fields stand in Latin letters in Chinese help too
LATIN = regex.compile(r"\b[A-Za-z]{2,}(?: [a-z]+){2,}")


def walk(command: click.Command = cli, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command, **cli.context_settings)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from walk(below, (*path, name))


TREE = dict(walk())
LEAVES = {path: command for path, command in TREE.items() if not isinstance(command, click.Group)}


@pytest.fixture(autouse=True)
def language() -> Iterator[None]:
    """Put the language back when a test is over."""
    before = current_language()
    yield
    set_language(before)


def run(*arguments: object) -> str:
    result = CliRunner().invoke(cli, [*map(str, arguments)], env={"DUIZHAO_LANG": "en"})
    assert result.exit_code == 0, (result.output, result.exception)
    return result.output


def program(*arguments: object, cwd: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "duizhao", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "DUIZHAO_LANG": "en", "PYTHONUTF8": "1"},
        cwd=cwd,
        check=False,
    )


def test_the_table_of_commands_says_what_the_commands_say() -> None:
    assert len(LEAVES) > 25
    for name, line in COMMANDS.items():
        assert (TREE[name,].help or "").split("\n\n")[0] == line


@pytest.mark.parametrize("path", TREE, ids=" ".join)
def test_help_in_english(path: tuple[str, ...]) -> None:
    shown = run(*path, "--help")
    assert shown.startswith(f"Usage: cli {' '.join(path)}".rstrip())
    assert "Examples:\n  duizhao " in shown
    assert not regex.search(r"\p{Han}", regex.sub(r"(?m)^  duizhao .*$|对照", "", shown))


@pytest.mark.parametrize("path", TREE, ids=" ".join)
def test_help_in_chinese_from_usage_to_placeholders(path: tuple[str, ...]) -> None:
    shown = run("--lang", "zh", *path, "--help")
    assert shown == run(*path, "--help", "--lang", "zh")
    assert shown.startswith("用法：cli")
    body = regex.sub(r"(?m)^  duizhao .*$", "", shown).removeprefix(f"用法：cli {' '.join(path)}")
    for english in ("OPTIONS", "FILE", "TEXT", "COMMAND", "Usage", "Show", "default", "required", "INTEGER"):
        assert not re.search(rf"\b{english}\b", body), english
    assert not LATIN.search(body)
    assert ": " not in body


@pytest.mark.parametrize("language_code", ["en", "zh"])
@pytest.mark.parametrize("path", TREE, ids=" ".join)
def test_columns_of_help_stand_in_line(path: tuple[str, ...], language_code: str) -> None:
    shown = run("--lang", language_code, *path, "--help")
    options = [line for line in shown.splitlines() if line.startswith("  -")]
    starts = {display_width(match[0]) for line in options if (match := re.match(r"  -.*?\S  +(?=\S)", line))}
    assert len(starts) == 1
    lines = [line for line in shown.splitlines() if not line.startswith("  duizhao ")]
    assert max(map(display_width, lines)) <= 100


def test_the_same_option_is_the_same_thing() -> None:
    seen: dict[str, set[tuple[str, ...]]] = {}
    for command in LEAVES.values():
        for option in command.get_params(click.Context(command, **cli.context_settings)):
            for name in option.opts if isinstance(option, click.Option) else ():
                seen.setdefault(name, set()).add(tuple(sorted(option.opts)))
    assert {name: forms for name, forms in seen.items() if len(forms) > 1} == {}
    assert seen["-o"] == {("--output", "-o")}
    assert seen["-m"] == {("--memory", "-m")}
    assert seen["-g"] == {("--glossary", "-g")}
    assert seen["-n"] == {("--limit", "-n")}


def words(line: str) -> list[str]:
    """The words of a command line of a page, without its comment and the prompt."""
    return shlex.split(line.replace("…", "x.tmx").removeprefix("$ "), comments=True)


def command_lines() -> Iterator[tuple[str, str]]:
    for path, command in TREE.items():
        assert isinstance(command, grammar.Command)
        for example in command.examples:
            yield f"help of {' '.join(path) or 'duizhao'}", example
    for page in PAGES:
        if page.is_file():
            text = page.read_text(encoding="utf-8")
            lines = re.findall(r"(?m)^(?: {4,}\$? ?|\$ )?(duizhao [^|\n]*)$", text)
            inline = re.findall(r"`(duizhao(?: [^`\n]+)?)`", text)
            for line in lines + [each for each in inline if not each.endswith(" …")]:
                yield page.name, line


LINES = [
    (place, part.strip())
    for place, line in command_lines()
    for part in line.split("&&")
    if part.strip().startswith("duizhao")
]


def parse(arguments: list[str]) -> click.Context:
    """Parse a command line to its last command, as click does, without running it."""
    context = cli.make_context("duizhao", arguments)
    while isinstance(context.command, click.Group) and (rest := [*context._protected_args, *context.args]):
        name, command, rest = context.command.resolve_command(context, rest)
        assert command is not None
        context = command.make_context(name, rest, parent=context)
    return context


def test_there_are_command_lines_in_the_pages() -> None:
    assert len(LINES) > 60
    assert {"README.md", "README.zh.md", "memory.md"} <= {place for place, _line in LINES} or not PAGES[0].is_file()


@pytest.mark.parametrize(("place", "line"), LINES)
def test_every_command_line_of_help_and_pages_is_understood(place: str, line: str) -> None:
    try:
        context = parse(words(line.replace("[", "").replace("]", ""))[1:])
    except click.exceptions.MissingParameter:
        assert "`" not in line
        assert place.endswith(".md")
        assert len(words(line)) <= 3, line  # a command that is named, not used
    except click.exceptions.NoArgsIsHelpError:
        assert len(words(line)) <= 2
    except click.exceptions.Exit:  # --help, --list
        pass
    else:
        assert not isinstance(context.command, click.Group) or len(words(line)) <= 2


def test_json_stands_before_or_after_the_command(tmp_path: Path) -> None:
    (tmp_path / "g.tsv").write_text("zh\ten\n缔约国\tState party\n", encoding="utf-8")
    after = run("terms", "stats", tmp_path / "g.tsv", "--json")
    assert json.loads(after)["concepts"] == 1
    assert run("--json", "terms", "stats", tmp_path / "g.tsv") == after
    assert run("terms", "--json", "stats", tmp_path / "g.tsv") == after
    assert run("terms", "stats", tmp_path / "g.tsv") != after


def test_where_a_command_has_no_figures_json_is_refused_in_one_line(tmp_path: Path) -> None:
    for arguments in (["--json", "tmx", "srx", "-o", "un.srx"], ["tmx", "srx", "-o", "un.srx", "--json"]):
        done = program(*arguments, cwd=tmp_path)
        assert done.returncode == 2
        assert done.stderr.startswith("duizhao: ")
        assert done.stderr.count("\n") == 1
    assert not (tmp_path / "un.srx").exists()


def test_wrong_use_is_one_line_in_the_language_chosen(tmp_path: Path) -> None:
    for arguments in (["--lang", "zh", "align"], ["align", "--lang", "zh"]):
        done = program(*arguments, cwd=tmp_path)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr == "duizhao：缺少参数“中文文件”。用法见“duizhao align --help”。\n"
    wrong = program("tm", "search", "--lang", "zh", "x", "-m", "y", "-n", "0", cwd=tmp_path).stderr
    assert wrong == "duizhao：“-n”/“--limit”的值无效：0超出允许范围：不小于1。用法见“duizhao tm search --help”。\n"
    done = program("--lang", "zh", "tmx", "clear", cwd=tmp_path)
    assert done.stderr == "duizhao：没有“clear”命令。是否要用“clean”？用法见“duizhao tmx --help”。\n"
    done = program("tmx", "clear", cwd=tmp_path)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)


def test_debug_stands_before_or_after_and_a_file_may_have_its_name(tmp_path: Path) -> None:
    for arguments in (["--debug", "term", "x", "-g", "none.tsv"], ["term", "x", "-g", "none.tsv", "--debug"]):
        assert "Traceback" in program(*arguments, cwd=tmp_path).stderr
    done = program("terms", "stats", "--", "--debug", cwd=tmp_path)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert done.stderr.startswith("duizhao: --debug: ")
    (tmp_path / "--debug").write_text("zh\ten\n缔约国\tState party\n", encoding="utf-8")
    assert "1" in program("terms", "stats", "--from", "tsv", "--", "--debug", cwd=tmp_path).stdout


def test_a_language_of_one_run_is_not_that_of_the_next() -> None:
    assert "用法" in run("--lang", "zh", "term", "--help")
    assert "Usage" in run("term", "--help")


def test_a_text_too_long_for_a_file_name_is_a_text(tmp_path: Path) -> None:
    result = CliRunner().invoke(cli, ["--lang", "en", "tm", "search", "办" * 5000, "-m", str(tmp_path / "none.db")])
    assert "none.db" in str(result.exception)


@pytest.mark.parametrize(
    "arguments",
    [
        ["terms", "convert", "g.tsv", "-o", "g.tsv"],
        ["terms", "merge", "g.tsv", "h.tsv", "-o", "h.tsv"],
        ["tmx", "convert", "g.tsv", "-o", "g.tsv"],
        ["tm", "pretranslate", "g.tsv", "-m", "h.tsv", "-o", "h.tsv"],
        ["qa", "g.tsv", "--accept", "g.tsv"],
    ],
)
def test_no_command_writes_over_what_it_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("g.tsv", "h.tsv"):
        (tmp_path / name).write_text("zh\ten\n缔约国\tState party\n", encoding="utf-8")
    result = CliRunner().invoke(cli, arguments)
    assert isinstance(result.exception, DuizhaoError)
    assert "is an input" in str(result.exception)
    assert (tmp_path / "g.tsv").read_text(encoding="utf-8").startswith("zh\ten\n")


@pytest.mark.parametrize("words", [["tmx", "srx", "-o", "un.srx"], ["tm", "serve", "-m", "a.db"], ["terms", "shell"]])
def test_json_is_refused_in_the_same_words_before_and_after_a_command(words: list[str]) -> None:
    said = [CliRunner().invoke(cli, line).output for line in (["--json", *words], [*words, "--json"])]
    assert said[0] == said[1]
    assert "has no --json" in said[0]
    assert "--json" not in run(*words[:2], "--help")
