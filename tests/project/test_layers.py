"""The rules of the code's structure: who imports whom, how long a file is, and what a wheel contains."""

from __future__ import annotations

import ast
import subprocess
import sys
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.helpers.import_graph import modules_imported
from tests.helpers.paths import ROOT

LONGEST_FILE = 300

# Layer to the layers that it may import, itself included.
LAYERS = {
    "graph": {"graph"},
    "seed": {"seed", "graph"},
    "api": {"api", "graph"},
    "web": {"web", "api", "graph"},
    "assistants": {"assistants", "web", "api", "graph"},
    "command": {"command", "seed", "graph", "api", "web", "assistants"},
    "cli": {"command", "seed", "graph", "api", "web", "assistants"},
}
# The rooms of a layer, from the top: a file imports its own room and those below.
ROOMS = {
    "api": (
        *("app", "exports", "changes", "reconciliation"),
        *("http", "execution", "compiler", "schema", "request_record", "digests", "errors"),
    ),
    "web": (
        *("app", "documentation", "feeds", "endpoint", "rows", "errors", "atom", "rendering"),
        *("rows_question", "documents"),
        *("pages", "pictures", "filters", "parameters", "page", "words", "addresses"),
    ),
    "assistants": (
        *("app", "endpoint", "server", "answering", "prompts", "output", "schema_summary", "rendering"),
        *("lean", "guidance", "tools", "tool", "parameters"),
    ),
    "seed": (
        *("importing", "checking", "build", "sources", "checks"),
        *(
            "captions",
            "frameworks",
            "yaml_files",
            "indexed",
            "quotations",
            "links",
            "rows",
            "values",
            "errors",
        ),
    ),
    "graph": (
        *(
            "export",
            "reconcile",
            "store",
            "browser",
            "news",
            "changes",
            "hosts",
            "schema_statements",
            "query",
            "neo4j",
        ),
        *("search_text", "folding", "nearness", "tracing", "whole_files", "model", "settings", "errors"),
    ),
}
FILES = {
    layer: sorted((ROOT / layer).rglob("*.py")) if (ROOT / layer).is_dir() else [ROOT / f"{layer}.py"]
    for layer in LAYERS
}
PYTHON = sorted({*(path for paths in FILES.values() for path in paths), *(ROOT / "tests").rglob("*.py")})
CARRIED = (
    *("*.cypher", "*.yaml", "*.csv", "*.json", "*.lock", "*.html", "*.graphql", "*.css", "*.svg", "*.js"),
    "*.txt",
)


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def imported(path: Path) -> Iterator[str]:
    """The top-level names that a file imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0
            yield (node.module or "").partition(".")[0]


@pytest.mark.parametrize("layer", LAYERS)
def test_a_layer_imports_only_what_lies_below_it(layer: str) -> None:
    ours = {*LAYERS, "tests"}
    wrong = {
        f"{name(path)} imports {top}"
        for path in FILES[layer]
        for top in imported(path)
        if top in ours - LAYERS[layer]
    }
    assert FILES[layer]
    assert wrong == set()


def room(path: Path) -> str:
    """The folder of a layer that a file is in, or the file's own name where it stands in none."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return parts[1]


def rooms_imported(path: Path, layer: str) -> set[str]:
    """The rooms of its layer that a file imports from, anywhere in it, types included."""
    named = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            module = node.module or ""
            named |= {module, *(f"{module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Import):
            named |= {alias.name for alias in node.names}
    inside = [each.split(".") for each in named if each.startswith(f"{layer}.")]
    return {parts[1] for parts in inside} & set(ROOMS[layer])


@pytest.mark.parametrize("layer", ROOMS)
def test_a_room_imports_only_those_below_it(layer: str) -> None:
    rooms = ROOMS[layer]
    inside = [path for path in FILES[layer] if path != ROOT / layer / "__init__.py"]
    assert {room(path) for path in inside} == set(rooms)
    assert {
        f"{name(path)} imports {other}"
        for path in inside
        for other in rooms_imported(path, layer)
        if rooms.index(other) < rooms.index(room(path))
    } == set()


# GraphQL types name each other in circles; their files are one node of the graph of imports.
TYPES = "api/schema/types"


def node(path: Path) -> str:
    return TYPES if path.is_relative_to(ROOT / TYPES) else name(path)


def test_no_files_import_each_other_in_a_circle() -> None:
    """Imports inside functions and those for types alone count, too."""
    files = [path for paths in FILES.values() for path in paths if path.name != "__init__.py"]
    nodes = {".".join(path.relative_to(ROOT).with_suffix("").parts): node(path) for path in files}
    graph: dict[str, set[str]] = defaultdict(set)
    for path in files:
        others = {nodes[module] for module in modules_imported(path) if module in nodes}
        graph[node(path)] |= others - {node(path)}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" <- ".join(error.args[1]))


def test_one_module_imports_the_driver_and_one_its_private_names() -> None:
    talking = {name(path) for paths in FILES.values() for path in paths if "neo4j" in imported(path)}
    assert talking == {"graph/neo4j/driver.py", "graph/neo4j/connections.py"}
    assert "neo4j._" not in (ROOT / "graph" / "neo4j" / "driver.py").read_text("utf-8")


def test_every_folder_with_code_is_a_layer_or_has_no_layer_above_it() -> None:
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert packages - {"tests", "bench", "breakages"} <= LAYERS.keys()


def test_every_file_is_short_enough_to_read() -> None:
    lengths = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in PYTHON}
    assert {path: length for path, length in lengths.items() if length > LONGEST_FILE} == {}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names in a wheel that is built here, with what is installed, and so without a network."""
    place = tmp_path_factory.mktemp("wheel")
    made = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(place)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    (built,) = place.glob("*.whl")
    with zipfile.ZipFile(built) as archive:
        return set(archive.namelist())


@pytest.mark.parametrize("kind", CARRIED)
def test_the_wheel_carries_the_data_that_the_code_reads(wheel: set[str], kind: str) -> None:
    read = {
        name(path)
        for folder in ("api", "assistants", "cypher", "graph", "seed", "web")
        for path in (ROOT / folder).rglob(kind)
        if "node_modules" not in path.parts
    }
    assert read
    assert read - wheel == set()


def test_the_wheel_carries_the_code_and_no_tests(wheel: set[str]) -> None:
    code = {name(path) for paths in FILES.values() for path in paths}
    assert code - wheel == set()
    assert {
        entry for entry in wheel if entry.startswith(("tests/", "docs/", ".venv/", "bench/", "breakages/"))
    } == set()
    assert {entry for entry in wheel if "node_modules" in entry} == set()
