"""What all types share: the interfaces, periods, and the edges and connections of a page."""

from __future__ import annotations

from typing import Any, Generic, TypeVar
from urllib.parse import quote

import strawberry

from api.schema import arguments
from api.schema.environment import Environment
from api.schema.fields import certain, column, computed, every, holds, of_page, value
from api.schema.inputs.facets import FacetBy
from api.schema.scalars import Basis, DateIs, EndState, HistoryKind, NameKind, PartialDate
from api.schema.types.refs import EvidenceRef, ReviewRef, StatementRef
from graph.model.nodes import BY_KIND, LABELS

T = TypeVar("T")


def _browser_url(environment: Environment, node_id: str) -> str | None:
    if environment.browser_url is None:
        return None
    query = f"MATCH (n:Entity {{id: '{node_id}'}}) RETURN n"
    return f"{environment.browser_url}?{environment.connect}cmd=edit&arg={quote(query, safe='')}"


@strawberry.interface(description="Anything with a permanent id.")
class Node:
    id: strawberry.ID = value("Readable, unique and permanent: force:cleveland.")


@strawberry.interface(description="A node of the graph: citable, with its evidence.")
class Entity(Node):
    caption: str = value("A short text that names the node where its type is not known beforehand.")
    note: str | None = value("An editor's decision or caveat, in our own words.")
    evidence: list[EvidenceRef] = every(
        "evidence_of", "The places in sources that say so, or that the node was taken from."
    )
    browser_url: str | None = computed(
        "Opens Neo4j Browser with the query for this node; null where the server was not told its address.",
        _browser_url,
        "id",
    )


@strawberry.interface(
    description="What stands in histories, for one selection of all of them: what each is called, when, and "
    "what kind of entry it is."
)
class DatedEntity(Entity):
    date: PartialDate | None = value("When, as published; null where nothing is known.")
    history_kind: HistoryKind = computed("What kind of entry of a history it is.", lambda _: None)


def history_kind(label: str) -> Any:
    """The kind of entry that every node of a type is."""
    history = BY_KIND[LABELS[label]].history
    assert history is not None
    kind = history.kind.value
    return computed("What kind of entry of a history it is.", lambda _: kind)


@strawberry.type
class SpokenTo(Entity):
    """What every type of the union Assertion has: the statements that speak to it."""

    disputed_by: list[StatementRef] = every("disputes_of", "Statements that dispute it.")
    qualified_by: list[StatementRef] = every("qualifications_of", "Statements that qualify it.")
    answered_by: list[StatementRef] = every("answers_to", "Statements that answer it.")
    outcomes: list[ReviewRef] = every("outcomes_of", "What sources say became of it, in order of time.")


@strawberry.type(description="A half-open interval: it includes its start and not its end.")
class Period:
    start: PartialDate | None = value("When it began, as published; null where unknown.", named="validFrom")
    end: PartialDate | None = value(
        "When it ended, as published; null where unknown or ongoing.", named="validTo"
    )
    end_state: EndState = value("Whether an end is dated, is unknown, or has not come.", named="validToState")
    certain: bool | None = certain(
        "Whether it certainly held on the operation's `asOf`; false where it may have. Null without `asOf`."
    )


@strawberry.type(description="Another name of an organisation.")
class OtherName:
    name: str = column("The name.", "name")
    since: str = column("When it was first used, as published; empty where unknown.", "since")
    until: str = column(
        "Until when it was used, as published, that day not included; empty where it has no end or that is "
        "unknown.",
        "until",
    )
    kind: NameKind | None = column("What kind of name it is; null where not recorded.", "kind")


@strawberry.type(description="Where a page stands among all rows.")
class PageInfo:
    has_next_page: bool = of_page("Whether rows follow this page.")
    has_previous_page: bool = of_page("Whether rows precede this page.")
    start_cursor: str | None = of_page("The cursor of the first row here; null on an empty page.")
    end_cursor: str | None = of_page("The cursor of the last row here; null on an empty page.")


@strawberry.type(description="A row of a list: a node, and what the list says of it.")
class Edge(Generic[T]):
    cursor: str = of_page("Pass it as `after` or `before` to go on from here.")
    node: T = holds("The node.", "node")
    evidence: list[EvidenceRef] = every(
        "evidence_of_relationship",
        "Evidence of the relationship that this row stands for; empty where it stands for none.",
        of="edge",
    )


@strawberry.type(description="The rows with one value.")
class FacetBucket:
    value: str | None = of_page("The value, or the id of the related node; null: the rows without one.")
    caption: str | None = of_page("What the related node is called; null for a plain value.")
    count: int = of_page(
        "How many rows have it; of findings, those with one `matter` count once. A row with several related "
        "nodes counts for each. Counts of findings are floors, and never rank forces or areas."
    )


@strawberry.type(description="The rows of a list, counted by one thing.")
class Facet:
    by: FacetBy = of_page("What they are counted by.")
    buckets: list[FacetBucket] = of_page(
        "The values, the most frequent first; at most 100, among them always the null of rows without one."
    )
    is_complete: bool = of_page("Whether these are all values; false where more rows have rarer ones.")


@strawberry.type(description="What every page has.")
class Page(Generic[T]):
    nodes: list[T] = of_page("The nodes of this page.")
    page_info: PageInfo = of_page("Where this page stands.")
    total_count: int = of_page("How many rows there are on all pages; counted only when selected.")
    facets: list[Facet] = of_page(
        "How many rows of all pages there are for each value of something; counted only when selected.",
        arguments.facets,
    )


@strawberry.type(description="One page of a list.")
class Connection(Page[T]):
    edges: list[Edge[T]] = of_page("The rows of this page.")


@strawberry.type(description="A row whose relationship held for a time.")
class DatedEdge(Edge[T]):
    period: Period = holds("When the relationship held.", "edge")


@strawberry.type(description="One page of relationships that held for a time.")
class DatedConnection(Page[T]):
    edges: list[DatedEdge[T]] = of_page("The rows of this page.")


@strawberry.type(description="A post held by a person.")
class HoldingEdge(DatedEdge[T]):
    qualifier: str | None = value('How the post was held: "Temporary".', of="edge")


@strawberry.type(description="One page of holdings of posts.")
class HoldingConnection(Page[T]):
    edges: list[HoldingEdge[T]] = of_page("The rows of this page.")


@strawberry.type(description="A row that belongs to an organisation on a basis.")
class BasisEdge(Edge[T]):
    basis: Basis = value("Whether the very source names the organisation.", of="edge")


@strawberry.type(description="One page of what belongs to an organisation, each on a basis.")
class BasisConnection(Page[T]):
    edges: list[BasisEdge[T]] = of_page("The rows of this page.")


@strawberry.type(description="An entry of a history.")
class HistoryEdge(BasisEdge[T]):
    date: PartialDate | None = value(
        "When, as published; of a cycle of inspections, its last year; null where nothing is known.",
        of="edge",
    )
    date_is: DateIs | None = value("What the date stands for; null where there is none.", of="edge")
    kind: HistoryKind = value("What kind of entry it is.", of="edge")


@strawberry.type(description="One page of a history, in order of time.")
class HistoryConnection(Page[T]):
    edges: list[HistoryEdge[T]] = of_page("The entries of this page.")
