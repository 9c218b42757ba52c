"""Sources, and the places in them that facts rest on."""

from __future__ import annotations

import strawberry

from api.schema.fields import every, one, page, value
from api.schema.scalars import Attribution, PartialDate, SourceKind, SourceStrength, Status
from api.schema.types.refs import EntityRef, EvidenceRef, SourceRef
from api.schema.types.shared import Connection, Entity


@strawberry.type(description="A place in a source: who asserts it, and how it reached us.")
class Evidence(Entity):
    locator: str = value("Where in the source.")
    speaker: str = value("Who asserts it.")
    status: Status = value("How the passage stands in the source.")
    attribution: Attribution = value("Whether the text names the speaker.")
    quote: str | None = value("A few of its words, at most 15.")
    sha256: str | None = value("SHA-256 of the whole passage; null where its text was not held.")
    summary: str | None = value("What the passage says, in our own words.")
    source: SourceRef | None = one("source_of_evidence", "The document that it is in.")
    via: list[SourceRef] = every(
        "route_of_evidence", "Documents through which it reached the source, nearest first."
    )
    facts: Connection[EntityRef] = page("facts_of_evidence", "What it is evidence of.")


@strawberry.type(description="A document that facts rest on.")
class Source(Entity):
    name: str = value("Its title.")
    kind: SourceKind = value("What kind of document it is.")
    publisher: str = value("Who published it.")
    url: str | None = value("Where it is.")
    published: PartialDate | None = value("When it was published; null where unknown.")
    licence: str | None = value("Under which licence its facts are used.")
    strength: SourceStrength | None = value("Whose words it holds; null where that was not assessed.")
    seen: bool = value("False for a document that is known only through others.")
    passages: Connection[EvidenceRef] = page("evidence_in_source", "The passages that facts rest on.")
