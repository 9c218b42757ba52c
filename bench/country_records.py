"""The records of a made-up country: each inspection and each letter is a source with one passage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random

from graph.model.dates import PartialDate
from graph.model.nodes import Entity, Evidence, Source
from graph.model.records import NO_PROPERTIES, NodeRecord, RelationshipRecord
from graph.model.vocabulary import Attribution, SourceKind, Status

WORDS = (
    *("notices", "records", "checks", "visits", "reviews", "plans", "calls", "meetings", "teams"),
    *("officers", "schools", "homes", "risks", "delays", "bundles", "weeks", "threshold", "referral"),
    *(
        "strategy",
        "vetting",
        "escalation",
        "attendance",
        "custody",
        "missing",
        "online",
        "neglect",
        "violence",
    ),
    *("parents", "carers", "partners", "assessment", "supervision", "recording", "training"),
)
# The ids of evidence: one list for all that a passage says, which is much of what records take.
Held = tuple[str, ...]
Properties = Mapping[str, object]


@dataclass
class Made:
    """The records so far."""

    random: Random
    nodes: list[NodeRecord] = field(default_factory=list)
    links: list[RelationshipRecord] = field(default_factory=list)

    def node(self, node: Entity, evidence: Held = ()) -> str:
        self.nodes.append(NodeRecord(node, evidence))
        return node.id

    def link(
        self, kind: str, start: str, end: str, evidence: Held, properties: Properties = NO_PROPERTIES
    ) -> None:
        self.links.append(RelationshipRecord(kind, start, end, properties, evidence))

    def passage(self, slug: str, name: str, kind: SourceKind, published: PartialDate | None) -> Held:
        source = Source(id=f"source:{slug}", name=name, kind=kind, publisher="The bench", published=published)
        self.node(source)
        own = Evidence(
            id=f"evidence:{slug}:page-1",
            locator="page 1",
            speaker="The bench",
            status=Status.STATED,
            attribution=Attribution.EXPLICIT,
        )
        self.node(own)
        self.link("FROM", own.id, source.id, ())
        return (own.id,)

    def words(self, number: int) -> str:
        return " ".join(self.random.choices(WORDS, k=number))
