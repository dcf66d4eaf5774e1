"""Every text for users has a Chinese translation with the same places to fill in."""

import ast
import dataclasses
import re
import string
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import get_args

import click
import duizhao
import polib
import pytest
import regex
from duizhao.cli import cli
from duizhao.commands import COMMANDS
from duizhao.commands.screen import _NAMES
from duizhao.commands.tm import _LABELS
from duizhao.corpora import file_types
from duizhao.corpora.document import Kind as BlockKind
from duizhao.corpora.sample import read_sample
from duizhao.i18n import _, current_language, set_language
from duizhao.language.other_languages import OTHER_LANGUAGES
from duizhao.memory.maintenance import MemoryFigures
from duizhao.memory.pretranslation import BANDS, words_name
from duizhao.qa.checks import CHECKS
from duizhao.terms.extraction.candidates import Kind
from duizhao.terms.glossary import CONCEPT_FIELDS, TERM_FIELDS, ConceptStatus, Glossary, TermKind, TermStatus
from duizhao.terms.merging import statistics
from duizhao.tmx.tools.validate import RULES

HOME = Path(duizhao.__file__).parent
OUTSIDE = {"tests", "build", ".tox", ".venv"}
# the words of reports that carry both languages at once
WORDING = HOME / "qa" / "wording.toml"

# why a line is taken for running matter: layout.py and the readers say it in these words
FURNITURE = (
    "bar code",
    "deleted text",
    "hidden text",
    "job number",
    "link",
    "navigation",
    "page foot",
    "page layout",
    "page number",
    "rule",
    "running head",
    "turned text",
)
# what click says, in versions 8.1 to 8.5
CLICK = (
    "(Did you mean one of: {possibilities}?)",
    "Argument {name!r} takes {nargs} values.",
    "Did you mean {possibility}?",
    "Error: {message}",
    "Got unexpected extra argument ({args})",
    "Got unexpected extra arguments ({args})",
    "Invalid value for {param_hint}: {message}",
    "Invalid value: {message}",
    "Missing argument",
    "Missing command.",
    "Missing option",
    "No such command {name!r}.",
    "No such option {name!r}.",
    "No such option: {name}",
    "Option {name!r} does not take a value.",
    "Option {name!r} requires an argument.",
    "Option {name!r} requires {nargs} arguments.",
    "Options",
    "Show the version and exit.",
    "Try '{command} {option}' for help.",
    "default: {default}",
    "directory",
    "env var: {var}",
    "file",
    "required",
    "{name} {filename!r} does not exist.",
    "{name} {filename!r} is a directory.",
    "{name} {filename!r} is a file.",
    "{value!r} is not a valid {number_type}.",
    "{value!r} is not one of {choices}.",
    "{value!r} is not {choice}.",
    "{value} is not in the range {range}.",
)


def commands(command: click.Command = cli) -> Iterator[click.Command]:
    """Yield every command and group of the command line."""
    yield command
    if isinstance(command, click.Group):
        context = click.Context(command, **cli.context_settings)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from commands(below)


def parameters() -> Iterator[click.Parameter]:
    for command in commands():
        yield from command.get_params(click.Context(command, **cli.context_settings))


PARAGRAPHS = [text for command in commands() for text in (command.help or "").split("\n\n")]
# texts that reach ``_()`` in a variable: file and expression -> where they come from
TABLES: dict[tuple[str, str], Iterable[str]] = {
    ("align/documents.py", "block.kind"): set(get_args(BlockKind)) - {"front"},
    ("cli.py", "line"): COMMANDS.values(),
    ("commands/grammar.py", "(self.help or '').partition('\\n\\n')[0]"): PARAGRAPHS,
    ("commands/grammar.py", "one if count == 1 else several"): CLICK,
    ("commands/grammar.py", "paragraph"): PARAGRAPHS,
    ("commands/grammar.py", "piece"): ["[OPTIONS]", "COMMAND [ARGS]..."],
    ("commands/grammar.py", "self.help or ''"): [getattr(param, "help", "") or "" for param in parameters()],
    ("commands/grammar.py", "self.metavar"): [param.metavar or "" for param in parameters()],
    ("commands/grammar.py", "self.metavar or self.name.upper()"): [
        param.metavar or str(param.name).upper() for param in parameters() if isinstance(param, click.Argument)
    ],
    ("commands/qa.py", "check.doc"): [check.doc for check in CHECKS.values()],
    ("commands/screen.py", "item.reason"): FURNITURE,
    ("commands/screen.py", "_NAMES.get(name, name)"): _NAMES.values(),
    ("commands/tm.py", "name"): [name for name, _least in BANDS if name.isalpha()],
    ("commands/tm.py", "_LABELS.get(name, name.replace('_', ' '))"): [
        _LABELS.get(field.name, field.name.replace("_", " ")) for field in dataclasses.fields(MemoryFigures)
    ],
    ("commands/tm.py", "words"): [words_name("zh"), words_name("en")],
    ("corpora/file_types.py", "name"): [
        *file_types._OTHERS.values(),
        *file_types._PACKAGES.values(),
        *file_types._OTHER_OPEN_DOCUMENTS.values(),
        *file_types._LATER.values(),
        "an Excel, PowerPoint or other Office file",
        "a web archive or e-mail",
        "an XML file",
        "JSON data",
    ],
    ("corpora/file_types.py", "known"): file_types._XML_FILES.values(),
    ("corpora/reading.py", "other"): OTHER_LANGUAGES,
    ("terms/data/review.html", "kind"): set(get_args(Kind)) - {"known"},
    ("terms/glossary.py", "what"): [
        *CONCEPT_FIELDS,
        *(f"{name} of a term" for name in TERM_FIELDS),
        "status of the concept",
        "status of a term",
    ],
    ("commands/term.py", "concept.status"): get_args(ConceptStatus),
    ("commands/term.py", "term.status"): set(get_args(TermStatus)) - {"preferred", "accepted"},
    ("commands/term.py", "term.kind"): {"acronym", "short"} & set(get_args(TermKind)),
    ("commands/terms.py", "name"): statistics(Glossary([], "")),
    ("commands/terms.py", "each"): [*get_args(ConceptStatus), *get_args(TermStatus), *filter(None, get_args(TermKind))],
    ("terms/validation.py", "name"): ["Chinese", "English"],
    ("tmx/tools/validate.py", "problem.rule.severity"): {rule.severity for rule in RULES.values()},
    ("tmx/tools/validate.py", "rule.severity"): {rule.severity for rule in RULES.values()},
    ("tmx/tools/validate.py", "RULES[code].message"): {rule.message for rule in RULES.values()} - {"{detail}"},
    ("tmx/tools/validate.py", "RULES['T001'].message"): [RULES["T001"].message],
}


