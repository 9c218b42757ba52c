"""Records looked up from both ends."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TypeVar

from graph.model.nodes import Entity
from graph.model.records import NodeRecord, Records, RelationshipRecord

E = TypeVar("E", bound=Entity)


class Indexed:
    """Merged records, by id and by relationship. Lists come sorted by id."""

    def __init__(self, records: Records) -> None:
        self.records = records
        self.nodes: dict[str, NodeRecord] = {record.node.id: record for record in records.nodes}
        self._out: dict[tuple[str, str], list[RelationshipRecord]] = defaultdict(list)
        self._in: dict[tuple[str, str], list[RelationshipRecord]] = defaultdict(list)
        for record in sorted(records.relationships, key=lambda each: each.id):
            self._out[record.type, record.start].append(record)
            self._in[record.type, record.end].append(record)

    def get(self, own: str) -> Entity | None:
        record = self.nodes.get(own)
        return record.node if record else None

    def of(self, kind: type[E]) -> Iterator[tuple[NodeRecord, E]]:
        """The nodes of a type, with their records."""
        for record in self.records.nodes:
            if isinstance(record.node, kind):
                yield record, record.node

    def leaving(self, name: str, start: str) -> list[RelationshipRecord]:
        return self._out.get((name, start), [])

    def arriving(self, name: str, end: str) -> list[RelationshipRecord]:
        return self._in.get((name, end), [])

    def ends(self, name: str, start: str) -> tuple[str, ...]:
        """Ids of the nodes that relationships of a type lead to from `start`."""
        return tuple(record.end for record in self.leaving(name, start))

    def starts(self, name: str, end: str) -> tuple[str, ...]:
        """Ids of the nodes from which relationships of a type lead to `end`."""
        return tuple(record.start for record in self.arriving(name, end))
