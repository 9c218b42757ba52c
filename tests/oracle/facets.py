"""Facets: the rows of a list counted by a property of their nodes, or by related nodes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from graphql import GraphQLError

from tests.oracle.days import END_OF_TIME
from tests.oracle.graph import Graph, Node
from tests.oracle.listed import Row
from tests.oracle.lists import listed_of

MOST_BUCKETS = 100

# By type and facet: the field that rows are counted by.
FACETS: Mapping[str, Mapping[str, str]] = {
    "PoliceForce": {"COUNTRY": "country"},
    "LocalAuthority": {"REGION": "region", "KIND": "kind", "FORCE": "policedBy"},
    "LocalPolicingBody": {"KIND": "kind", "FORCE": "oversees"},
    "Inspection": {
        "FRAMEWORK": "framework",
        "YEAR": "day",
        "KIND": "kind",
        "ORGANISATION": "inspected",
        "REGION": "inspected.region",
    },
    "Judgement": {
        "FRAMEWORK": "framework",
        "YEAR": "day",
        "GRADE": "grade",
        "AREA": "area",
        "ORGANISATION": "organisation",
        "REGION": "organisation.region",
    },
    "Finding": {
        "POLARITY": "polarity",
        "WHO": "who",
        "STATUS": "status",
        "YEAR": "day",
        "THEME": "themes",
        "AUTHORITY": "observedIn",
        "FORCE": "attributedTo",
    },
    "Correspondence": {"KIND": "kind", "YEAR": "day", "SCOPE": "scope"},
    "Statement": {
        "KIND": "kind",
        "STATUS": "status",
        "YEAR": "day",
        "THEME": "themes",
        "ORGANISATION": "madeForBodies",
        "SCOPE": "scope",
    },
    "Recommendation": {
        "KIND": "kind",
        "WHO": "who",
        "YEAR": "day",
        "THEME": "themes",
        "ORGANISATION": "addressedTo",
        "FRAMEWORK": "recommendedBy.framework",
    },
    "Review": {"STATUS": "status", "SAID_BY": "saidBy", "YEAR": "day", "SCOPE": "scope"},
    "Source": {"KIND": "kind"},
    "Entity": {"TYPE": "type", "YEAR": "day"},
    "HistoryItem": {
        "KIND": "edge.kind",
        "BASIS": "edge.basis",
        "YEAR": "edge.day",
        "THEME": "themes",
        "FRAMEWORK": "edge.framework",
    },
}

Value = tuple[str | None, str | None]  # what rows are counted by, and what it is called


def facet(graph: Graph, rows: Sequence[Row], kind: str, by: str, as_of: date | None) -> dict[str, Any]:
    """One facet of a list of nodes of a type."""
    known = FACETS.get(kind, {})
    if by not in known:
        possible = ", ".join(sorted(known)) or "nothing"
        raise GraphQLError(f"`facets` by {by}: a list of {kind} can be counted by {possible}.")
    found = {
        (value, matter(graph, row.node) if kind == "Finding" else row.node.id)
        for row in rows
        for value in _values(graph, row, known[by], as_of)
    }
    counts = Counter(value for value, _ in found)
    # The most frequent first, then by value, with the rows that have none last among equals.
    ordered = sorted(counts.items(), key=lambda each: (-each[1], each[0][0] is None, each[0][0] or ""))
    none = [each for each in ordered if each[0][0] is None]
    others = [each for each in ordered if each[0][0] is not None]
    kept = [*others[: MOST_BUCKETS - len(none)], *none]
    return {
        "by": by,
        "buckets": [
            {"value": value, "caption": caption, "count": count}
            for (value, caption), count in ordered
            if ((value, caption), count) in kept
        ],
        "isComplete": len(ordered) <= MOST_BUCKETS,
    }


def matter(graph: Graph, node: Node) -> str:
    """What counts as one: a letter's finding counts as the report's that it compares with."""
    compared = [each.end.id for each in graph.leaving(node, "COMPARES_WITH") if "Finding" in each.end.labels]
    return min(compared, default=node.id)


def _values(graph: Graph, row: Row, field: str, as_of: date | None) -> list[Value]:
    node = row.node
    field, _, inner = field.partition(".")
    if field == "type":
        return [("".join(f"_{each}" if each.isupper() else each for each in node.type)[1:].upper(), None)]
    if field == "edge":
        assert row.edge is not None
        return [_value(row.edge.values.get(inner))]
    listed = listed_of(node, field)
    if listed is not None and inner:
        first = listed.rows(graph, node, as_of)[:1]
        return [(row.node.values.get(inner), None) for row in first] or [(None, None)]
    if listed is not None:
        others = [row.node for row in listed.rows(graph, node, as_of)]
        return [(other.id, other.values["caption"]) for other in others] or [(None, None)]
    return [_value(node.values.get(field))]


def _value(value: Any) -> Value:
    """A value, or the year of a day."""
    if isinstance(value, date):
        return None if value == END_OF_TIME else str(value.year), None
    return value, None