@cache
def calls() -> tuple[tuple[str, str | None, str], ...]:
    """Return file, literal text or None, and source of each argument of ``_()``, in the code and in the templates."""
    return tuple(_calls())


def _calls() -> Iterator[tuple[str, str | None, str]]:
    for path in sorted(HOME.rglob("*")):
        place = path.relative_to(HOME)
        if OUTSIDE & set(place.parts):
            continue
        if path.suffix == ".py":
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_":
                    yield place.as_posix(), literal(node.args[0]), ast.unparse(node.args[0])
        elif path.suffix == ".html":
            for expression in re.findall(r"\b_\((.+?)\)\s*\}\}", path.read_text(encoding="utf-8")):
                yield place.as_posix(), literal(ast.parse(expression, mode="eval").body), expression


def literal(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def messages() -> Iterator[str]:
    """Yield every text that may be shown in Chinese."""
    yield from (text for _file, text, _source in calls() if text is not None)
    yield from (text for texts in TABLES.values() for text in texts if text)


def fields(text: str) -> list[str]:
    return sorted(name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name is not None)


@pytest.fixture(scope="module")
def catalogue() -> dict[str, str]:
    return {entry.msgid: entry.msgstr for entry in polib.pofile(str(HOME / "locale" / "zh.po"))}


@pytest.fixture
def language() -> Iterator[None]:
    """Put the language back when a test is over."""
    before = current_language()
    yield
    set_language(before)


def test_every_message_has_a_translation(catalogue: dict[str, str]) -> None:
    assert sorted({text for text in messages() if not catalogue.get(text)}) == []


def test_every_variable_message_comes_from_a_known_table() -> None:
    assert {(file, source) for file, text, source in calls() if text is None} == set(TABLES)


def test_running_matter_has_known_names() -> None:
    reasons = {item.reason for document in read_sample() for item in document.running_matter}
    assert reasons
    assert reasons <= set(FURNITURE)


def test_translations_fill_in_the_same_places(catalogue: dict[str, str]) -> None:
    assert [text for text, translated in catalogue.items() if fields(text) != fields(translated)] == []


# how the Chinese of the United Nations is set: parentheses are ASCII, other marks are Chinese and stand without a space
FAULTS_OF_TYPE = {
    "a Chinese parenthesis": r"[（）]",
    "an ASCII mark after a Chinese character": r"\p{Han}[,;:?!]",
    "a space after a Chinese mark": r"[，；：。、] ",
    "a space between Chinese and Latin": r"\p{Han} +[A-Za-z0-9{(]|[A-Za-z0-9})] +\p{Han}",
    "a doubtful word": "置信|不详",
}


@pytest.mark.parametrize("fault", FAULTS_OF_TYPE)
def test_chinese_is_set_as_the_united_nations_sets_it(catalogue: dict[str, str], fault: str) -> None:
    assert len(catalogue) > 500
    typed = regex.compile(r"“duizhao .*?”|--?[a-z]+(?: \p{Han}+)+")  # what is typed at a command line has its spaces
    pattern = regex.compile(FAULTS_OF_TYPE[fault])
    assert [text for text in catalogue.values() if pattern.search(typed.sub("", text))] == []


def test_a_translation_ends_as_its_message_does(catalogue: dict[str, str]) -> None:
    def end(text: str) -> str:
        return text.rstrip().translate({ord("。"): ".", ord("："): ":", ord("？"): "?"}).replace("……", "…")[-1:]

    marks = set(".:?…")
    assert [
        text
        for text, translated in catalogue.items()
        if {end(text), end(translated)} & marks and end(text) != end(translated)
    ] == []


def test_no_translation_is_left_over(catalogue: dict[str, str]) -> None:
    assert sorted(set(catalogue) - set(messages())) == []


def test_entries_are_sorted_and_stand_once() -> None:
    texts = [entry.msgid for entry in polib.pofile(str(HOME / "locale" / "zh.po"))]
    assert texts == sorted(set(texts))


def test_reports_in_two_languages_have_both() -> None:
    for group, table in tomllib.loads(WORDING.read_text(encoding="utf-8")).items():
        for name, texts in table.items():
            assert set(texts) == {"en", "zh"}, (group, name)
            assert fields(texts["en"]) == fields(texts["zh"]), (group, name)


def test_the_language_is_chosen_by_option_then_by_locale(monkeypatch: pytest.MonkeyPatch, language: None) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    monkeypatch.delenv("DUIZHAO_LANG", raising=False)
    set_language(None)
    assert _("Chinese") == "中文"
    set_language("en")
    assert _("Chinese") == "Chinese"
