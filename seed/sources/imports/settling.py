"""What of the imported files goes together with all other sources, row by row.

A row that says otherwise than what is held of the same release is refused, and so is a row without which a
rule of the graph would hold. The files that were imported before stay as they are: of two rows that do not go
together, the one of the later file is refused. Each build settles the same list of files in the same way.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from graph.model.nodes import Evidence, Source
from graph.model.records import NodeRecord, Place, Records, RelationshipRecord
from seed.checks.soundness import refusals
from seed.errors import Refusal, SeedRefused
from seed.frameworks import Frameworks
from seed.indexed import Indexed
from seed.sources.imports.errors import FileRefused
from seed.sources.imports.graph_assembly import gathered
from seed.sources.imports.inspection_matching import FIELDS, Quarrel, place_in_source, quarrel, refused, same
from seed.sources.imports.reading import Cell, Outcome, Reading, Refused, Text
from seed.sources.imports.release_merging import Account, accounts
from seed.sources.parts import Part
from seed.values import camel

_SAID_LATER = (
    "what is held stays; a release that corrects another has its own day of release, which makes it a source "
    "of its own"
)
_TEXT_LATER = "what is held stays; docs/importing.md says how to correct it"
_NOWHERE = "is not stated anywhere; correct the id"
Problems = Mapping[int, Sequence[tuple[Cell, Refusal]]]


@dataclass(frozen=True)
class Settled:
    """The graph with all imports, and of each import what is taken over."""

    records: Records
    imports: tuple[Reading, ...]


def settled(
    base: Records,
    shipped: Sequence[Reading],
    imports: Sequence[Reading],
    names: Sequence[str],
    frameworks: Frameworks,
) -> Settled:
    """Everything together; `names` are the files of `imports`. Raises FileRefused for a file of which no row
    can be named for what does not hold."""
    kept = _without_contradictions(shipped, imports)
    while True:
        try:
            records = gathered(base, [*shipped, *kept], frameworks)
            problems = tuple(refusals(records, frameworks)) if imports else ()
        except SeedRefused as error:
            problems = error.refusals
        if not problems:
            return Settled(records, tuple(_looked_up(each, records) for each in kept))
        blamed = _blamed(problems, base, shipped, kept)
        if not blamed:
            raise _unexplained(problems, names)
        kept = [_without(each, blamed.get(number, ())) for number, each in enumerate(kept)]


def _looked_up(reading: Reading, records: Records) -> Reading:
    """An import with what is wrong with the links of rows that are refused for other reasons, by rows."""
    known = {record.node.id for record in records.nodes} | set(records.aliases)
    found = [
        Refused(cell.file, cell.sheet, cell.row, cell.column, cell.value, _NOWHERE)
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
    held = _Held()
    for reading in shipped:
        held.add(reading.outcomes)
    found = []
    for reading in imports:
        refusals = {outcome: why for outcome in reading.outcomes if (why := held.against(outcome))}
        gone = {outcome.statement for outcome in refusals}
        kept = replace(
            reading,
            outcomes=tuple(outcome for outcome in reading.outcomes if outcome.statement not in gone),
            refused=(*reading.refused, *refusals.values()),
            lost=reading.lost + len(gone),
        )
        kept = _without(kept, list(filter(None, map(held.against_text, reading.texts))))
        held.add(kept.outcomes)
        held.add_texts(kept.texts)
        found.append(kept)
    return found


class _Held:
    """What each release says already: by place in the release, and by framework and body; and what each row
    says of a finding or letter."""

    def __init__(self) -> None:
        self._places: dict[str, list[Outcome]] = defaultdict(list)
        self._bodies: dict[tuple[str, str, str], list[Outcome]] = defaultdict(list)
        self._texts: dict[str, Text] = {}

    def add(self, outcomes: Iterable[Outcome]) -> None:
        for outcome in outcomes:
            self._places[place_in_source(outcome)].append(outcome)
            self._bodies[outcome.source, outcome.framework, outcome.body].append(outcome)

    def add_texts(self, texts: Iterable[Text]) -> None:
        for text in texts:
            self._texts.setdefault(text.id, text)

    def against_text(self, text: Text) -> tuple[Cell, Refusal] | None:
        """The cell of a row that says otherwise than another file does of the same finding or letter."""
        other = self._texts.get(text.id)
        if other is None or (column := text.otherwise(other)) is None:
            return None
        where = f"{other.place.file}, {other.place.path}"
        reason = f"is not what {text.id} is held to say ({other.written[column]!r} in {where}); {_TEXT_LATER}"
        return text.cell(column), Refusal(text.place, reason)

    def against(self, outcome: Outcome) -> Refused | None:
        """The refusal of a row that says otherwise than its release is held, if it does."""
        here = self._places.get(place_in_source(outcome), [])
        like = self._bodies.get((outcome.source, outcome.framework, outcome.body), [])
        if outcome in here:
            return None
        for other in (*here, *(each for each in like if same(outcome, each))):
            if found := _contradiction(outcome, other):
                where = f"{other.place.file}, {other.place.path}"
                reason = (
                    f"is not what this release is held to say ({found.there!r} in {where}); {_SAID_LATER}"
                )
                return refused(outcome, found.about, found.here, reason)
        return None


def _contradiction(outcome: Outcome, other: Outcome) -> Quarrel | None:
    if outcome.body != other.body:
        return Quarrel("body", outcome.body, other.body)
    return quarrel(outcome, other)


def _blamed(
    problems: Sequence[Refusal], base: Records, shipped: Sequence[Reading], kept: Sequence[Reading]
) -> Problems:
    """The rows of imports that problems come from, by the number of the import."""
    blame = _Blame(base, shipped, kept)
    found: dict[int, list[tuple[Cell, Refusal]]] = defaultdict(list)
    for problem in problems:
        for number, cell in blame.rows(problem.place):
            found[number].append((cell, problem))
    return found


class _Blame:
    """Which row of which import is behind a place that a rule names; of several imports the latest."""

    def __init__(self, base: Records, shipped: Sequence[Reading], kept: Sequence[Reading]) -> None:
        self._kept = kept
        self._owners = {cell.line: number for number, reading in enumerate(kept) for cell in _cells(reading)}
        self._evidence = defaultdict[str, list[Cell]](list)
        for reading in kept:
            for outcome in reading.outcomes:
                self._evidence[place_in_source(outcome)].append(outcome.place)
        self._stated = {record.node.id: record.stated for record in base.nodes}
        readings, indexed = (*shipped, *kept), Indexed(base)
        outcomes = [outcome for reading in readings for outcome in reading.outcomes]
        sources = {node.id: node for _, node in indexed.of(Source)}
        sources |= {source.id: source for reading in readings for source in reading.sources}
        self._accounts = accounts(outcomes, sources, indexed)

    def rows(self, place: Place) -> list[tuple[int, Cell]]:
        if isinstance(place, Cell) and place.line in self._owners:
            return [(self._owners[place.line], place)]
        if place.file == "sources":
            return self._latest(cell for reading in self._kept for cell in _from(reading, place.path))
        return self._latest(cell for account in self._accounts for cell in self._behind(account, place))

    def _behind(self, account: Account, place: Place) -> list[Cell]:
        """The rows that an account was made of, if the place is of one of them or of the node it adds to."""
        stated = account.stated
        nodes = [*account.stated_grades.values(), *([stated] if stated else [])]
        places = {*(each.place for each in account.outcomes), *(self._stated.get(node.id) for node in nodes)}
        if place not in places:
            return []
        return [cell for outcome in account.outcomes for cell in self._evidence[place_in_source(outcome)]]

    def _latest(self, cells: Iterable[Cell]) -> list[tuple[int, Cell]]:
        owned = [(self._owners[cell.line], cell) for cell in cells if cell.line in self._owners]
        last = max((number for number, _ in owned), default=-1)
        return [(number, cell) for number, cell in dict.fromkeys(owned) if number == last]


def _cells(reading: Reading) -> Iterator[Cell]:
    """Where the things stand that an import states."""
    yield from (outcome.place for outcome in reading.outcomes)
    yield from (each.place for each in reading.policing)
    yield from (record.stated for record in _records(reading) if isinstance(record.stated, Cell))


def _records(reading: Reading) -> Iterator[NodeRecord | RelationshipRecord]:
    yield from reading.part.records.nodes
    yield from reading.part.records.relationships


def _from(reading: Reading, source: str) -> Iterator[Cell]:
    """The rows of an import that name a source."""
    yield from (outcome.place for outcome in reading.outcomes if outcome.source == source)
    for link in reading.part.records.relationships:
        if link.type == "FROM" and link.end == source and isinstance(link.stated, Cell):
            yield link.stated


def _without(reading: Reading, blamed: Sequence[tuple[Cell, Refusal]]) -> Reading:
    """An import without the rows that something is refused of."""
    if not blamed:
        return reading
    cells = {cell for cell, _ in blamed}
    lines = {cell.line for cell in cells}
    # A wide row holds several inspections; where one is named, the others stay.
    named = {outcome for outcome in reading.outcomes if outcome.place in cells}
    gone = named or {outcome for outcome in reading.outcomes if outcome.place.line in lines}
    policing = tuple(each for each in reading.policing if each.place.line not in lines)
    nodes = tuple(each for each in reading.part.records.nodes if not _stands_in(each, lines))
    links = tuple(each for each in reading.part.records.relationships if not _stands_in(each, lines))
    texts = [
        each
        for each in reading.part.records.nodes
        if each not in nodes and not isinstance(each.node, Evidence)
    ]
    kept = tuple(outcome for outcome in reading.outcomes if outcome not in gone)
    # A description that no row refers to any more must not stand against that of another file.
    used = {outcome.source for outcome in kept} | {each.source for each in policing}
    used |= {link.end for link in links if link.type == "FROM"}
    by_place: dict[Cell, Outcome | Text] = {outcome.place: outcome for outcome in gone}
    by_place |= {text.place: text for text in reading.texts}
    return replace(
        reading,
        sources=tuple(source for source in reading.sources if source.id in used),
        outcomes=kept,
        policing=policing,
        texts=tuple(each for each in reading.texts if each.place.line not in lines),
        part=Part(Records(nodes, links)),
        refused=(*reading.refused, *(_refused(cell, why, by_place.get(cell)) for cell, why in blamed)),
        lost=reading.lost
        + len({outcome.statement for outcome in gone})
        + len(texts)
        + len(reading.policing)
        - len(policing),
    )


def _stands_in(record: NodeRecord | RelationshipRecord, lines: set[tuple[str, str, int]]) -> bool:
    return isinstance(record.stated, Cell) and record.stated.line in lines


def _refused(cell: Cell, why: Refusal, said: Outcome | Text | None) -> Refused:
    if isinstance(said, Text) and why.about in said.written:
        cell = said.cell(why.about)
    if not isinstance(said, Outcome):
        reason = why.of_value if cell.column and why.of_value else why.reason
        return Refused(cell.file, cell.sheet, cell.row, cell.column, cell.value, reason)
    about = next((name for name in FIELDS if camel(name) in why.reason), "")
    value = str(getattr(said, about) or "") if about else said.locator
    return refused(said, about, value, why.reason)
