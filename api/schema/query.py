"""The root fields."""

from __future__ import annotations

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
from api.schema.types.correspondence import Correspondence, Statement, Statistic
from api.schema.types.evidence import Evidence, Source
from api.schema.types.findings import Finding, Theme
from api.schema.types.inspections import Inspection, Judgement
from api.schema.types.organisations import (
    GovernmentBody,
    Inspectorate,
    LocalAuthority,
    Organisation,
    PoliceForce,
    SafeguardingBoard,
)
from api.schema.types.people import Person, Place, Post, Unit
from api.schema.types.questions import (
    Dataset,
    Dispute,
    MatrixConnection,
    Neighbourhood,
    Path,
    SearchConnection,
)
from api.schema.types.shared import Connection, Entity, Node

# Types that only interfaces lead to.
MEMBERS = (
    PoliceForce, LocalAuthority, SafeguardingBoard, Inspectorate, GovernmentBody, Unit, Person, Post, Place,
    Inspection, Judgement, Finding, Theme, Correspondence, Statement, Statistic, Source, Evidence,
)  # fmt: skip
where.define_all((*MEMBERS, Entity, Organisation))
order.define_all((*MEMBERS, Entity, Organisation))


def _by_id(label: str, what: str) -> Any:
    return root(
        "by_id",
        f"The {what} with this id; null where there is none.",
        Take.ONE,
        arguments.by_id,
        label=label,
        parameters={"id": Argument("id", arguments.id_of("id"))},
    )


def _listed(pattern: str, description: str) -> Any:
    return root(pattern, description, Take.PAGE, arguments.of(arguments.listed, target(pattern)))


@strawberry.type(description="The questions that the graph answers. Nothing here changes it.")
class Query:
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
    force: PoliceForce | None = _by_id("PoliceForce", "police force")
    forces: Connection[PoliceForce] = _listed("forces", "Police forces, by name.")
    authority: LocalAuthority | None = _by_id("LocalAuthority", "local authority")
    authorities: Connection[LocalAuthority] = _listed(
        "authorities", "Local authorities, current and former, by name."
    )
    board: SafeguardingBoard | None = _by_id("SafeguardingBoard", "safeguarding board")
    boards: Connection[SafeguardingBoard] = _listed("boards", "Safeguarding boards, by name.")
    inspection: Inspection | None = _by_id("Inspection", "inspection")
    inspections: Connection[Inspection] = _listed("inspections", "Inspections, the newest first.")
    judgement: Judgement | None = _by_id("Judgement", "judgement")
    judgements: Connection[Judgement] = _listed("judgements", "Judgements, the newest first.")
    finding: Finding | None = _by_id("Finding", "finding")
    findings: Connection[Finding] = _listed("findings", "Findings, the newest first.")
    theme: Theme | None = _by_id("Theme", "theme")
    themes: Connection[Theme] = _listed("themes", "Themes, by name.")
    correspondence: Correspondence | None = _by_id("Correspondence", "letter, reply or statement")
    correspondences: Connection[Correspondence] = _listed(
        "correspondences", "Correspondence, in order of time."
    )
    statement: Statement | None = _by_id("Statement", "statement")
    statements: Connection[Statement] = _listed("statements", "Statements, in order of time.")
    statistic: Statistic | None = _by_id("Statistic", "number")
    statistics: Connection[Statistic] = _listed("statistics", "Numbers as published.")
    person: Person | None = _by_id("Person", "person")
    people: Connection[Person] = _listed("people", "People whom sources name, by name.")
    post: Post | None = _by_id("Post", "post")
    posts: Connection[Post] = _listed("posts", "Posts, by name.")
    source: Source | None = _by_id("Source", "source")
    sources: Connection[Source] = _listed("sources", "Documents that facts rest on, by name.")
    search: SearchConnection[Entity] = root(
        "search",
        "Full-text search in names, texts and captions, the best match first. Of evidence the caption alone "
        "is searched, and it comes after everything else.",
        Take.PAGE,
        arguments.of(arguments.search, "Entity", ordered=False),
        parameters={"query": Argument("query", index_query, is_choice=True), "words": Argument("query")},
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
        "disputes", "Contested claims, each with every side of it.", Take.TOP, arguments.top
    )
    dataset: Dataset | None = root(
        "dataset_now", "What this server answers from.", Take.ONE, arguments.nothing
    )
