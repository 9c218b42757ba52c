"""The records of hand-kept tables: what their rows state, and the evidence of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from graph.model.dates import PartialDate
from graph.model.nodes import Entity, Evidence, Source
from graph.model.records import Location, NodeRecord, Records, RelationshipRecord
from graph.model.vocabulary import Attribution, SourceKind, SourceStrength, Status
from seed.sources.evidence import evidence_id
from seed.sources.parts import Extension, OtherName, Part
from seed.sources.tables import Row


@dataclass
class TableRecords:
    """Collects records; `publishers` names who says what a source says, by the id of the source."""

    publishers: Mapping[str, str]
    nodes: list[NodeRecord] = field(default_factory=list)
    relationships: list[RelationshipRecord] = field(default_factory=list)
    extensions: list[Extension] = field(default_factory=list)

    def evidence(
        self,
        source: str,
        locator: str,
        place: Location,
        status: Status = Status.REFERENCE,
        **passage: str | None,
    ) -> tuple[str, ...]:
        """Add evidence, with the `quote`, `sha256` and `note` of its passage if given; return a tuple of its
        id."""
        own = evidence_id(source, locator, None)
        node = Evidence(
            id=own,
            locator=locator,
            speaker=self.publishers[source],
            status=status,
            attribution=Attribution.EXPLICIT,
            **passage,
        )
        self.nodes.append(NodeRecord(node, stated=place))
        self.relationships.append(RelationshipRecord("FROM", own, source, stated=place))
        return (own,)

    def passage(
        self, row: Row, status: Status = Status.REFERENCE, *, locator: str = "", note: str | None = None
    ) -> tuple[str, ...]:
        """Add the evidence that a row cites in the columns PASSAGE; `locator` replaces the row's own."""
        return self.evidence(
            row.text("source"),
            locator or row.text("locator"),
            row.place(),
            status,
            quote=row.optional("quote"),
            sha256=row.optional("sha256"),
            note=note,
        )

    def add(self, node: Entity, evidence: tuple[str, ...], row: Row) -> None:
        self.nodes.append(NodeRecord(node, evidence, row.place()))

    def link(
        self, kind: str, start: str, end: str, evidence: tuple[str, ...], row: Row, **properties: Any
    ) -> None:
        self.relationships.append(RelationshipRecord(kind, start, end, properties, evidence, row.place()))

    def name(self, row: Row) -> None:
        """Add another name of a body, from a row of a table of names."""
        name = OtherName(row.text("name"), row.text("from"), row.text("to"), str(row.cells["kind"]))
        evidence = self.passage(row, locator=f"{row.text('locator')}: {row.text('name')}")
        self.extensions.append(Extension(row.text("id"), (name,), evidence, row.place()))

    def part(self, aliases: Mapping[str, str]) -> Part:
        """All that was added, as one part."""
        records = Records(tuple(self.nodes), tuple(self.relationships), aliases)
        return Part(records, tuple(self.extensions))


def publishers(sources: Iterable[Row]) -> dict[str, str]:
    """Who published each source of a table of sources, by its id."""
    return {row.text("id"): row.text("publisher") for row in sources}


def source_of(row: Row) -> Source:
    """A row of a table of sources."""
    return Source(
        id=row.text("id"),
        name=row.text("name"),
        kind=cast("SourceKind", row.cells["kind"]),
        publisher=row.text("publisher"),
        url=row.optional("url"),
        published=cast("PartialDate | None", row.cells.get("published")),
        licence=row.optional("licence"),
        note=row.optional("note"),
        strength=cast("SourceStrength | None", row.cells.get("strength")),
    )
