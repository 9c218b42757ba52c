"""What a resolver of the oracle gets: a value with the day asked about, and the graph."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from graphql import GraphQLResolveInfo

from tests.oracle.filters import Filters, refuse_large
from tests.oracle.graph import Graph, Relationship


@dataclass(frozen=True)
class ResolverContext:
    """What resolvers look at: the graph, and the address of Neo4j Browser."""

    graph: Graph
    browser_url: str


@dataclass(frozen=True)
class Dated:
    """Anything on its way to an answer, with the day that the operation asks about."""

    it: Any
    as_of: date | None = None

    def also(self, it: Any) -> Dated:
        return Dated(it, self.as_of)


Resolver: TypeAlias = Callable[..., Any]
Info: TypeAlias = GraphQLResolveInfo[ResolverContext]


def evidence_of_relationship(
    edge: Relationship | None, seen: Dated, info: Info, where: Mapping[str, Any] | None = None
) -> list[Dated]:
    """The evidence whose ids a relationship carries, in that order."""
    graph = info.context.graph
    refuse_large(where)
    found = [graph.nodes[own] for own in (edge.values.get("evidenceIds", ()) if edge else ())]
    return [seen.also(node) for node in found if Filters(graph, seen.as_of).keeps(node, where)]
