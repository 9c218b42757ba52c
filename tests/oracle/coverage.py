"""What coverage says, in plain Python: values of its relationship, its questions and sources."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.oracle.filters import Filters, refuse_large
from tests.oracle.resolution import Dated, Info, Resolver, evidence_of_relationship

VALUES = ("cycle", "basis", "state", "explanation", "held", "withFindings", "exist", "first", "last")


def sources_of_coverage(seen: Dated, info: Info, where: Mapping[str, Any] | None = None) -> list[Dated]:
    refuse_large(where)
    graph = info.context.graph
    sources = [graph.nodes[own] for own in seen.it.edge.values.get("sourceIds", [])]
    return [seen.also(each) for each in sources if Filters(graph, seen.as_of).keeps(each, where)]


def questions_of_coverage(seen: Dated, info: Info) -> list[dict[str, Any]]:
    values = seen.it.edge.values
    questions, states = values.get("questions", []), values.get("questionStates", [])
    known = values.get("questionsPut", [])
    return [
        {"question": key, "state": state, "put": key in known}
        for key, state in zip(questions, states, strict=True)
    ]


COVERAGE: Mapping[tuple[str, str], Resolver] = {
    ("Coverage", "framework"): lambda seen, info: seen.also(seen.it.node),
    **{("Coverage", name): lambda seen, info: seen.it.edge.values.get(info.field_name) for name in VALUES},
    ("Coverage", "questions"): questions_of_coverage,
    ("Coverage", "sources"): sources_of_coverage,
    ("Coverage", "evidence"): lambda seen, info, where=None: evidence_of_relationship(
        seen.it.edge, seen, info, where
    ),
}
