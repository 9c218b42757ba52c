"""Walks along relationships in either direction: the shortest paths between two nodes, and what lies around
one. They skip evidence and sources, where everything meets, and what the build derives.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tests.oracle.days import END_OF_TIME, may_be_there
from tests.oracle.graph import Graph, Node, Relationship

_APART = (
    "EVIDENCED_BY",
    "FROM",
    "VIA",
    "PUBLISHED_IN",
    "IN_HISTORY_OF",
    "JUDGED_IN_AREA_OF",
    "PREVIOUS",
    "HAS_COVERAGE",
    "DUE_UNDER",
    "NOW",
)


@dataclass(frozen=True)
class Step:
    start: Node
    edge: Relationship
    end: Node

    @property
    def forward(self) -> bool:
        return self.edge.start is self.start


Way = tuple[Step, ...]


@dataclass(frozen=True)
class Walk:
    """Where steps may lead: through nodes of ``types`` (None: all) and along relationships that may have
    been there on ``day`` (None: ever)."""

    graph: Graph
    types: Sequence[str] | None = None
    day: date | None = None

    def shortest_ways(self, start: str, goal: str, longest: int) -> list[Way]:
        """Every way of the least length, ordered by the ids of its nodes and then of its relationships.
        The ends may be of any type; no way leads from a node to itself."""
        begin, end = self.graph.answering_for(start), self.graph.answering_for(goal)
        if begin is None or end is None or not is_stop(begin):
            return []
        ways: list[Way] = [()]
        known = {begin.id}
        for _ in range(longest):
            ways = [
                (*way, step)
                for way in ways
                for step in self._steps(way[-1].end if way else begin, end)
                if step.end.id not in known
            ]
            if found := [way for way in ways if way[-1].end is end]:
                return sorted(found, key=_ids)
            known |= {way[-1].end.id for way in ways}
        return []

    def around(self, centre: Node, depth: int) -> list[tuple[Node, int]]:
        """The nodes within some steps, each with how many it is away: the nearest first, then what has no day
        or none that is known, then the newest, then by id."""
        found: list[tuple[Node, int]] = []
        known, edge = {centre.id}, [centre]
        for steps in range(1, depth + 1):
            near = {step.end.id: step.end for node in edge for step in self._steps(node)}
            edge = sorted((near[own] for own in near if own not in known), key=_newest)
            found += [(node, steps) for node in edge]
            known |= set(near)
        return found

    def _steps(self, node: Node, goal: Node | None = None) -> Iterator[Step]:
        for step in all_steps(self.graph, node):
            of_type = self.types is None or step.end.type in self.types or step.end is goal
            there = may_be_there(step.edge, self.day) and may_be_there(step.end, self.day)
            if is_stop(step.end) and of_type and there:
                yield step


def all_steps(graph: Graph, node: Node) -> Iterator[Step]:
    """Every step that starts at a node, wherever it leads."""
    for edge in graph.leaving(node):
        if edge.type not in _APART:
            yield Step(node, edge, edge.end)
    for edge in graph.reaching(node):
        if edge.type not in _APART:
            yield Step(node, edge, edge.start)


def is_stop(node: Node) -> bool:
    return "Entity" in node.labels and node.type not in ("Evidence", "Source")


def _newest(node: Node) -> tuple[int, int, str]:
    """Bodies and people, which have no day, stand before all; what has an unknown one behind all."""
    day = node.values.get("day")
    return (0 if day is None else 1 if day < END_OF_TIME else 2), -(day or END_OF_TIME).toordinal(), node.id


def _ids(way: Way) -> tuple[list[str], list[str]]:
    return [step.end.id for step in way], [step.edge.id for step in way]
