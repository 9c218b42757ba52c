"""Decide which rows of imported files are accepted.

Refused are rows that contradict the same release in another source, and rows that break a rule of the graph.
Of two rows that contradict each other, the one of the later file is refused. The result is the same for each
build of the same list of files.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from graph.model.nodes import Evidence, Source
from graph.model.records import Location, NodeRecord, Records, RelationshipRecord
from graph.model.spelling import camel
from seed.checks.soundness import check_rules
from seed.errors import Refusal, SeedRefused
from seed.frameworks import Frameworks
from seed.indexed import Indexed
from seed.sources.imports.errors import FileRefused
from seed.sources.imports.graph_assembly import assemble_graph
from seed.sources.imports.inspection_matching import (
    FIELDS,
    Disagreement,
    disagreement,
    evidence_id_of,
    is_same_inspection,
    refusal,
)
from seed.sources.imports.reading import Cell, Outcome, Reading, RowRefusal, TextRow
from seed.sources.imports.release_merging import MergedInspection, merge_inspections
from seed.sources.parts import Extension, Part

_SAID_LATER = (
    "what is held stays; a release that corrects another has its own day of release, which makes it a source "
    "of its own"
)
_TEXT_LATER = "what is held stays; docs/importing.md says how to correct it"
_NOWHERE = "is not stated anywhere; correct the id"
_Stated = NodeRecord | RelationshipRecord | Extension
Problems = Mapping[int, Sequence[tuple[Cell, Refusal]]]


@dataclass(frozen=True)
class AcceptedImports:
    """The graph with all imports, and the accepted rows of each import."""

    records: Records
    imports: tuple[Reading, ...]


def accept_imports(
    base: Records,
    shipped: Sequence[Reading],
    imports: Sequence[Reading],
    names: Sequence[str],
    frameworks: Frameworks,
) -> AcceptedImports:
    """Assemble the graph, refusing rows of imports until no rule is broken; `names` are their files.

    Raises FileRefused if a problem cannot be traced to a row."""
    accepted = _without_contradictions(shipped, imports)
    while True:
        try:
            records = assemble_graph(base, [*shipped, *accepted], frameworks)
            problems = tuple(check_rules(records, frameworks)) if imports else ()
        except SeedRefused as error:
            problems = error.refusals
        if not problems:
            return AcceptedImports(records, tuple(_with_unknown_links(each, records) for each in accepted))
        rows = _rows_behind(problems, base, shipped, accepted)
        if not rows:
            raise _unexplained(problems, names)
        accepted = [_without_rows(each, rows.get(number, ())) for number, each in enumerate(accepted)]


def _with_unknown_links(reading: Reading, records: Records) -> Reading:
    """An import with refusals for unknown link targets in rows that are already refused, sorted by row."""
    known = {record.node.id for record in records.nodes} | set(records.aliases)
    found = [
        RowRefusal(cell.file, cell.sheet, cell.row, cell.column, cell.value, _NOWHERE)
        for link in reading.pending
        if isinstance(cell := link.stated, Cell) and not {link.start, link.end} & known
    ]
    sheets = list(dict.fromkeys(each.sheet for each in (*reading.refused, *found)))
    refused = sorted((*reading.refused, *found), key=lambda each: (sheets.index(each.sheet), each.row))
    return replace(reading, refused=tuple(refused))


def _unexplained(problems: Sequence[Refusal], names: Sequence[str]) -> FileRefused | SeedRefused:
    if not names:
        return SeedRefused(problems)
    listed = "\n".join(map(str, problems))
    return FileRefused(names[-1], f"does not go together with the graph:\n{listed}\n")


def _without_contradictions(shipped: Sequence[Reading], imports: Sequence[Reading]) -> list[Reading]:
    stated = _StatedRows()
    for reading in shipped:
        stated.add(reading.outcomes)
    found = []
    for reading in imports:
        refusals = {outcome: why for outcome in reading.outcomes if (why := stated.against(outcome))}
        gone = {outcome.statement for outcome in refusals}
        accepted = replace(
            reading,
            outcomes=tuple(outcome for outcome in reading.outcomes if outcome.statement not in gone),
            refused=(*reading.refused, *refusals.values()),
            refused_count=reading.refused_count + len(gone),
        )
        accepted = _without_rows(accepted, list(filter(None, map(stated.against_text, reading.texts))))
        stated.add(accepted.outcomes)
        stated.add_texts(accepted.texts)
        found.append(accepted)
    return found


class _StatedRows:
    """What earlier files state: outcomes by place in their release and by framework and body, and the rows of
    findings and letters by id."""

    def __init__(self) -> None:
        self._places: dict[str, list[Outcome]] = defaultdict(list)
        self._bodies: dict[tuple[str, str, str], list[Outcome]] = defaultdict(list)
        self._texts: dict[str, TextRow] = {}

    def add(self, outcomes: Iterable[Outcome]) -> None:
        for outcome in outcomes:
            self._places[evidence_id_of(outcome)].append(outcome)
            self._bodies[outcome.source, outcome.framework, outcome.body].append(outcome)

    def add_texts(self, texts: Iterable[TextRow]) -> None:
        for text in texts:
            self._texts.setdefault(text.id, text)

    def against_text(self, text: TextRow) -> tuple[Cell, Refusal] | None:
        """The refusal of a row that differs from an earlier file about the same finding or letter, or
        None."""
        other = self._texts.get(text.id)
        if other is None or (column := text.differing_column(other)) is None:
            return None
        where = f"{other.place.file}, {other.place.path}"
        reason = f"is not what {text.id} is held to say ({other.written[column]!r} in {where}); {_TEXT_LATER}"
        return text.cell(column), Refusal(text.place, reason)

    def against(self, outcome: Outcome) -> RowRefusal | None:
        """The refusal of a row that contradicts its release in an earlier file, or None."""
        here = self._places.get(evidence_id_of(outcome), [])
        like = self._bodies.get((outcome.source, outcome.framework, outcome.body), [])
        if outcome in here:
            return None
        for other in (*here, *(each for each in like if is_same_inspection(outcome, each))):
            if found := _contradiction(outcome, other):
                where = f"{other.place.file}, {other.place.path}"
                reason = (
                    f"is not what this release is held to say ({found.there!r} in {where}); {_SAID_LATER}"
                )
                return refusal(outcome, found.about, found.here, reason)
        return None


def _contradiction(outcome: Outcome, other: Outcome) -> Disagreement | None:
    if outcome.body != other.body:
        return Disagreement("body", outcome.body, other.body)
    return disagreement(outcome, other)


def _rows_behind(
    problems: Sequence[Refusal], base: Records, shipped: Sequence[Reading], accepted: Sequence[Reading]
) -> Problems:
    """The rows of imports that cause the problems, by the index of the import."""
    finder = _RowFinder(base, shipped, accepted)
    found: dict[int, list[tuple[Cell, Refusal]]] = defaultdict(list)
    for problem in problems:
        for number, cell in finder.rows(problem.place):
            found[number].append((cell, problem))
    return found


class _RowFinder:
    """Traces the place of a problem to rows of imports; if several imports are involved, to the latest."""

    def __init__(self, base: Records, shipped: Sequence[Reading], accepted: Sequence[Reading]) -> None:
        self._accepted = accepted
        self._owners = {
            cell.line: number for number, reading in enumerate(accepted) for cell in _cells(reading)
        }
        self._evidence = defaultdict[str, list[Cell]](list)
        for reading in accepted:
            for outcome in reading.outcomes:
                self._evidence[evidence_id_of(outcome)].append(outcome.place)
        self._stated = {record.node.id: record.stated for record in base.nodes}
        readings, indexed = (*shipped, *accepted), Indexed(base)
        outcomes = [outcome for reading in readings for outcome in reading.outcomes]
        sources = {node.id: node for _, node in indexed.of(Source)}
        sources |= {source.id: source for reading in readings for source in reading.sources}
        self._inspections = merge_inspections(outcomes, sources, indexed)

    def rows(self, place: Location) -> list[tuple[int, Cell]]:
        if isinstance(place, Cell) and place.line in self._owners:
            return [(self._owners[place.line], place)]
        if place.file == "sources":
            return self._latest(cell for reading in self._accepted for cell in _from(reading, place.path))
        return self._latest(cell for account in self._inspections for cell in self._behind(account, place))

    def _behind(self, account: MergedInspection, place: Location) -> list[Cell]:
        """The rows of a merged inspection, if the place is one of them or its curated node."""
        stated = account.stated
        nodes = [*account.stated_grades.values(), *([stated] if stated else [])]
        places = {*(each.place for each in account.outcomes), *(self._stated.get(node.id) for node in nodes)}
        if place not in places:
            return []
        return [cell for outcome in account.outcomes for cell in self._evidence[evidence_id_of(outcome)]]

    def _latest(self, cells: Iterable[Cell]) -> list[tuple[int, Cell]]:
        owned = [(self._owners[cell.line], cell) for cell in cells if cell.line in self._owners]
        last = max((number for number, _ in owned), default=-1)
        return [(number, cell) for number, cell in dict.fromkeys(owned) if number == last]


def _cells(reading: Reading) -> Iterator[Cell]:
    """The places of everything that an import states."""
    yield from (outcome.place for outcome in reading.outcomes)
    yield from (each.place for each in reading.policing)
    yield from (record.stated for record in _records(reading) if isinstance(record.stated, Cell))


def _records(reading: Reading) -> Iterator[NodeRecord | RelationshipRecord]:
    yield from reading.part.records.nodes
    yield from reading.part.records.relationships


def _from(reading: Reading, source: str) -> Iterator[Cell]:
    """The rows of an import that refer to a source."""
    yield from (outcome.place for outcome in reading.outcomes if outcome.source == source)
    for link in reading.part.records.relationships:
        if link.type == "FROM" and link.end == source and isinstance(link.stated, Cell):
            yield link.stated


def _without_rows(reading: Reading, rows: Sequence[tuple[Cell, Refusal]]) -> Reading:
    """An import without these rows, and with their refusals."""
    if not rows:
        return reading
    cells = {cell for cell, _ in rows}
    lines = {cell.line for cell in cells}
    # A row can have several inspections: if one is named, keep the others.
    named = {outcome for outcome in reading.outcomes if outcome.place in cells}
    gone = named or {outcome for outcome in reading.outcomes if outcome.place.line in lines}
    policing = tuple(each for each in reading.policing if each.place.line not in lines)
    nodes = tuple(each for each in reading.part.records.nodes if not _is_stated_in(each, lines))
    links = tuple(each for each in reading.part.records.relationships if not _is_stated_in(each, lines))
    texts = [
        each
        for each in reading.part.records.nodes
        if each not in nodes and not isinstance(each.node, Evidence)
    ]
    places = tuple(each for each in reading.part.extensions if not _is_stated_in(each, lines))
    fewer_places = len(reading.part.extensions) - len(places)
    accepted = tuple(outcome for outcome in reading.outcomes if outcome not in gone)
    # Drop sources without rows: their descriptions must not conflict with those of other files.
    used = {outcome.source for outcome in accepted} | {each.source for each in policing}
    used |= {link.end for link in links if link.type == "FROM"}
    by_place: dict[Cell, Outcome | TextRow] = {outcome.place: outcome for outcome in gone}
    by_place |= {text.place: text for text in reading.texts}
    return replace(
        reading,
        sources=tuple(source for source in reading.sources if source.id in used),
        outcomes=accepted,
        policing=policing,
        texts=tuple(each for each in reading.texts if each.place.line not in lines),
        repeated=reading.repeated - fewer_places,
        part=Part(Records(nodes, links), places),
        # A cell that two statements of its row refer to is refused once.
        refused=(*reading.refused, *dict.fromkeys(_refused(at, why, by_place.get(at)) for at, why in rows)),
        refused_count=reading.refused_count
        + len({outcome.statement for outcome in gone})
        + len(texts)
        + fewer_places
        + len(reading.policing)
        - len(policing),
    )


def _is_stated_in(record: _Stated, lines: set[tuple[str, str, int]]) -> bool:
    return isinstance(record.stated, Cell) and record.stated.line in lines


def _refused(cell: Cell, why: Refusal, said: Outcome | TextRow | None) -> RowRefusal:
    if isinstance(said, TextRow) and why.about in said.written:
        cell = said.cell(why.about)
    if not isinstance(said, Outcome):
        reason = why.of_value if cell.column and why.of_value else why.reason
        return RowRefusal(cell.file, cell.sheet, cell.row, cell.column, cell.value, reason)
    about = next((name for name in FIELDS if camel(name) in why.reason), "")
    value = str(getattr(said, about) or "") if about else said.locator
    return refusal(said, about, value, why.reason)
