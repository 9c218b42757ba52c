"""The graph of the curated and the reference files, with what imported files add to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from graph.model.dates import Period
from graph.model.nodes import Source, fields_of
from graph.model.records import NodeRecord, Place, Records, RelationshipRecord
from seed.errors import Refusal, raise_any
from seed.frameworks import Frameworks
from seed.indexed import Indexed
from seed.sources.imports.bodies import Bodies
from seed.sources.imports.context import Context
from seed.sources.imports.file_formats import read_file
from seed.sources.imports.names import Names
from seed.sources.imports.publishers.ncpi_list import known_by_address
from seed.sources.imports.reading import Policing, Reading, Refused
from seed.sources.imports.records import Draft, add_accounts
from seed.sources.imports.release_merging import accounts
from seed.sources.merge import merge
from seed.sources.parts import Extension, Part


@dataclass(frozen=True)
class ImportFile:
    """A file to be read: `name` is how messages call it, `kind` what it was found to be, if it is known."""

    path: Path
    name: str
    kind: str | None = None
    sha256: str = ""


def context_of(base: Records, frameworks: Frameworks) -> Context:
    """What readers need to know of the graph without imports."""
    sources = {record.node.id: record.node for record in base.nodes if isinstance(record.node, Source)}
    return Context(Bodies(base), Names(base, frameworks.inspectorates), frameworks, sources)


def read_shipped(folder: Path, context: Context, without: Sequence[str] = ()) -> list[Reading]:
    """The tables of a folder that comes with this repository, but for those of some names; every row of them
    must be right."""
    readings = [
        read_file(path, f"{folder.name}/{path.name}", context)
        for path in sorted(folder.glob("*.csv"))
        if path.name not in without
    ]
    raise_any(_refusal(each) for reading in readings for each in reading.refused)
    return readings


def read_imports(files: Iterable[ImportFile], context: Context) -> list[Reading]:
    """Imported files; what was refused of them was reported when they were imported. Raises FileRefused."""
    return [read_file(file.path, file.name, context, file.kind) for file in files]


def gathered(base: Records, readings: Sequence[Reading], frameworks: Frameworks) -> Records:
    """The base with all readings, whatever their order. Raises SeedRefused for what does not go together."""
    if not readings:
        return base
    indexed = Indexed(base)
    refusals: list[Refusal] = []
    described = _sources(indexed, readings, refusals)
    known = {own: node for own, node in described.items() if indexed.get(own) is None}
    draft = Draft(indexed, frameworks, described)
    outcomes = [outcome for reading in readings for outcome in reading.outcomes]
    add_accounts(draft, accounts(outcomes, described, indexed))
    texts = _texts(readings)
    raise_any([*refusals, *draft.refusals])
    policing = [each for reading in readings for each in reading.policing]
    parts = [
        Part(_revised(base, draft, policing)),
        draft.part(),
        _policed(draft, policing),
        texts,
        Part(Records(tuple(NodeRecord(known[own]) for own in sorted(known)))),
    ]
    return merge(parts)


def _sources(indexed: Indexed, readings: Sequence[Reading], refusals: list[Refusal]) -> dict[str, Source]:
    found = {node.id: node for _, node in indexed.of(Source)}
    for reading in readings:
        for source in reading.sources:
            held = found.get(source.id)
            if held is None or known_by_address(held):
                found[source.id] = source
            elif held != source and not known_by_address(source):
                differing = "; ".join(_difference(source, held))
                reason = (
                    f"{source.id!r} is described otherwise by another file: {differing}; write it alike, or "
                    "give it an id of its own"
                )
                refusals.append(Refusal(Place("sources", source.id), reason))
    return found


def _difference(source: Source, held: Source) -> Iterator[str]:
    there = fields_of(held)
    for name, here in fields_of(source).items():
        if here != there[name]:
            yield f"{name} is {str(here or '')!r} here and {str(there[name] or '')!r} there"


def _revised(base: Records, draft: Draft, policing: Sequence[Policing]) -> Records:
    """The base with what newer releases say of its nodes, and with how long a force is known to police."""
    nodes = tuple(
        replace(record, node=draft.changed.get(record.node.id, record.node)) for record in base.nodes
    )
    links = {(each.authority, each.force): list[Policing]() for each in policing}
    for each in policing:
        links[each.authority, each.force].append(each)
    relationships = tuple(
        _longer(record, links[record.start, record.end])
        if record.type == "POLICED_BY" and (record.start, record.end) in links
        else record
        for record in base.relationships
    )
    return replace(base, nodes=nodes, relationships=relationships)


def _longer(record: RelationshipRecord, policing: Sequence[Policing]) -> RelationshipRecord:
    """Who polices is known for the years of all lookups: between the first and the last it did not change."""
    period = record.properties["period"]
    if not isinstance(period, Period):
        return record
    dates = sorted((each.date for each in policing), key=lambda date: date.first)
    changes: dict[str, object] = {}
    if period.start is None and period.not_after and dates[0].last < period.not_after.first:
        changes["not_after"] = dates[0]
    if period.end is None and period.ended_not_before and dates[-1].first > period.ended_not_before.last:
        changes["ended_not_before"] = dates[-1]
    return replace(record, properties={**record.properties, "period": replace(period, **changes)})  # type: ignore[arg-type]


def _policed(draft: Draft, policing: Sequence[Policing]) -> Part:
    lookups = Draft(draft.base, draft.frameworks, draft.sources)
    for each in policing:
        evidence = lookups.row(each.source, each.locator, each.place)
        lookups.link("POLICED_BY", each.authority, each.force, evidence, each.place)
    return lookups.part()


def _texts(readings: Sequence[Reading]) -> Part:
    """Findings and letters; one that two files state, in the same words, is one."""
    records: dict[str, NodeRecord] = {}
    links: list[RelationshipRecord] = []
    extensions: list[Extension] = []
    for reading in readings:
        for record in reading.part.records.nodes:
            records.setdefault(record.node.id, record)
        links.extend(reading.part.records.relationships)
        extensions.extend(reading.part.extensions)
    return Part(Records(tuple(records.values()), tuple(links)), tuple(extensions))


def _refusal(refused: Refused) -> Refusal:
    column = f"column {refused.column}" if refused.column else "row"
    return Refusal(Place(f"{refused.file}:{refused.row}", column), f"{refused.value!r} {refused.reason}")
