"""The root fields of Query, and the one of Subscription."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import strawberry

from api.schema import arguments
from api.schema.arguments import DEEPEST, DEFAULT_PAGE, LARGEST_PAGE, LONGEST_PATH
from api.schema.bindings import Argument, Take
from api.schema.fields import root
from api.schema.inputs import order, where
from api.schema.inputs.dates import days
from api.schema.inputs.operators import plain
from api.schema.inputs.targets import target
from api.schema.search_text import index_query
from api.schema.types.organisations import Organisation
from api.schema.types.questions import (
    Dataset,
    Dispute,
    MatrixConnection,
    Neighbourhood,
    Path,
    SearchConnection,
)
from api.schema.types.refs import node_types
from api.schema.types.reports import ReportsBesideLetter
from api.schema.types.shared import Connection, Entity, Node
from graph.model.nodes import NODE_TYPES

# Types that only interfaces lead to.
MEMBERS = node_types()
where.define_all((*MEMBERS, Entity, Organisation))
order.define_all((*MEMBERS, Entity, Organisation))
# The order in which the schema first listed the fields of its types; others come after them.
_FIRST = (
    *("PoliceForce", "LocalAuthority", "SafeguardingBoard", "Inspection", "Judgement", "Finding", "Theme"),
    *("Correspondence", "Statement", "Statistic", "Person", "Post", "Source"),
)


@strawberry.type
class _ById:
    # Relay refetches through this field, and wants it with an id alone; `nodes` has `asOf`.
    node: Node | None = root(
        "by_id",
        "Any node by its id.",
        Take.ONE,
        arguments.node,
        parameters={"id": Argument("id", arguments.id_of("id"))},
    )
    nodes: list[Node | None] = root(
        "by_ids",
        "Nodes by their ids, in the order asked for; null where there is none.",
        Take.EVERY,
        arguments.by_ids,
        parameters={"ids": Argument("ids", arguments.limited_ids)},
    )


def _fields_of_types() -> Iterator[tuple[str, Any, Any]]:
    """The two fields of each type that has any: one node by its id, and the list."""
    kinds = {kind.__name__: kind for kind in MEMBERS}
    declared = {each.label: each for each in NODE_TYPES if each.roots}
    for label in sorted(declared, key=lambda each: _FIRST.index(each) if each in _FIRST else len(_FIRST)):
        kind, roots = kinds[label], declared[label].roots
        assert roots
        one = root(
            "by_id",
            f"The {declared[label].noun} with this id; null where there is none.",
            Take.ONE,
            arguments.by_id,
            label=label,
            parameters={"id": Argument("id", arguments.id_of("id"))},
        )
        is_scoped = "scope" in kind.__annotations__
        listed = arguments.of(arguments.listed, target(roots.many), scoped=is_scoped)
        yield roots.one, kind | None, one
        # To mypy a class held in a variable is no type; strawberry reads it when the schema is made.
        yield roots.many, Connection[kind], root(roots.many, roots.description, Take.PAGE, listed)  # type: ignore[valid-type]


def _by_type() -> Any:
    """A type with the fields of all types, as if they were written out."""
    fields = list(_fields_of_types())
    made = type("_ByType", (_ById,), {name: field for name, _, field in fields})
    made.__annotations__ = {name: kind for name, kind, _ in fields}
    return strawberry.type(made)


@strawberry.type(description="The questions that the graph answers. Nothing here changes it.")
class Query(_by_type()):  # type: ignore[misc]  # made from the declarations
    search: SearchConnection[Entity] = root(
        "search",
        "Full-text search in names, texts and captions. Whoever has the name, code or id that is asked comes "
        "first, then the best match. Names of bodies and people are found by how they begin, too. Of "
        "evidence the caption alone is searched, and it comes after everything else.",
        Take.PAGE,
        arguments.of(arguments.search, "Entity", ordered=False, scoped=True),
        parameters={
            "query": Argument("query", index_query, is_choice=True),
            "words": Argument("query"),
            "types": Argument("types", plain),
        },
    )
    paths: list[Path] = root(
        "shortest_paths",
        "The shortest paths between two nodes, each step in words. Sources and evidence are left out, since "
        "everything meets there.",
        Take.TOP,
        arguments.paths,
        parameters={
            "from": Argument("from", arguments.id_of("from")),
            "to": Argument("to", arguments.id_of("to")),
            "types": Argument("types", plain),
            "day": arguments.as_of,
            "longest": Argument("longest", arguments.within("longest", LONGEST_PATH, LONGEST_PATH)),
        },
    )
    neighbourhood: Neighbourhood | None = root(
        "neighbourhood_of",
        "What lies around a node, by depth, types and size; null where there is no node with this id.",
        Take.ONE,
        arguments.neighbourhood,
        parameters={
            "id": Argument("id", arguments.id_of("id")),
            "depth": Argument("depth", arguments.within("depth", 1, DEEPEST)),
            "most": Argument("first", arguments.within("first", DEFAULT_PAGE, LARGEST_PAGE)),
            "types": Argument("types", plain),
            "day": arguments.as_of,
        },
    )
    theme_matrix: MatrixConnection[Organisation] = root(
        "theme_matrix",
        "How many findings of each theme are in the history of each force, or of each authority, by basis.",
        Take.PAGE,
        arguments.theme_matrix,
        parameters={
            "kind": Argument("by", plain, is_choice=True),
            "since": Argument("between", lambda between: days(between).get("from")),
            "until": Argument("between", lambda between: days(between).get("to")),
            "day": arguments.as_of,
        },
    )
    disputes: list[Dispute] = root(
        "disputes",
        "Contested claims, each with every side of it. A contested grade is the judgement itself.",
        Take.TOP,
        arguments.disputes,
        parameters={
            "qualified": Argument("qualified", bool),
            "other": Argument("otherMatters", bool),
        },
    )
    dispute: Dispute | None = root(
        "dispute_of",
        "The contested claim with this id, also if it is only qualified; null where nobody contests it.",
        Take.ONE,
        arguments.by_id,
        parameters={"id": Argument("id", arguments.id_of("id"))},
    )
    reports_beside_letter: ReportsBesideLetter | None = root(
        "reports_beside_letter",
        "What Ofsted's reports say of the police, beside the letter of October 2016 that forces "
        "were failing to protect children; null where the graph lacks the letter.",
        Take.ONE,
        arguments.nothing,
    )
    dataset: Dataset | None = root(
        "dataset_now", "What this server answers from.", Take.ONE, arguments.nothing
    )


@strawberry.type(description="What a client is told of without asking again: over server-sent events.")
class Subscription:
    dataset_changed: Dataset = root(
        "dataset_now",
        "What this server answers from: at once, and again after each publication of another version.",
        Take.ONE,
        arguments.nothing,
    )
