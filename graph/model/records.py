"""Records: a graph before it is in Neo4j, as nodes and relationships that know their evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from graph.model.entity import Entity

# One for all records that have none: a graph has millions of them.
NO_PROPERTIES: Mapping[str, object] = MappingProxyType({})


def relationship_id(kind: str, start: str, end: str, properties: Mapping[str, object]) -> str:
    """The id of a relationship: its type, its ends, and its ``term`` if it has one."""
    term = f"|{properties['term']}" if "term" in properties else ""
    return f"{kind}|{start}|{end}{term}"


@dataclass(frozen=True, slots=True)
class Location:
    """Where a record was stated, for messages: a file and a path or row within it."""

    file: str
    path: str

    def __str__(self) -> str:
        return f"{self.file}: {self.path}"


@dataclass(frozen=True, slots=True)
class NodeRecord:
    node: Entity
    evidence: tuple[str, ...] = ()  # ids of Evidence nodes
    stated: Location | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class RelationshipRecord:
    """``properties`` are keyed by the names of the relationship table. Its id is
    ``TYPE|start|end``, so that two of one type between the same nodes are one; a post that a person
    held a second time is another, ``TYPE|start|end|2``."""

    type: str
    start: str
    end: str
    properties: Mapping[str, object] = field(default_factory=lambda: NO_PROPERTIES)
    evidence: tuple[str, ...] = ()
    stated: Location | None = field(default=None, compare=False)

    @property
    def id(self) -> str:
        return relationship_id(self.type, self.start, self.end, self.properties)


@dataclass(frozen=True)
class Records:
    """The nodes and relationships that sources state, before the build.

    ``aliases`` maps a superseded id to the one that answers now.
    """

    nodes: tuple[NodeRecord, ...] = ()
    relationships: tuple[RelationshipRecord, ...] = ()
    aliases: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def __add__(self, other: Records) -> Records:
        return Records(
            self.nodes + other.nodes,
            self.relationships + other.relationships,
            MappingProxyType({**self.aliases, **other.aliases}),
        )
