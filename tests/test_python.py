"""The Python door: what it shows, its examples, its page (``python tests/test_python.py > docs/python.md``)."""

import ast
import dataclasses
import doctest
import inspect
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import duizhao as dz
import pytest
from duizhao.corpora.sample import FOLDER

GROUPS = {
    "Documents": ["read", "read_sample", "StructureOptions", "Document", "Block"],
    "Sentences": ["split_sentences"],
    "Alignment": [
        "align_documents",
        "align_files",
        "align_sentences",
        "BlockOptions",
        "SentenceOptions",
        "Bitext",
        "Pair",
        "Bead",
        "Encoder",
    ],
    "Files": ["write", "read_tmx"],
    "Memories": ["import_files", "ImportReport", "open_memory", "Memory", "Hit"],
    "Terms": ["load_glossary", "look_up", "Answer", "extract_terms", "Glossary", "Concept", "Term", "Candidate"],
    "Checks": ["check", "CheckResult", "Settings", "Finding"],
    "Errors": ["DuizhaoError"],
}
HEAD = """# From Python

    import duizhao as dz

Everything the command line does is a function here. A name is loaded when it is first used; all is typed; the examples
below run with the tests. This page is made from the docstrings.

"""


def page() -> str:
    """The page as Markdown."""
    parts = [HEAD]
    for group, names in GROUPS.items():
        parts.append(f"## {group}\n\n")
        parts += [_entry(name, getattr(dz, name)) for name in names]
    return "".join(parts).rstrip() + "\n"


def _entry(name: str, value: object) -> str:
    text = f"### {name}\n\n"
    if not inspect.isclass(value) or dataclasses.is_dataclass(value):
        text += f"    {_signature(name, value)}\n\n"
    text += _indented(inspect.getdoc(value) or "")
    if inspect.isclass(value):
        for key, member in sorted(vars(value).items()):
            if not key.startswith("_") and (inspect.isfunction(member) or isinstance(member, property)):
                doc = (inspect.getdoc(member) or "").split("\n")[0]
                label = key if isinstance(member, property) else _signature(key, member)
                text += f"- `{label}`: {doc}\n"
        text = text.rstrip() + "\n\n"
    return text


def _signature(name: str, value: object) -> str:
    """The call as the code has it; of a class its fields, with those that may be left out in brackets."""
    if inspect.isclass(value):
        fields = dataclasses.fields(value) if dataclasses.is_dataclass(value) else ()
        needed = [each.name for each in fields if each.default is each.default_factory is dataclasses.MISSING]
        others = [each.name for each in fields if each.name not in needed]
        joint = ", " if needed else ""
        return f"{name}({', '.join(needed)}{joint}[{', '.join(others)}])" if others else f"{name}({', '.join(needed)})"
    node = ast.parse(textwrap.dedent(inspect.getsource(value))).body[0]  # type: ignore[arg-type]
    assert isinstance(node, ast.FunctionDef)
    returns = f" -> {ast.unparse(node.returns)}" if node.returns and ast.unparse(node.returns) != "None" else ""
    return f"{name}({ast.unparse(node.args)}){returns}"


def _indented(doc: str) -> str:
    """The docstring's first paragraph as text, its sections as they are."""
    head, _, rest = doc.partition("\n\n")
    text = " ".join(head.split()) + "\n\n"
    if rest:
        text += "\n".join(f"    {line}".rstrip() for line in rest.split("\n")) + "\n\n"
    return text


HOME = Path(dz.__file__).resolve().parent
NAMES = [name for names in GROUPS.values() for name in names]


def test_dir_shows_the_public_names_and_nothing_else() -> None:
    assert set(dir(dz)) - set(dz._ROOMS) - {"__version__"} == set(NAMES)
    assert len(NAMES) == len(set(NAMES))


def test_types_and_table_name_the_same() -> None:
    tree = ast.parse((HOME / "__init__.py").read_text(encoding="utf-8"))
    block = next(node for node in tree.body if isinstance(node, ast.If))
    told = {(each.module, alias.name) for each in block.body for alias in each.names if each.module}
    assert told == {(home, name) for name, home in dz._MODULE_OF.items()}


@pytest.mark.parametrize("name", NAMES)
def test_name_is_what_it_says(name: str) -> None:
    value = getattr(dz, name)
    assert value.__name__ == name
    assert inspect.getdoc(value)
    if inspect.isfunction(value):
        kinds = {parameter.kind for parameter in inspect.signature(value).parameters.values()}
        assert not kinds & {inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD}
        assert all(
            each.annotation is not inspect.Parameter.empty for each in inspect.signature(value).parameters.values()
        )


def test_rooms_are_packages() -> None:
    assert all(inspect.ismodule(getattr(dz, room)) for room in dz._ROOMS)


@pytest.mark.parametrize("name", ["Bitext", *(name for name in NAMES if not name[0].isupper())])
def test_example_runs(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = [test for test in doctest.DocTestFinder().find(getattr(dz, name), name, globs={}) if test.examples]
    assert found, "no example"
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS)
    for test in found:
        said: list[str] = []
        assert runner.run(test, out=said.append).failed == 0, "".join(said)


def test_import_loads_nothing() -> None:
    code = "import sys, duizhao; print(sorted({'numpy', 'lxml', 'click', 'regex'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_a_value_that_is_not_known_is_refused_by_name(tmp_path: Path) -> None:
    zh, en = dz.read_sample()
    bitext = dz.align_documents(zh, en, level="paragraph")
    dz.write(bitext, tmp_path / "a.tmx")
    dz.import_files([tmp_path / "a.tmx"], tmp_path / "a.db")
    with dz.open_memory(tmp_path / "a.db") as memory:
        calls: list[tuple[Callable[[], object], str]] = [
            (lambda: dz.align_documents(zh, en, "word"), "sentence, paragraph"),  # type: ignore[arg-type]
            (lambda: dz.import_files([], tmp_path / "b.db", "foo"), "newer, always, never, both"),  # type: ignore[arg-type]
            (lambda: dz.read(FOLDER / "zh.txt", "fr"), "zh, en"),  # type: ignore[arg-type]
            (lambda: dz.split_sentences("x", "zz"), "zh, en"),  # type: ignore[arg-type]
            (lambda: dz.look_up(dz.load_glossary(), "x", language="de"), "zh, en"),  # type: ignore[arg-type]
            (lambda: dz.check(bitext, settings=dz.Settings(select=frozenset({"nonsense"}))), "numbers"),
            (lambda: memory.search("x", "best"), "auto, exact, fuzzy, concordance"),  # type: ignore[arg-type]
            *((lambda way=way: getattr(memory, way)("x", "de"), "zh, en") for way in ("exact", "fuzzy", "concordance")),
        ]
        for call, known in calls:
            with pytest.raises(dz.DuizhaoError, match=f"choose from .*{known}"):
                call()


def test_unknown_name() -> None:
    with pytest.raises(AttributeError, match="no attribute 'aligner'"):
        dz.aligner  # noqa: B018


def test_the_page_is_what_the_code_says() -> None:
    path = Path(__file__).resolve().parents[1] / "docs" / "python.md"
    assert path.read_text(encoding="utf-8") == page(), "write it anew: python tests/test_python.py > docs/python.md"


if __name__ == "__main__":
    sys.stdout.write(page())
