"""One resolver for every field of the schema that is more than a property of its node."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import quote

from graphql import (
    GraphQLError,
    GraphQLObjectType,
    GraphQLUnionType,
    get_named_type,
)

from tests.oracle.coverage import COVERAGE
from tests.oracle.days import END_OF_TIME, certainly_holds, is_between
from tests.oracle.facets import facet
from tests.oracle.filters import Filters, refuse_large
from tests.oracle.listed import Listed, Row
from tests.oracle.orders import Order, refuse_orders
from tests.oracle.pages import LARGEST, Page, page
from tests.oracle.questions import QUESTIONS
from tests.oracle.reports import REPORTS
from tests.oracle.resolution import Dated, Info, Resolver, evidence_of_relationship


def property_of(seen: Dated, info: Info) -> Any:
    """The property of a node or relationship that is named as the field."""
    return seen.it.values.get(info.field_name)


def connection(listed: Listed) -> Resolver:
    def resolve(seen: Dated, info: Info, **arguments: Any) -> Dated:
        as_of = arguments.get("asOf") or seen.as_of
        by = arguments.get("orderBy") or ()
        refuse_orders(by)
        rows = _asked(listed, seen, info, as_of, arguments)
        order = Order(listed, info.context.graph, as_of, by, _item_type(info))
        return Dated(page(order, rows, arguments), as_of)

    return resolve


def every(listed: Listed) -> Resolver:
    def resolve(seen: Dated, info: Info, **arguments: Any) -> list[Dated]:
        return [_shown(seen, info, row) for row in _asked(listed, seen, info, seen.as_of, arguments)]

    return resolve


def one(listed: Listed) -> Resolver:
    def resolve(seen: Dated, info: Info) -> Dated | None:
        rows = listed.rows(info.context.graph, seen.it, seen.as_of)
        return _shown(seen, info, rows[0]) if rows else None

    return resolve


def _shown(seen: Dated, info: Info, row: Row) -> Dated:
    """A comparison, what is held and a duty are rows themselves; of anything else the node is shown."""
    return seen.also(row if info.field_name in ("comparesWith", "coverage", "dutyToComment") else row.node)


def _asked(
    listed: Listed, seen: Dated, info: Info, as_of: date | None, arguments: Mapping[str, Any]
) -> list[Row]:
    """What `where` and `between` leave of a list, and `kinds` and `basis` of a history."""
    where = arguments.get("where")
    refuse_large(where)
    is_between(END_OF_TIME, arguments.get("between"))
    filters = Filters(info.context.graph, as_of)
    rows = listed.rows(info.context.graph, seen.it, as_of)
    is_scoped = "otherMatters" in info.parent_type.fields[info.field_name].args
    if is_scoped and not arguments.get("otherMatters"):
        rows = [row for row in rows if row.node.values.get("scope") is None]
    return [row for row in rows if filters.keeps(row.node, where) and _is_entry(listed, row, arguments)]


def _is_entry(listed: Listed, row: Row, arguments: Mapping[str, Any]) -> bool:
    kinds, basis = arguments.get("kinds"), arguments.get("basis")
    # A history goes by the days of its entries, any other list by those of its nodes.
    dated = row.edge if row.edge and "edge.day" in listed.order else row.node
    said = row.edge.values if row.edge else {}
    return (
        is_between(dated.values.get("day", END_OF_TIME), arguments.get("between"))
        and (kinds is None or said["kind"] in kinds)
        and (basis is None or said["basis"] == basis)
    )


def _item_type(info: Info) -> str:
    """The type of the nodes of a connection; of a union of several, what they all are."""
    connection = get_named_type(info.return_type)
    assert isinstance(connection, GraphQLObjectType)
    item = get_named_type(connection.fields["nodes"].type)
    return "Entity" if isinstance(item, GraphQLUnionType) else item.name


def facets(seen: Dated, info: Info, by: list[str]) -> list[dict[str, Any]]:
    found = _page(seen)
    kind = get_named_type(info.parent_type.fields["nodes"].type).name
    if repeated := next((each for at, each in enumerate(by) if each in by[:at]), None):
        raise GraphQLError(f"`facets` by {repeated} is asked for more than once; each stands once in `by`.")
    return [facet(info.context.graph, found.rows, kind, each, seen.as_of) for each in by]


def by_id(label: str) -> Resolver:
    def resolve(seen: Dated, info: Info, **arguments: Any) -> Dated | None:
        node = info.context.graph.answering_for(arguments["id"])
        return Dated(node, arguments.get("asOf")) if node and label in node.labels else None

    return resolve


def by_ids(seen: Dated, info: Info, **arguments: Any) -> list[Dated | None]:
    ids = arguments["ids"]
    if len(ids) > LARGEST:
        raise GraphQLError(f"`ids` holds {len(ids)} ids; at most {LARGEST} can be asked for at once.")
    found = [info.context.graph.answering_for(own) for own in ids]
    return [Dated(node, arguments.get("asOf")) if node else None for node in found]


def dataset(seen: Dated, info: Info) -> Dated | None:
    node = info.context.graph.nodes.get("dataset")
    return Dated(node) if node else None


def search(seen: Dated, info: Info, **arguments: Any) -> None:
    raise GraphQLError("The oracle cannot search: what matches, and how well, is the full-text index's own.")


def browser_url(seen: Dated, info: Info) -> str:
    query = f"MATCH (n:Entity {{id: '{seen.it.id}'}}) RETURN n"
    return f"{info.context.browser_url}&cmd=edit&arg={quote(query, safe='')}"


def other_names(seen: Dated, info: Info) -> list[dict[str, str | None]]:
    """Names beside the dates they held; a list of dates that are all unknown is not stored."""
    values = seen.it.values
    names = values.get("otherNames", [])
    unknown = [""] * len(names)
    since, until = values.get("otherNamesFrom", unknown), values.get("otherNamesTo", unknown)
    kinds = values.get("otherNamesKind", unknown)
    return [
        {"name": name, "since": first, "until": last, "kind": kind or None}
        for name, first, last, kind in zip(names, since, until, kinds, strict=True)
    ]


def revisions(seen: Dated, info: Info) -> list[dict[str, Any]]:
    """What other releases say; a release that is not dated has an empty text, or no list at all."""
    values = seen.it.values
    fields = values.get("revisedFields", [])
    said, sources = (values.get(name, []) for name in ("revisedValues", "revisedSources"))
    released = values.get("revisedReleased", [""] * len(fields))
    return [
        {
            "field": field,
            "value": value,
            "released": day or None,
            "source": seen.also(info.context.graph.nodes[source]),
        }
        for field, value, source, day in zip(fields, said, sources, released, strict=True)
    ]


def certain(seen: Dated, info: Info) -> bool | None:
    return None if seen.as_of is None else certainly_holds(seen.it, seen.as_of)


def _page(seen: Dated) -> Page:
    assert isinstance(seen.it, Page)
    return seen.it


def _rows(seen: Dated, info: Info) -> list[Dated]:
    """The edges of a page: each knows its page, which makes its cursor."""
    return [seen.also((_page(seen), row)) for row in _page(seen).here]


# A row is (Page, Row) in an edge, and Row in a comparison.
EDGES: dict[str, Resolver] = {
    "cursor": lambda seen, info: seen.it[0].cursor(seen.it[1]),
    "node": lambda seen, info: seen.also(seen.it[1].node),
    "evidence": lambda seen, info, where=None: evidence_of_relationship(seen.it[1].edge, seen, info, where),
    "period": lambda seen, info: seen.also(seen.it[1].edge),
    **{
        name: lambda seen, info: seen.it[1].edge.values.get(info.field_name)
        for name in ("date", "dateIs", "kind", "qualifier")
    },
    # A cell of the theme matrix stands for no relationship, and has its basis itself.
    "basis": lambda seen, info: (
        seen.it[1].edge.values["basis"] if seen.it[1].edge else seen.it[1].more["basis"]
    ),
    "theme": lambda seen, info: seen.also(seen.it[1].more["theme"]),
    "findings": lambda seen, info: seen.it[1].more["findings"],
}
_HISTORY_KINDS = {
    name: name.upper()
    for name in (
        *("Inspection", "Finding", "Judgement", "Correspondence", "Statement", "Recommendation", "Review"),
    )
}


def _first(seen: Dated, *names: str) -> str | None:
    """The first of these dates that is known, else the last year of the cycle: of 2018/19, 2019."""
    values, cycle = seen.it.values, seen.it.values.get("cycle", "")
    return next((values[name] for name in names if values.get(name)), cycle[:2] + cycle[-2:] or None)


CONNECTIONS: dict[str, Resolver] = {
    "edges": _rows,
    "nodes": lambda seen, info: [seen.also(row.node) for row in _page(seen).here],
    "pageInfo": lambda seen, info: seen,
    "facets": facets,
    "totalCount": lambda seen, info: len(_page(seen).rows),
}
FIELDS: dict[tuple[str, str], Resolver] = {
    ("Query", "node"): by_id("Entity"),
    ("Query", "nodes"): by_ids,
    ("Query", "force"): by_id("PoliceForce"),
    ("Query", "authority"): by_id("LocalAuthority"),
    ("Query", "board"): by_id("SafeguardingBoard"),
    ("Query", "localPolicingBody"): by_id("LocalPolicingBody"),
    ("Query", "inspection"): by_id("Inspection"),
    ("Query", "judgement"): by_id("Judgement"),
    ("Query", "finding"): by_id("Finding"),
    ("Query", "theme"): by_id("Theme"),
    ("Query", "correspondence"): by_id("Correspondence"),
    ("Query", "statement"): by_id("Statement"),
    ("Query", "statistic"): by_id("Statistic"),
    ("Query", "person"): by_id("Person"),
    ("Query", "post"): by_id("Post"),
    ("Query", "source"): by_id("Source"),
    ("Query", "framework"): by_id("Framework"),
    ("Query", "recommendation"): by_id("Recommendation"),
    ("Query", "review"): by_id("Review"),
    ("Query", "dataset"): dataset,
    ("Query", "search"): search,
    ("EntitySearchEdge", "score"): search,
    ("EntitySearchEdge", "excerpt"): search,
    ("Node", "id"): lambda seen, info: seen.it.id,
    ("Entity", "browserUrl"): browser_url,
    ("DatedEntity", "historyKind"): lambda seen, info: _HISTORY_KINDS[info.parent_type.name],
    ("Inspection", "date"): lambda seen, info: _first(seen, "inspectedFrom", "published"),
    ("Judgement", "date"): lambda seen, info: _first(seen, "published"),
    ("Organisation", "otherNames"): other_names,
    ("Inspection", "revisions"): revisions,
    ("Judgement", "revisions"): revisions,
    ("Organisation", "period"): lambda seen, info: seen,
    ("Period", "start"): lambda seen, info: seen.it.values.get("validFrom"),
    ("Period", "end"): lambda seen, info: seen.it.values.get("validTo"),
    ("Period", "endState"): lambda seen, info: seen.it.values["validToState"],
    ("Period", "certain"): certain,
    ("PageInfo", "hasNextPage"): lambda seen, info: _page(seen).follow,
    ("PageInfo", "hasPreviousPage"): lambda seen, info: _page(seen).precede,
    ("PageInfo", "startCursor"): lambda seen, info: (
        _page(seen).cursor(_page(seen).here[0]) if _page(seen).here else None
    ),
    ("PageInfo", "endCursor"): lambda seen, info: (
        _page(seen).cursor(_page(seen).here[-1]) if _page(seen).here else None
    ),
    ("Comparison", "agreement"): lambda seen, info: seen.it.edge.values["agreement"],
    ("Comparison", "note"): lambda seen, info: seen.it.edge.values.get("note"),
    ("Comparison", "compared"): lambda seen, info: seen.also(seen.it.node),
    ("Comparison", "evidence"): lambda seen, info, where=None: evidence_of_relationship(
        seen.it.edge, seen, info, where
    ),
    ("DutyToComment", "source"): lambda seen, info: seen.also(seen.it.node),
    **{
        ("DutyToComment", name): lambda seen, info: seen.it.edge.values.get(info.field_name)
        for name in ("provision", "days", "since")
    },
    ("DutyToComment", "evidence"): lambda seen, info, where=None: evidence_of_relationship(
        seen.it.edge, seen, info, where
    ),
    **COVERAGE,
    **QUESTIONS,
    **REPORTS,
}
PLAIN = (
    "OtherName",
    "QuestionCoverage",
    "Revision",
    "Facet",
    "FacetBucket",
)  # their objects are mappings, which graphql-core reads by itself
