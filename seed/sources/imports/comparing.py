"""Compare what a file states with the graph without it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.model.nodes import Entity, Evidence, Inspection, Source, fields_of
from graph.model.records import Records
from seed.indexed import Indexed
from seed.sources.imports.inspection_matching import evidence_id_of
from seed.sources.imports.reading import Reading
from seed.sources.imports.release_merging import MergedInspection, merge_inspections


@dataclass(frozen=True)
class FileChanges:
    """The ids that a file adds and changes, the number of unchanged ones, and the ids that it ends: of nodes
    that no longer exist, or have another id now."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: int = 0
    ended: tuple[str, ...] = ()


@dataclass(frozen=True)
class ComparedNode:
    """A node that a file states: its id, and the ids that it may have had before."""

    id: str
    known_as: tuple[str, ...]


def compare(
    before: Records, after: Records, base: Records, reading: Reading, every: Sequence[Reading]
) -> FileChanges:
    """The changes of `reading` between two sets of records; `after` was made from `base` and `every`
    reading."""
    old, new = Indexed(before), Indexed(after)
    added, changed, unchanged = list[str](), list[str](), 0
    seen = set[str]()
    for thing in _stated(reading, every, base):
        if thing.id in seen:
            # An earlier row of the file states the same node.
            unchanged += 1
            continue
        seen.add(thing.id)
        was = next((each for each in thing.known_as if each in old.nodes), None)
        if was is None:
            added.append(thing.id)
        elif _facts(old, was) != _facts(new, thing.id):
            changed.append(thing.id)
        else:
            unchanged += 1
    ended = sorted(own for own in old.nodes if own not in new.nodes)
    return FileChanges(tuple(sorted(added)), tuple(sorted(changed)), unchanged, tuple(ended))


def _stated(reading: Reading, every: Sequence[Reading], base: Records) -> Iterator[ComparedNode]:
    by_outcome = _accounts(every, base) if reading.outcomes else {}
    for outcome in {each.statement: each for each in reversed(reading.outcomes)}.values():
        account = by_outcome[evidence_id_of(outcome)]
        prefix = account.id.rpartition(":")[0]
        yield ComparedNode(account.id, (account.id, *(f"{prefix}:{date}" for date in account.dates)))
    for record in reading.part.records.nodes:
        if not isinstance(record.node, Evidence):
            yield ComparedNode(record.node.id, (record.node.id,))
    for each in reading.policing:
        yield ComparedNode(each.authority, (each.authority,))


def _accounts(every: Sequence[Reading], base: Records) -> dict[str, MergedInspection]:
    """The merged inspection for each evidence id."""
    sources = {record.node.id: record.node for record in base.nodes if isinstance(record.node, Source)}
    sources |= {source.id: source for each in every for source in each.sources}
    outcomes = [outcome for each in every for outcome in each.outcomes]
    found = merge_inspections(outcomes, sources, Indexed(base))
    return {evidence_id_of(outcome): account for account in found for outcome in account.outcomes}


def _facts(records: Indexed, own: str) -> object:
    """The properties of a node, its policing and, for an inspection, its judgements; without evidence and
    ids."""
    node = records.get(own)
    judged = records.ends("JUDGED", own) if isinstance(node, Inspection) else ()
    policed = [dict(link.properties) for link in records.leaving("POLICED_BY", own)]
    return [policed, *(_plain(each) for each in (node, *map(records.get, judged)))]


def _plain(node: Entity | None) -> object:
    return {name: value for name, value in fields_of(node).items() if name != "id"} if node else None
