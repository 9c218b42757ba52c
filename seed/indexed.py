"""Records looked up from both ends."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby
from operator import attrgetter
from typing import TypeVar, cast

from graph.model.nodes import Entity
from graph.model.records import NodeRecord, Records, RelationshipRecord

E = TypeVar("E", bound=Entity)
Links = tuple[RelationshipRecord, ...]
# The id of a node that a way leads to, and the evidence of the relationships on the way.
Reached = tuple[str, tuple[str, ...]]


class Indexed:
    """Merged records, by id, by type and by relationship. Lists of relationships come sorted by id."""

    def __init__(self, records: Records) -> None:
        self.records = records
        self.nodes: dict[str, NodeRecord] = {record.node.id: record for record in records.nodes}
        self._nodes: dict[type[Entity], list[NodeRecord]] = defaultdict(list)
        for each in records.nodes:
            self._nodes[type(each.node)].append(each)
        self._links: dict[str, list[RelationshipRecord]] = defaultdict(list)
        for link in records.relationships:
            self._links[link.type].append(link)
        for links in self._links.values():
            links.sort(key=lambda each: each.id)
        self._leaving = _Ends(self._links, attrgetter("start"))
        self._arriving = _Ends(self._links, attrgetter("end"))

    def get(self, own: str) -> Entity | None:
        record = self.nodes.get(own)
        return record.node if record else None

    def of(self, kind: type[E]) -> Iterator[tuple[NodeRecord, E]]:
        """The nodes of a type, with their records."""
        for known, records in self._nodes.items():
            if issubclass(known, kind):
                for record in records:
                    yield record, cast(E, record.node)

    def links(self, name: str) -> Sequence[RelationshipRecord]:
        """All relationships of a type."""
        return self._links.get(name, ())

    def leaving(self, name: str, start: str) -> Links:
        return self._leaving[name].get(start, ())

    def arriving(self, name: str, end: str) -> Links:
        return self._arriving[name].get(end, ())

    def ends(self, name: str, start: str) -> tuple[str, ...]:
        """Ids of the nodes that relationships of a type lead to from `start`."""
        return tuple(record.end for record in self.leaving(name, start))

    def starts(self, name: str, end: str) -> tuple[str, ...]:
        """Ids of the nodes from which relationships of a type lead to `end`."""
        return tuple(record.start for record in self.arriving(name, end))

    def along(self, way: str, own: str) -> list[Reached]:
        """What a way (``graph.model.node_type``) leads to from a node."""
        reached: list[Reached] = [(own, ())]
        for name, is_forward in _steps(way):
            reached = [
                (link.end if is_forward else link.start, evidence + link.evidence)
                for here, evidence in reached
                for link in (self.leaving(name, here) if is_forward else self.arriving(name, here))
            ]
        return reached


@cache
def _steps(way: str) -> tuple[tuple[str, bool], ...]:
    """The relationships that a way names, each with whether it is read along its arrow."""
    return tuple((step.removeprefix("<"), not step.startswith("<")) for step in way.split())


class _Ends(dict[str, Mapping[str, Links]]):
    """The relationships of each type by one of their ends. A type is sorted when it is first asked for: most
    never are, and all together would take as much memory as the records."""

    def __init__(
        self,
        links: Mapping[str, Sequence[RelationshipRecord]],
        end: Callable[[RelationshipRecord], str],
    ) -> None:
        super().__init__()
        self._links = links
        self._end = end

    def __missing__(self, name: str) -> Mapping[str, Links]:
        # The sort is stable: those of one end stay sorted by id.
        ordered = sorted(self._links.get(name, ()), key=self._end)
        self[name] = {own: tuple(group) for own, group in groupby(ordered, self._end)}
        return self[name]
