"""Assemble the graph from curated files, reference tables and imported files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from graph.model.dates import Period
from graph.model.nodes import Source, fields_of
from graph.model.records import Location, NodeRecord, Records, RelationshipRecord
from seed.errors import Refusal, raise_any
from seed.frameworks import Frameworks
from seed.indexed import Indexed
from seed.sources.imports.bodies import Bodies
from seed.sources.imports.context import Context
from seed.sources.imports.file_formats import read_file
from seed.sources.imports.framework_records import SOURCE, add_frameworks
from seed.sources.imports.names import NameResolver
from seed.sources.imports.publishers.ncpi_list import known_by_address
from seed.sources.imports.reading import Policing, Reading, RowRefusal
from seed.sources.imports.records import RecordsBuilder, add_accounts
from seed.sources.imports.release_merging import merge_inspections
from seed.sources.imports.report_links import report_links
from seed.sources.merge import merge
from seed.sources.parts import Extension, Part


@dataclass(frozen=True)
class ImportFile:
    """A file to import: `name` is its name in messages, `kind` its detected kind, if known."""

    path: Path
    name: str
    kind: str | None = None
    sha256: str = ""


def context_of(base: Records, frameworks: Frameworks) -> Context:
    """The readers' context, from the graph without imports."""
    sources = {record.node.id: record.node for record in base.nodes if isinstance(record.node, Source)}
    return Context(Bodies(base), NameResolver(base, frameworks.inspectorates), frameworks, sources)


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
    """Read imported files; their refusals were reported at import. Raises FileRefused."""
    return [read_file(file.path, file.name, context, file.kind) for file in files]


def assemble_graph(base: Records, readings: Sequence[Reading], frameworks: Frameworks) -> Records:
    """Merge the base with all readings, independent of their order. Raises SeedRefused for contradictions."""
    if not readings:
        return base
    indexed = Indexed(base)
    refusals: list[Refusal] = []
    described = _sources(indexed, readings, refusals)
    # Frameworks are nodes where a table says something of them.
    if covers := any(reading.kind == "coverage" for reading in readings):
        described.setdefault(SOURCE.id, SOURCE)
    known = {own: node for own, node in described.items() if indexed.get(own) is None}
    builder = RecordsBuilder(indexed, frameworks, described)
    outcomes = [outcome for reading in readings for outcome in reading.outcomes]
    add_accounts(builder, merge_inspections(outcomes, described, indexed))
    if covers:
        add_frameworks(builder)
    texts = _texts(readings)
    raise_any([*refusals, *builder.refusals])
    told = {link.start for link in builder.links if link.type == "PUBLISHED_IN"}
    reports = report_links(
        texts.records, described, lambda own: own in told or bool(indexed.ends("PUBLISHED_IN", own))
    )
    policing = [each for reading in readings for each in reading.policing]
    parts = [
        Part(_revised_base(base, builder, policing)),
        builder.part(),
        _policed(builder, policing),
        texts,
        Part(Records((), reports)),
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
                refusals.append(Refusal(Location("sources", source.id), reason))
    return found


def _difference(source: Source, held: Source) -> Iterator[str]:
    there = fields_of(held)
    for name, here in fields_of(source).items():
        if here != there[name]:
            yield f"{name} is {str(here or '')!r} here and {str(there[name] or '')!r} there"


def _revised_base(base: Records, builder: RecordsBuilder, policing: Sequence[Policing]) -> Records:
    """The base with revisions of its nodes by newer releases, and with policing periods from newer
    lookups."""
    nodes = tuple(
        replace(record, node=builder.changed.get(record.node.id, record.node)) for record in base.nodes
    )
    links = {(each.authority, each.force): list[Policing]() for each in policing}
    for each in policing:
        links[each.authority, each.force].append(each)
    relationships = tuple(
        _extended_policing(record, links[record.start, record.end])
        if record.type == "POLICED_BY" and (record.start, record.end) in links
        else record
        for record in base.relationships
    )
    return replace(base, nodes=nodes, relationships=relationships)


def _extended_policing(record: RelationshipRecord, policing: Sequence[Policing]) -> RelationshipRecord:
    """Policing by one force, extended to the years of all lookups that agree on it."""
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


def _policed(builder: RecordsBuilder, policing: Sequence[Policing]) -> Part:
    lookups = RecordsBuilder(builder.base, builder.frameworks, builder.sources)
    for each in policing:
        evidence = lookups.row(each.source, each.locator, each.place)
        lookups.link("POLICED_BY", each.authority, each.force, evidence, each.place)
    return lookups.part()


def _texts(readings: Sequence[Reading]) -> Part:
    """Findings and letters; one that two files state alike is included once."""
    records: dict[str, NodeRecord] = {}
    links: list[RelationshipRecord] = []
    extensions: list[Extension] = []
    for reading in readings:
        for record in reading.part.records.nodes:
            records.setdefault(record.node.id, record)
        links.extend(reading.part.records.relationships)
        extensions.extend(reading.part.extensions)
    return Part(Records(tuple(records.values()), tuple(links)), tuple(extensions))


def _refusal(refused: RowRefusal) -> Refusal:
    column = f"column {refused.column}" if refused.column else "row"
    return Refusal(Location(f"{refused.file}:{refused.row}", column), f"{refused.value!r} {refused.reason}")
