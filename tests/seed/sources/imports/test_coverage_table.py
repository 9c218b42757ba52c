"""The project's own table of what publishers say of frameworks."""

from __future__ import annotations

from pathlib import Path

from graph.model.nodes import Framework, Statement
from graph.model.vocabulary import StatementKind, Status
from seed.checks.soundness import check_rules
from seed.indexed import Indexed
from seed.sources.all_sources import LoadedSources
from seed.sources.imports.graph_assembly import assemble_graph
from tests.helpers.own_tables import taken, written

SAID = "statement:example-every-force-was-inspected"


def test_a_row_is_a_statement_about_each_framework_that_it_names(held: LoadedSources, tmp_path: Path) -> None:
    both = {"framework": "framework:hmic-peel; framework:hmicfrs-peel", "status": "reported"}
    (reading,) = taken(held, [written(tmp_path / "coverage.csv", "coverage.csv", both)])
    assert (reading.kind, reading.read, reading.refused) == ("coverage", 1, ())
    assembled = assemble_graph(held.base, [*held.shipped, reading], held.frameworks)
    assert list(check_rules(assembled, held.frameworks)) == []
    records = Indexed(assembled)
    statement = records.get(SAID)
    assert isinstance(statement, Statement)
    assert (statement.kind, statement.status) == (StatementKind.REPORT, Status.REPORTED)
    assert records.ends("ABOUT", SAID) == ("framework:hmic-peel", "framework:hmicfrs-peel")
    assert {node.short for _, node in records.of(Framework)} >= {"PEEL", "SIF", "NCPI"}


def test_an_unknown_framework_is_refused_with_the_nearest(held: LoadedSources, tmp_path: Path) -> None:
    wrong = {"framework": "framework:hmic-ncpj"}
    (reading,) = taken(held, [written(tmp_path / "coverage.csv", "coverage.csv", wrong)])
    assert [(each.column, each.reason) for each in reading.refused] == [
        (
            "framework",
            "is the id of no framework; did you mean framework:hmic-ncpi or framework:hmic-peel or "
            "framework:hmicfrs-peel?",
        )
    ]


def test_without_such_a_table_frameworks_are_no_nodes(held: LoadedSources) -> None:
    assert not [*Indexed(held.base).of(Framework)]
