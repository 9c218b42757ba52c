"""From records to rows: everything that the build adds to what the sources say, as one pure function."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from graph.model.nodes import (
    DATED,
    Correspondence,
    Entity,
    Finding,
    Statement,
    Statistic,
    labels,
)
from graph.model.records import NodeRecord, Records, RelationshipRecord
from graph.model.relationships import RELATIONSHIP_TYPES
from seed.areas import judged_in_areas
from seed.captions import caption
from seed.chronology import Chronology
from seed.frameworks import Frameworks
from seed.histories import histories
from seed.indexed import Indexed
from seed.previous import previous
from seed.properties import plain, properties_of
from seed.rows import Graph, NodeRow, RelationshipRow, Value

_PLACED = (Correspondence, Finding, Statement, Statistic)


def derive(records: Records, frameworks: Frameworks) -> Graph:
    """The whole graph of merged and checked records, sorted by id, without its `Dataset` node."""
    indexed = Indexed(records)
    when = Chronology(indexed)
    changes = list(previous(indexed, when, frameworks))
    trends = {change.start: change.values["trend"] for change in changes}
    nodes = [_node(indexed, when, record.node, frameworks, trends) for record in records.nodes]
    nodes += [NodeRow(old, ("Alias",)) for old in records.aliases]
    relationships = [
        *map(_relationship, records.relationships),
        *_evidenced(records.nodes),
        *(RelationshipRow("NOW", old, new) for old, new in records.aliases.items()),
        *histories(indexed, when),
        *judged_in_areas(indexed, when),
        *changes,
    ]
    return Graph(
        tuple(sorted(nodes, key=lambda row: row.id)), tuple(sorted(relationships, key=lambda row: row.id))
    )


def _node(
    records: Indexed, when: Chronology, node: Entity, frameworks: Frameworks, trends: Mapping[str, Value]
) -> NodeRow:
    values: dict[str, Value] = properties_of(node)
    del values["id"]
    values["caption"] = caption(records, node, frameworks)
    if isinstance(node, DATED):
        values["day"] = when.day(node.id)
    if isinstance(node, _PLACED):
        values["position"] = when.position(node.id)
    if node.id in trends:
        values["trend"] = trends[node.id]
    return NodeRow(node.id, labels(type(node)), values)


def _relationship(record: RelationshipRecord) -> RelationshipRow:
    values = plain(record.properties.items())
    if RELATIONSHIP_TYPES[record.type].asserts:
        values["evidenceIds"] = record.evidence
    return RelationshipRow(record.type, record.start, record.end, values)


def _evidenced(nodes: tuple[NodeRecord, ...]) -> Iterator[RelationshipRow]:
    for record in nodes:
        for position, held in enumerate(record.evidence):
            yield RelationshipRow("EVIDENCED_BY", record.node.id, held, {"position": position})
