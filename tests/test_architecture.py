"""The house: imports run one way and in no circle, rooms are small enough to see, every folder is packaged."""

import ast
import re
import tomllib
from collections import Counter, defaultdict
from pathlib import Path

import duizhao
import pytest

HOME = Path(duizhao.__file__).resolve().parent
CHECKOUT = Path(__file__).resolve().parents[1]  # the package that is tested may be the installed one
OUTSIDE = {"tests", "build", "docs"}
FLOORS = ["language", "corpora", "align", "tmx", "terms", "memory", "qa", "commands"]
MOST_MODULES = 16
MOST_LINES = 500
# The same part in each room: readers of formats, registries of formats, aligners
SAME_ROLE = {"__init__", "reader", "registry", "aligner", "omegat", "tsv", "xlsx", "tmx", "html"}


def _is_outside(folder: str) -> bool:
    return folder in OUTSIDE or folder.startswith(".")


def _modules() -> dict[str, Path]:
    """Dotted name inside the package -> file; a package is named as its folder."""
    found = {}
    for path in sorted(HOME.rglob("*.py")):
        place = path.relative_to(HOME)
        if not _is_outside(place.parts[0]):
            found[".".join(place.with_suffix("").parts).removesuffix(".__init__")] = path
    return found


MODULES = _modules()


def _imports(name: str) -> set[str]:
    """The modules of the package that a module names, those inside functions and for types too."""
    path = MODULES[name]
    home = name.split(".") if path.name == "__init__.py" and name != "__init__" else name.split(".")[:-1]
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = home[: len(home) - node.level + 1] + (node.module.split(".") if node.module else [])
            for alias in node.names:
                inner = ".".join([*base, alias.name])
                found.add(inner if inner in MODULES else ".".join(base) or "__init__")
    return found - {name}


GRAPH = {name: _imports(name) for name in MODULES}


def test_the_house_was_read() -> None:
    assert len(MODULES) > 100
    assert sum(map(len, GRAPH.values())) > 300


@pytest.mark.parametrize("name", [name for name in MODULES if name.split(".")[0] in FLOORS])
def test_imports_run_one_way(name: str) -> None:
    floor = FLOORS.index(name.split(".")[0])
    upward = [
        other for other in GRAPH[name] if other.split(".")[0] in FLOORS and FLOORS.index(other.split(".")[0]) > floor
    ]
    assert not upward


def test_no_circle() -> None:
    state: dict[str, int] = defaultdict(int)
    trail: list[str] = []

    def visit(name: str) -> None:
        state[name] = 1
        trail.append(name)
        for other in sorted(GRAPH.get(name, ())):
            # the package itself names every door, and each module may ask it for the version
            if "__init__" in (name, other):
                continue
            assert state[other] != 1, f"circle: {' -> '.join([*trail[trail.index(other) :], other])}"
            if not state[other]:
                visit(other)
        trail.pop()
        state[name] = 2

    for module in MODULES:
        if not state[module]:
            visit(module)


def test_a_room_can_be_seen_at_once() -> None:
    rooms = Counter(path.parent for path in MODULES.values() if path.name != "__init__.py")
    assert {str(room): count for room, count in rooms.items() if count > MOST_MODULES} == {}


def test_no_module_is_too_long() -> None:
    lengths = {name: path.read_text(encoding="utf-8").count("\n") for name, path in MODULES.items()}
    assert {name: length for name, length in lengths.items() if length > MOST_LINES} == {}


def test_a_file_name_stands_once() -> None:
    # a module under commands/ bears the name of its command
    stems = Counter(path.stem for path in MODULES.values() if path.parent.name != "commands")
    assert {stem for stem, count in stems.items() if count > 1} <= SAME_ROLE


def test_a_class_name_stands_once() -> None:
    names = Counter(
        node.name
        for path in MODULES.values()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
    )
    assert {name for name, count in names.items() if count > 1} == set()


def test_every_folder_is_packaged() -> None:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
    places = [path.parent.relative_to(CHECKOUT) for path in CHECKOUT.rglob("__init__.py")]
    folders = [place for place in places if not place.parts or not _is_outside(place.parts[0])]
    assert {".".join(("duizhao", *place.parts)) for place in folders} == set(project["tool"]["setuptools"]["packages"])


def test_the_guide_names_files_that_are_there() -> None:
    named = set(re.findall(r"`((?:\w+/)+(?:\w+\.\w+)?)`", (CHECKOUT / "CONTRIBUTING.md").read_text(encoding="utf-8")))
    assert len(named) > 20
    assert {name for name in named if not (CHECKOUT / name).exists()} == set()
