"""The questions that are more than a list: paths, neighbourhoods, the theme matrix, contested claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from graphql import GraphQLError

from graph.model.relationships import RELATIONSHIP_TYPES
from tests.oracle.days import END_OF_TIME, is_between, may_be_there
from tests.oracle.facets import matter
from tests.oracle.filters import Filters, refuse_large
from tests.oracle.finders import contested
from tests.oracle.graph import Graph, Node
from tests.oracle.listed import Listed, Root, Row
from tests.oracle.orders import Order
from tests.oracle.pages import LARGEST, USUAL, page, size
from tests.oracle.paths import Step, Walk, Way, all_steps
from tests.oracle.resolution import Dated, Info, Resolver, evidence_of_relationship

LONGEST, DEEPEST = 8, 3
_CELLS = ("theme.name", "theme.id", "name", "id", "basis")
_OWNERS = {"FORCE": "PoliceForce", "AUTHORITY": "LocalAuthority"}


@dataclass(frozen=True)
class Around:
    """A node with what lies around it; ``whole`` unless more lies within the depth."""

    centre: Node
    near: list[tuple[Node, int]]
    whole: bool


def paths(seen: Dated, info: Info, **arguments: Any) -> list[Dated]:
    longest = _number(arguments, "longest", LONGEST, LONGEST)
    walk = Walk(info.context.graph, _types(arguments), arguments.get("asOf"))
    ways = walk.shortest_ways(arguments["from"], arguments["to"], longest)
    return [Dated(way, walk.day) for way in ways[: size(arguments, "first")]]


def neighbourhood(seen: Dated, info: Info, **arguments: Any) -> Dated | None:
    depth = _number(arguments, "depth", 1, DEEPEST)
    most = _number(arguments, "first", USUAL, LARGEST)
    walk = Walk(info.context.graph, _types(arguments), arguments.get("asOf"))
    centre = walk.graph.answering_for(arguments["id"])
    if centre is None:
        return None
    near = walk.around(centre, depth)
    return Dated(Around(centre, near[:most], len(near) <= most), walk.day)


def near(seen: Dated, info: Info, where: Mapping[str, Any] | None = None) -> list[Dated]:
    """The nodes around the centre, as many as were asked for; of these, what `where` keeps."""
    refuse_large(where)
    filters = Filters(info.context.graph, seen.as_of)
    return [seen.also(pair) for pair in seen.it.near if filters.keeps(pair[0], where)]


def links(seen: Dated, info: Info) -> list[Dated]:
    """The relationships between all nodes of a neighbourhood, by id. The nodes are there already; the centre
    is, even when its time is over, since it was asked for by its id."""
    around: Around = seen.it
    members = [around.centre, *(node for node, _ in around.near)]
    known = {member.id for member in members}
    found = [
        step
        for member in members
        for step in all_steps(info.context.graph, member)
        if step.forward and step.end.id in known and may_be_there(step.edge, seen.as_of)
    ]
    return [seen.also(step) for step in sorted(found, key=lambda step: step.edge.id)]


def degree(seen: Dated, info: Info) -> int:
    return sum(1 for _ in all_steps(info.context.graph, seen.it[0]))


def theme_matrix(seen: Dated, info: Info, **arguments: Any) -> Dated:
    as_of = arguments.get("asOf")
    listed = Listed(lambda graph, _: _cells(graph, arguments, as_of), _CELLS, "theme_matrix")
    rows = listed.rows(info.context.graph, Root(), as_of)
    order = Order(listed, info.context.graph, as_of, choices=(_OWNERS[arguments["by"]],))
    return Dated(page(order, rows, arguments), as_of)


def disputes(seen: Dated, info: Info, **arguments: Any) -> list[Dated]:
    as_of = arguments.get("asOf")
    claims = contested(bool(arguments.get("qualified")), bool(arguments.get("otherMatters")))
    rows = claims.rows(info.context.graph, Root(), as_of)
    return [Dated(row.node, as_of) for row in rows[: size(arguments, "first")]]


def dispute(seen: Dated, info: Info, **arguments: Any) -> Dated | None:
    graph = info.context.graph
    claim = graph.answering_for(arguments["id"])
    is_contested = claim and graph.reaching(claim, "DISPUTES", "QUALIFIES", "OTHER_ACCOUNT_OF")
    return Dated(claim, arguments.get("asOf")) if is_contested else None


def in_words(seen: Dated, info: Info) -> str:
    step: Step = seen.it
    kind = RELATIONSHIP_TYPES[step.edge.type]
    says = kind.says if step.forward else kind.said_back
    return f"{_named(step.start)} {says} {_named(step.end)}"


def _named(node: Node) -> str:
    """A caption within a sentence, with who says so: one that is a sentence itself is in quotation marks."""
    caption, standing = str(node.values["caption"]), node.values.get("standing")
    named = f"[{caption[:-1]}]" if caption.endswith(".") else caption
    return f"{named} ({standing})" if standing else named


def _cells(graph: Graph, arguments: Mapping[str, Any], as_of: date | None) -> list[Row]:
    """One row for each theme, owner and basis: how many findings with the theme are in the history."""
    between = arguments.get("between")
    is_between(END_OF_TIME, between)
    counts: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for owner in graph.of(_OWNERS[arguments["by"]]):
        for entry in graph.reaching(owner, "IN_HISTORY_OF"):
            day = entry.values["day"]
            if is_between(day, between) and (as_of is None or day <= as_of) and entry.start.type == "Finding":
                for theme in graph.leaving(entry.start, "HAS_THEME"):
                    counts[theme.end.id, owner.id, entry.values["basis"]].add(matter(graph, entry.start))
    return [_cell(graph, *key, len(found)) for key, found in counts.items()]


def _cell(graph: Graph, theme_id: str, owner: str, basis: str, findings: int) -> Row:
    theme = graph.nodes[theme_id]
    keys = {"theme.name": theme.values["name"], "theme.id": theme.id}
    return Row(graph.nodes[owner], None, {**keys, "theme": theme, "basis": basis, "findings": findings})


def _types(arguments: Mapping[str, Any]) -> list[str] | None:
    """The types that an enumeration names: POLICE_FORCE is PoliceForce."""
    given = arguments.get("types")
    return None if given is None else [name.title().replace("_", "") for name in given]


def _number(arguments: Mapping[str, Any], name: str, usual: int, most: int) -> int:
    given = arguments.get(name)
    number = usual if given is None else int(given)
    if not 1 <= number <= most:
        raise GraphQLError(f"`{name}` is {number}; it can be from 1 to {most}.")
    return number


def _way(seen: Dated) -> Way:
    way: Way = seen.it
    return way


_STEP: dict[str, Resolver] = {
    "from": lambda seen, info: seen.also(seen.it.start),
    "to": lambda seen, info: seen.also(seen.it.end),
    "relationship": lambda seen, info: seen.it.edge.type,
    "forward": lambda seen, info: seen.it.forward,
    "words": in_words,
    "evidence": lambda seen, info, where=None: evidence_of_relationship(seen.it.edge, seen, info, where),
}
QUESTIONS: dict[tuple[str, str], Resolver] = {
    ("Query", "paths"): paths,
    ("Query", "neighbourhood"): neighbourhood,
    ("Query", "themeMatrix"): theme_matrix,
    ("Query", "disputes"): disputes,
    ("Query", "dispute"): dispute,
    ("Dispute", "claim"): lambda seen, info: seen,
    ("Path", "length"): lambda seen, info: len(_way(seen)),
    ("Path", "steps"): lambda seen, info: [seen.also(step) for step in _way(seen)],
    **{(kind, name): resolver for kind in ("Step", "Link") for name, resolver in _STEP.items()},
    ("Link", "id"): lambda seen, info: seen.it.edge.id,
    ("Neighbourhood", "centre"): lambda seen, info: seen.also(seen.it.centre),
    ("Neighbourhood", "nodes"): near,
    ("Neighbourhood", "links"): links,
    ("Neighbourhood", "truncated"): lambda seen, info: not seen.it.whole,
    ("Neighbour", "node"): lambda seen, info: seen.also(seen.it[0]),
    ("Neighbour", "steps"): lambda seen, info: seen.it[1],
    ("Neighbour", "degree"): degree,
}
