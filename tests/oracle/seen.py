"""What resolvers pass on, and what they look at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from graphql import GraphQLResolveInfo

from tests.oracle.filters import Filters, refuse_large
from tests.oracle.graph import Graph, Relationship


@dataclass(frozen=True)
class World:
    """What resolvers look at: the graph, and the address of Neo4j Browser."""

    graph: Graph
    browser_url: str


@dataclass(frozen=True)
class Seen:
    """Anything on its way to an answer, with the day that the operation asks about."""

    it: Any
    as_of: date | None = None

    def also(self, it: Any) -> Seen:
        return Seen(it, self.as_of)


Resolver: TypeAlias = Callable[..., Any]
Info: TypeAlias = GraphQLResolveInfo[World]


def evidence_of_relationship(
    edge: Relationship | None, seen: Seen, info: Info, where: Mapping[str, Any] | None = None
) -> list[Seen]:
    """The evidence whose ids a relationship carries, in that order."""
    graph = info.context.graph
    refuse_large(where)
    found = [graph.nodes[own] for own in (edge.values.get("evidenceIds", ()) if edge else ())]
    return [seen.also(node) for node in found if Filters(graph, seen.as_of).keeps(node, where)]
