"""Merge parts into one set of records, independent of their order and of repetitions.

Relationships may be stated at both ends, and evidence beside several facts, if the statements agree. A node
is stated once; other sources may extend it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, replace
from types import MappingProxyType

from graph.model.nodes import Entity, Evidence, Organisation, fields_of
from graph.model.records import Location, NodeRecord, Records, RelationshipRecord
from seed.errors import Refusal, raise_any
from seed.sources.parts import Extension, OtherName, Part

_NOWHERE = Location("records", "")


def merge(parts: Iterable[Part]) -> Records:
    """Merge the parts into records sorted by id.

    Raises SeedRefused with both places of each contradiction.
    """
    parts = tuple(parts)
    refusals: list[Refusal] = []
    aliases = _aliases(parts, refusals)
    nodes = {own: _one_node(records, refusals) for own, records in _by_id(parts)}
    _extend(nodes, [item for part in parts for item in part.extensions], aliases, refusals)
    stated = defaultdict(list)
    for part in parts:
        for record in part.records.relationships:
            moved = replace(record, start=resolve(record.start, aliases), end=resolve(record.end, aliases))
            stated[moved.id].append(moved)
    relationships = [_one_relationship(records, refusals) for _, records in sorted(stated.items())]
    raise_any(refusals)
    return Records(
        tuple(nodes[own] for own in sorted(nodes)), tuple(relationships), MappingProxyType(aliases)
    )


def resolve(own: str, aliases: Mapping[str, str]) -> str:
    """The current id for `own`, following aliases; stops where a cycle closes."""
    seen = {own}
    while (now := aliases.get(own)) and now not in seen:
        own = now
        seen.add(own)
    return own


def _aliases(parts: Sequence[Part], refusals: list[Refusal]) -> dict[str, str]:
    found: dict[str, set[str]] = defaultdict(set)
    for part in parts:
        for old, new in part.records.aliases.items():
            found[old].add(new)
    for old, targets in found.items():
        if len(targets) > 1:
            reason = f"is an alias of {' and of '.join(sorted(targets))}; only one id can answer for it"
            refusals.append(Refusal(Location("aliases", old), reason))
    return {old: min(found[old]) for old in sorted(found)}


def _by_id(parts: Sequence[Part]) -> Iterator[tuple[str, list[NodeRecord]]]:
    stated: dict[str, list[NodeRecord]] = defaultdict(list)
    for part in parts:
        for record in part.records.nodes:
            stated[record.node.id].append(record)
    yield from sorted(stated.items())


def _one_node(records: list[NodeRecord], refusals: list[Refusal]) -> NodeRecord:
    """The one node of several statements: evidence may be stated repeatedly, another node only once."""
    records = sorted(records, key=_place_order)
    first = records[0]
    for other in records[1:]:
        if isinstance(first.node, Evidence):
            if first.node != other.node:
                reason = f"states {first.node.id} otherwise than {_where(first)}: {_difference(first, other)}"
                refusals.append(Refusal(_where(other), reason))
        elif other != first or other.stated != first.stated:
            reason = (
                f"{first.node.id} is already stated in {_where(first)}; keep one, or give this its own id"
            )
            refusals.append(Refusal(_where(other), reason))
    return first


def _one_relationship(records: list[RelationshipRecord], refusals: list[Refusal]) -> RelationshipRecord:
    records = sorted(records, key=_place_order)
    first, properties = records[0], dict(records[0].properties)
    for other in records[1:]:
        for name, value in other.properties.items():
            if properties.setdefault(name, value) != value:
                reason = (
                    f"says that {name} is {value} for {first.type} from {first.start} to {first.end}, "
                    f"but {_where(first)} says {properties[name]}"
                )
                refusals.append(Refusal(_where(other), reason))
    return replace(
        first, properties=MappingProxyType(properties), evidence=_union([item.evidence for item in records])
    )


def _extend(
    nodes: dict[str, NodeRecord],
    extensions: Sequence[Extension],
    aliases: Mapping[str, str],
    refusals: list[Refusal],
) -> None:
    by_node: dict[str, list[Extension]] = defaultdict(list)
    for item in extensions:
        own = resolve(item.id, aliases)
        if own in nodes:
            by_node[own].append(item)
        else:
            place = item.stated or _NOWHERE
            refusals.append(
                Refusal(place, f"extends {item.id}, which nothing states; give it an id of its own")
            )
    for own, items in by_node.items():
        record = nodes[own]
        added = sorted({held for item in items for held in item.evidence} - set(record.evidence))
        node = _with_names(record.node, {name for item in items for name in item.other_names})
        nodes[own] = replace(record, node=node, evidence=(*record.evidence, *added))


def _with_names(node: Entity, names: set[OtherName]) -> Entity:
    if not isinstance(node, Organisation) or not names:
        return node
    held = zip(
        *(node.other_names, node.other_names_from, node.other_names_to, node.other_names_kind), strict=True
    )
    known = [OtherName(*each) for each in held]
    known += sorted(names - set(known), key=astuple)
    return replace(
        node,
        other_names=tuple(name.name for name in known),
        other_names_from=tuple(name.start for name in known),
        other_names_to=tuple(name.end for name in known),
        other_names_kind=tuple(name.kind for name in known),
    )


def _union(lists: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """A single list unchanged; the sorted union of different lists."""
    distinct = set(lists)
    return lists[0] if len(distinct) == 1 else tuple(sorted({item for each in distinct for item in each}))


def _difference(first: NodeRecord, other: NodeRecord) -> str:
    return "; ".join(
        f"{name} is {here!r} here and {there!r} there"
        for name, there in fields_of(first.node).items()
        if there != (here := getattr(other.node, name, None))
    )


def _where(record: NodeRecord | RelationshipRecord) -> Location:
    return record.stated or _NOWHERE


def _place_order(record: NodeRecord | RelationshipRecord) -> tuple[str, int, str, str]:
    file, _, line = _where(record).file.rpartition(":")
    content = record.node if isinstance(record, NodeRecord) else sorted(record.properties.items())
    return file, int(line) if line.isdecimal() else 0, _where(record).path, repr((content, record.evidence))
