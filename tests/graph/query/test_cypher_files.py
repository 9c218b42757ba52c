"""The files under `cypher/` and the statements composed from them, checked on the real server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from graphql import FragmentDefinitionNode, OperationDefinitionNode, parse, validate
from graphql.execution.collect_fields import FragmentDetails
from graphql.execution.values import VariableValues, get_variable_values

from api.compiler.operation import Operation
from api.compiler.selection import plan_root
from api.compiler.structure import Structure, Values
from api.schema.schema import core_schema
from graph.model.nodes import LABELS
from graph.neo4j.database import Database
from graph.query.cypher_text import parameters, rename, variables
from graph.query.patterns import Pattern, PatternError, load, patterns
from tests.helpers.paths import ROOT

DOCUMENTS = sorted((ROOT / "docs" / "questions").glob("*.graphql"))
REFUSED = ("AllNodesScan", "CartesianProduct", "Eager", "UndirectedAllRelationshipsScan")

Run = Callable[[Any], Any]


def alone(pattern: Pattern) -> str:
    """The file as it runs by itself; one that starts from a row's value is given none."""
    if not pattern.starts or set(pattern.starts) <= {*LABELS, "Entity"}:
        return pattern.text
    return f"WITH null AS owner\n{pattern.text}"


def operators(plan: dict[str, Any]) -> Iterator[str]:
    yield str(plan["operatorType"]).partition("@")[0]
    for child in plan.get("children", ()):
        yield from operators(child)


def unwelcome(plan: dict[str, Any]) -> set[str]:
    return {found for found in operators(plan) if found in REFUSED}


def excepted(pattern: Pattern) -> set[str]:
    """The operator that a file's header declares, with its reason."""
    return {pattern.explain.partition(":")[0]} - {""}


@pytest.mark.parametrize("name", sorted(patterns()))
def test_a_file_runs_alone_without_a_full_scan(name: str, database: Database, run: Run) -> None:
    pattern = patterns()[name]
    assert unwelcome(run(database.explain(alone(pattern)))) <= excepted(pattern)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_a_documented_query_is_planned_without_a_full_scan(path: Path, database: Database, run: Run) -> None:
    document = parse(path.read_text(encoding="utf-8"))
    assert not validate(core_schema(), document)
    fragments = {
        each.name.value: FragmentDetails(each)
        for each in document.definitions
        if isinstance(each, FragmentDefinitionNode)
    }
    for definition in document.definitions:
        if not isinstance(definition, OperationDefinitionNode):
            continue
        values = get_variable_values(core_schema(), definition.variable_definitions or (), {})
        assert isinstance(values, VariableValues)
        given = Values(values)
        operation = Operation(core_schema(), definition, fragments, Structure.of(given))
        query = core_schema().query_type
        assert query is not None
        for details in operation.root_fields().values():
            root = plan_root(operation, query.fields[details[0].node.name.value], details)
            plan = run(database.explain(root.statement, root.parameters.bind(given)))
            declared = set().union(*(excepted(pattern) for pattern in patterns().values()))
            assert unwelcome(plan) <= declared, root.statement


def test_every_order_ends_in_a_key_that_no_two_rows_share() -> None:
    unique = {"node.id", "edge.pagedId", "position", "trail", "centre.id", "letter.id", "edge.id", "basis"}
    for pattern in patterns().values():
        if pattern.columns in (("rows",), ("ids",), ("size",), ("degree",)):
            continue  # what an export reads is one list, in an order of its own; a count is one number
        last = pattern.order[-1]
        assert f"{last.variable}.{last.property}".removesuffix(".None") in unique, pattern.name


def test_every_file_names_labels_that_the_model_has() -> None:
    own = {
        "Entity",
        "Alias",
        "Dataset",
        "Name",
        "Path",
        "Step",
        "Neighbourhood",
        "Link",
        "Question",
        "Revision",
    }
    own |= {"ReportsBesideLetter"}
    for pattern in patterns().values():
        assert set(pattern.ends) <= {*LABELS, *own}, pattern.name


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "// A row.\n//\n// to: Finding\n\nMATCH (node:Finding {id: $id})\nRETURN node\n",
            "declares .* uses",
        ),
        ("// A row.\n//\n// to: Finding\n\nMATCH (owner)--(node:Finding)\nRETURN node\n", "from:"),
        ("// A row.\n//\n// to: Finding\n\nMATCH (node:Finding)\nRETURN node, edge\n", "'edge'"),
        (
            "// A row.\n//\n// to: Finding\n// order: edge.day date\n\nMATCH (node:Finding)\nRETURN node\n",
            "ordered by it",
        ),
        ("// to: Finding\n// order: node.day\n\nMATCH (node:Finding)\nRETURN node\n", "node.name string"),
        ("// to: Finding\n\nMATCH (node:Finding)\nRETURN node\n", "prose"),
        ("// A row.\n\nMATCH (node:Finding)\n", "RETURN"),
    ],
)
def test_a_file_whose_header_and_text_disagree_is_refused_by_name(
    tmp_path: Path, text: str, problem: str
) -> None:
    path = tmp_path / "findings_of_nobody.cypher"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PatternError, match=problem) as refused:
        load(path)
    assert "findings_of_nobody.cypher" in str(refused.value)


def test_renaming_touches_variables_and_parameters_and_nothing_else() -> None:
    text = "MATCH (node:Finding {id: $id})-[edge:HAS_THEME]->(t) WHERE t.node = 'node' AND size(t.x) > 1"
    renamed = rename(text, lambda name: f"{name}7", lambda name: f"{name}9")
    assert renamed == (
        "MATCH (node7:Finding {id: $id9})-[edge7:HAS_THEME]->(t7) WHERE t7.node = 'node' AND size(t7.x) > 1"
    )
    assert variables(text) == {"node", "edge", "t"}
    assert parameters(text) == {"id"}


def test_what_a_procedure_yields_keeps_its_name_and_gets_an_alias() -> None:
    text = "CALL db.index.f('i', $q) YIELD node, score"
    assert rename(text, lambda name: name + "1", str) == (
        "CALL db.index.f('i', $q) YIELD node AS node1, score AS score1"
    )
