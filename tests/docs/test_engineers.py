"""The page for engineers: its picture, rooms and names are those of the code.

After a change that is meant, `REWRITE=yes pytest tests/docs/test_engineers.py` writes them anew.
"""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from importlib import import_module
from pathlib import Path

import pytest

from tests.helpers.generated_blocks import hold_block
from tests.helpers.import_graph import LAYERS, arrows, rooms
from tests.helpers.paths import ROOT
from tests.helpers.references import exists

PAGE = ROOT / "docs" / "engineers.md"
PAGES = [*sorted((ROOT / "docs").glob("*.md")), *sorted((ROOT / "docs" / "decisions").glob("*.md"))]
# The names that a newcomer meets first: on the way of a request, then of a build.
NAMES = (
    "graph.settings:Settings",
    "command.http_connections:LimitedConnection",
    "api.app:create_app",
    "api.http.request_log:RequestLog",
    "api.http.metrics:Metrics",
    "api.http.endpoint:GraphQLEndpoint",
    "api.http.graphql_requests:read_request",
    "api.execution.service:GraphQLService",
    "api.execution.response_cache:ResponseCache",
    "api.execution.documents:Documents",
    "api.execution.persisted_documents:AutomaticPersistedQueries",
    "api.execution.limits:Limits",
    "api.compiler.structure:Structure",
    "api.compiler.structure:Values",
    "api.compiler.selection:SelectionCompiler",
    "api.schema.bindings:PropertyRead",
    "api.schema.bindings:Traversal",
    "api.compiler.parameters:Parameters",
    "api.execution.executor:Executor",
    "graph.query.patterns:Pattern",
    "graph.query.composition:compose",
    "api.execution.statement_variants:StatementVariants",
    "graph.neo4j.database:Database",
    "graph.neo4j.dataset:Dataset",
    "api.errors:BadInput",
    "api.exports.endpoint:ExportsEndpoint",
    "api.changes.endpoint:ChangesEndpoint",
    "api.reconciliation.endpoint:ReconciliationEndpoint",
    "seed.sources.all_sources:Sources",
    "seed.sources.curated:read_curated",
    "seed.sources.reference:read_reference",
    "graph.model.records:Records",
    "graph.model.node_type:NodeType",
    "graph.model.relationships:RelationshipType",
    "seed.sources.merge:merge",
    "seed.build.derive:derive",
    "seed.build.csv_files:csv_files",
    "seed.build.build:build",
    "graph.store.stores:publish",
    "graph.store.process:Neo4jProcess",
)
LONGEST_MEANING = 130
PATH = re.compile(r"`([\w./*-]+/[\w./*-]*(?::\w+)?)`")


def first_sentence(docstring: str | None) -> str:
    """The first sentence of a docstring, on one line."""
    text = " ".join((docstring or "").split("\n\n")[0].split()).replace("``", "`")
    return text.partition(". ")[0].removesuffix(".")


def described(room: str) -> str:
    """What the package of a room says of itself."""
    return first_sentence(ast.get_docstring(ast.parse((ROOT / room / "__init__.py").read_text("utf-8"))))


def picture() -> str:
    """The rooms and their arrows as a Mermaid flowchart, a box for each layer."""
    lines = ["```mermaid", "flowchart TD"]
    for layer in LAYERS:
        inside = [room for room in rooms() if room.startswith(f"{layer}/")]
        if inside:
            lines.append(f'  subgraph {layer}_["{layer}/"]')
            lines += [f'    {_id(room)}["{room.partition("/")[2]}"]' for room in inside]
            lines.append("  end")
        else:
            lines.append(f'  {_id(layer)}["{layer}/"]')
    lines += [f"  {_id(room)} --> {_id(other)}" for room, other in arrows()]
    return "\n".join([*lines, "```", ""])


def _id(room: str) -> str:
    """An identifier of Mermaid, for which `graph` and `end` are words of its own."""
    return f"r_{room.replace('/', '_')}"


def test_the_picture_shows_the_imports() -> None:
    hold_block(PAGE, "picture", picture())


def test_the_table_of_rooms_says_what_their_packages_say() -> None:
    rows = [f"| `{room}/` | {described(room)} |" for room in rooms()]
    assert all(described(room) for room in rooms())
    hold_block(PAGE, "rooms", "\n".join(["| room | what it does |", "|---|---|", *rows, ""]))


def test_the_list_of_names_says_what_their_docstrings_say() -> None:
    rows = []
    for each in NAMES:
        module, _, name = each.partition(":")
        meaning = first_sentence(inspect.getdoc(getattr(import_module(module), name)))
        # A dataclass without a docstring gets its signature as one.
        assert not meaning.startswith(f"{name}("), f"{each} has no docstring"
        assert 0 < len(meaning) <= LONGEST_MEANING, f"{each} needs a first sentence of one line: {meaning}"
        rows.append(f"| `{name}` | `{module.replace('.', '/')}.py` | {meaning} |")
    assert len(set(NAMES)) == 40
    hold_block(PAGE, "names", "\n".join(["| name | where | what it is |", "|---|---|---|", *rows, ""]))


def test_the_pattern_that_the_page_shows_is_one_that_runs() -> None:
    # A block that names its file is a part of a walk-through, which a test of its own performs.
    shown = re.findall(
        r"(?<!\*:\n\n)^ *```cypher\n(.*?)^ *```", PAGE.read_text("utf-8"), re.DOTALL | re.MULTILINE
    )
    files = {path.read_text("utf-8") for path in (ROOT / "cypher").rglob("*.cypher")}
    assert shown
    assert {textwrap.dedent(block) for block in shown} <= files


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_path_of_the_repository_that_a_page_names_is_there(page: Path) -> None:
    known = {each.name for each in ROOT.iterdir()}
    references = [each for each in PATH.findall(page.read_text("utf-8")) if each.partition("/")[0] in known]
    assert [each for each in references if not exists(each)] == []


def test_a_missing_path_on_a_page_is_reported(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    for wrong in ("`api/http/door.py`", "`graph/kitchen/`", "`api/errors.py:Nothing`"):
        page.write_text(f"See {wrong} and `api/errors.py:BadInput`.", "utf-8")
        with pytest.raises(AssertionError, match=re.escape(wrong.strip("`/"))):
            test_every_path_of_the_repository_that_a_page_names_is_there(page)
