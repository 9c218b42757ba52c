"""Sources, and the places in them that facts rest on."""

from __future__ import annotations

from dataclasses import dataclass

from graph.model.dates import PartialDate
from graph.model.entity import Entity
from graph.model.node_type import SLUG, Facet, NodeType, Rdf, RootFields, Style
from graph.model.vocabulary import Attribution, SourceKind, SourceStrength, Status


@dataclass(frozen=True, kw_only=True, slots=True)
class Source(Entity):
    name: str
    kind: SourceKind
    publisher: str
    url: str | None = None
    published: PartialDate | None = None
    licence: str | None = None
    strength: SourceStrength | None = None  # None where it was not assessed
    seen: bool = True  # false for a document that is known only through others


SOURCE = NodeType(
    kind=Source,
    noun="source",
    id_form=rf"source:{SLUG}",
    key="sources",
    sorted_by="name",
    roots=RootFields(one="source", many="sources", description="Documents that facts rest on, by name."),
    facets={"KIND": Facet(property="kind")},
    style=Style(color="#595959", border="#262626", diameter=120, text="#FFFFFF"),
    rdf=Rdf(
        types=("prov:Entity", "foaf:Document"),
        properties={"name": "dcterms:title", "publisher": "dcterms:publisher", "licence": "dcterms:rights"},
    ),
    keys={
        "publisher": "Who published it.",
        "url": "Where it can be read.",
        "strength": "Whose words it holds: the inspectorate's, those of a body concerned, or the press's.",
        "licence": "The licence, where known.",
        "seen": "false for a document that is known only through others.",
    },
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence(Entity):
    """A place in a source. ``sha256`` is the digest of the whole passage, where its text was held;
    ``quote`` at most 15 words of it."""

    locator: str
    speaker: str
    status: Status
    attribution: Attribution
    quote: str | None = None
    sha256: str | None = None
    summary: str | None = None


EVIDENCE = NodeType(
    kind=Evidence,
    noun="place in a source",
    id_form=rf"evidence:{SLUG}:{SLUG}",
    key=None,
    style=Style(color="#F2F2F2", border="#8C8C8C", diameter=120),
    rdf=Rdf(types=("prov:Entity",), properties={"quote": "prov:value"}),
)
