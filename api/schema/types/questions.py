"""What the questions answer with: search results, paths in words, contested claims, the dataset."""

from __future__ import annotations

from typing import Generic, TypeVar

import strawberry

from api.schema.bindings import PropertyRead
from api.schema.environment import Environment
from api.schema.fields import column, computed, counted, every, holds, of_page, page, value
from api.schema.scalars import Basis, DatasetState
from api.schema.search_text import TEXTS, excerpt
from api.schema.types.frameworks import Coverage
from api.schema.types.refs import (
    Account,
    Assertion,
    EntityRef,
    EvidenceRef,
    ReviewRef,
    Revised,
    SourceRef,
    StatementRef,
    ThemeRef,
    Undisputed,
)
from api.schema.types.shared import Connection, Edge, Page, PageInfo
from graph.model.relationships import RELATIONSHIP_TYPES

T = TypeVar("T")


def in_words(
    _: Environment,
    start: str,
    start_standing: str | None,
    relationship: str,
    forward: bool,
    end: str,
    end_standing: str | None,
) -> str:
    kind = RELATIONSHIP_TYPES[relationship]
    says = kind.says if forward else kind.said_back
    return f"{_named(start, start_standing)} {says} {_named(end, end_standing)}"


def _named(caption: str, standing: str | None) -> str:
    """A caption within a sentence, with who says so. One that is a sentence itself is in square brackets: in
    quotation marks our words would pass for the speaker's."""
    named = f"[{caption[:-1]}]" if caption.endswith(".") else caption
    return f"{named} ({standing})" if standing else named


@strawberry.type(description="One step of a path: from a node, along or against a relationship, to the next.")
class Step:
    from_: EntityRef = holds("Where the step starts.", "origin", name="from")
    to: EntityRef = holds("Where the step ends.", "node")
    relationship: str = column("The type of the relationship.", "relationship")
    forward: bool = column("Whether the step goes along the relationship; false: against it.", "forward")
    words: str = computed(
        "The step in words; a claim or finding is in square brackets, as its words are ours, followed by who "
        "says so and how it stands.",
        in_words,
        PropertyRead("origin", "caption"),
        PropertyRead("origin", "standing"),
        PropertyRead("relationship", None),
        PropertyRead("forward", None),
        PropertyRead("node", "caption"),
        PropertyRead("node", "standing"),
    )
    evidence: list[EvidenceRef] = every(
        "evidence_of_relationship", "Evidence of the relationship.", of="edge"
    )


@strawberry.type(description="A way from one node to another.")
class Path:
    length: int = column("How many steps it has.", "hops")
    steps: list[Step] = every("steps_of_path", "Its steps, in order.", of="path")


@strawberry.type(description="A node of a neighbourhood.")
class Neighbour:
    node: EntityRef = holds("The node.", "node")
    steps: int = column("How many steps it is away.", "steps")
    degree: int = counted(
        "degree_of_neighbour",
        "How many relationships it has in all; where that is more than is shown, go on from there.",
        of="node",
    )


@strawberry.type(description="A relationship of a neighbourhood.")
class Link:
    id: str = value("Its id.", of="edge")
    relationship: str = column("Its type.", "relationship")
    from_: EntityRef = holds("Where it starts.", "origin", name="from")
    to: EntityRef = holds("Where it ends.", "goal")
    words: str = computed(
        "The relationship in words; a claim or finding is followed by who says so and how it stands.",
        in_words,
        PropertyRead("origin", "caption"),
        PropertyRead("origin", "standing"),
        PropertyRead("relationship", None),
        PropertyRead("forward", None),
        PropertyRead("goal", "caption"),
        PropertyRead("goal", "standing"),
    )
    evidence: list[EvidenceRef] = every("evidence_of_relationship", "Its evidence.", of="edge")


@strawberry.type(description="What lies around a node, without evidence and sources, where everything meets.")
class Neighbourhood:
    centre: EntityRef = holds("The node.", "centre")
    nodes: list[Neighbour] = every(
        "nodes_reached",
        "The nodes around it: the nearest first, then what has no day of its own, then the newest, and last "
        "what has an unknown day.",
        of="reached",
    )
    links: list[Link] = every("edges_among", "The relationships between all of these.", of="members")
    truncated: bool = column(
        "Whether there are more nodes within the depth than were asked for.", "truncated"
    )


@strawberry.type(description="A cell of the theme matrix; its node is the organisation.")
class MatrixEdge(Edge[T]):
    theme: ThemeRef = holds("The theme.", "theme")
    basis: Basis = column("AREA attributes nothing to a force.", "basis")
    findings: int = column(
        "How many findings, those with one `matter` counted once: a floor, never a rank of forces or areas.",
        "findings",
    )


@strawberry.type(description="One page of the theme matrix, by theme and organisation.")
class MatrixConnection(Generic[T]):
    nodes: list[T] = of_page("The organisations of this page, one for each cell.")
    page_info: PageInfo = of_page("Where this page stands.")
    total_count: int = of_page("How many cells there are on all pages; counted only when selected.")
    edges: list[MatrixEdge[T]] = of_page("The cells of this page.")


@strawberry.type(description="A search result.")
class SearchEdge(Edge[T]):
    score: float = column("How well it matches, relative to the other results of this search.", "score")
    excerpt: str = computed(
        "The words around the first match; every match stands between ** and **.",
        excerpt,
        PropertyRead("words", None),
        *(PropertyRead("node", name) for name in TEXTS),
    )


@strawberry.type(description="One page of search results, the best first.")
class SearchConnection(Page[T]):
    edges: list[SearchEdge[T]] = of_page("The results of this page.")


@strawberry.type(description="A contested claim, with every side of it.")
class Dispute:
    claim: Assertion = holds("What is contested: a claim, a grade, or the telling of an event.", "node")
    about: list[EntityRef] = every("subjects_of", "What the claim is about; empty for a finding.", of="node")
    disputed_by: list[StatementRef] = every("disputes_of", "Statements that dispute it.", of="node")
    qualified_by: list[StatementRef] = every("qualifications_of", "Statements that qualify it.", of="node")
    replies: list[StatementRef] = every(
        "replies_in_dispute",
        "What was answered to the claim and to the statements that dispute or qualify it; empty: none found.",
        of="node",
    )
    outcomes: list[ReviewRef] = every(
        "outcomes_in_dispute",
        "What sources say became of the claim, of the statements that dispute or qualify it, and of the "
        "letters that make them; empty: none found.",
        of="node",
    )
    other_accounts: list[Account] = every("other_accounts_of", "Other tellings of the same event.", of="node")
    supported_by: list[Account] = every("support_of_claim", "What supports the claim.", of="node")
    against: list[Account] = every(
        "support_of_disputes", "What supports the statements that dispute it.", of="node"
    )
    not_disputed: list[Undisputed] = every(
        "undisputed_in_dispute", "What the statements that dispute it leave standing.", of="node"
    )
    evidence: list[EvidenceRef] = every("evidence_of", "Evidence that the claim was made.", of="node")


@strawberry.type(description="What this server answers from: one immutable build of the graph.")
class Dataset:
    version: str = value("A hash of everything in it: the same version gives the same answers.")
    state: DatasetState = value("Whether it is complete.")
    format: int = value("The number of the build's format.")
    node_count: int = value("How many nodes it has.")
    relationship_count: int = value("How many relationships it has.")
    sources: Connection[SourceRef] = page("sources", "The documents that its facts rest on, with licences.")
    conflicts: Connection[Revised] = page(
        "conflicts", "Inspections and judgements of which releases say different things, the newest first."
    )
    coverage: list[Coverage] = every(
        "coverage_of_dataset", "What is held of each framework in all, cycle by cycle, and why no more."
    )
