"""The node types. A dataclass field is a property of the node, under the same name in camelCase.

``PartialDate`` properties are stored as published; ``day`` properties, captions and the bounds of
periods are added by the build (``seed.build.derive``), never written by hand.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any

from graph.model.dates import PartialDate, Period
from graph.model.vocabulary import (
    Attribution,
    Comparator,
    CorrespondenceKind,
    Polarity,
    SourceKind,
    StatementKind,
    Status,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Entity:
    """Anything with an id: readable, unique, permanent (``force:cleveland``)."""

    id: str
    note: str | None = None  # an editor's decision or caveat, in our own words


@dataclass(frozen=True, kw_only=True, slots=True)
class Organisation(Entity):
    """A body. ``other_names_from`` and ``other_names_to`` run parallel to ``other_names``; an empty
    text is an unknown date."""

    name: str
    other_names: tuple[str, ...] = ()
    other_names_from: tuple[str, ...] = ()
    other_names_to: tuple[str, ...] = ()
    period: Period = field(default_factory=Period)

    def __post_init__(self) -> None:
        if not len(self.other_names) == len(self.other_names_from) == len(self.other_names_to):
            raise ValueError(f"{self.id}: every other name needs a start and an end (empty if unknown)")


@dataclass(frozen=True, kw_only=True, slots=True)
class PoliceForce(Organisation):
    ons_code: str
    country: str
    website: str


@dataclass(frozen=True, kw_only=True, slots=True)
class LocalAuthority(Organisation):
    official_name: str
    kind: str  # as published: "london borough", "county", ...
    region: str
    ons_code: str
    former_ons_codes: tuple[str, ...] = ()
    dfe_code: str | None = None
    ofsted_urn: str | None = None
    gov_uk_slug: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class SafeguardingBoard(Organisation):
    name_is_descriptive: bool = False  # true where the source judges the board without naming it


@dataclass(frozen=True, kw_only=True, slots=True)
class Inspectorate(Organisation):
    pass


@dataclass(frozen=True, kw_only=True, slots=True)
class GovernmentBody(Organisation):
    pass


@dataclass(frozen=True, kw_only=True, slots=True)
class Unit(Entity):
    name: str
    name_is_descriptive: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Person(Entity):
    name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Post(Entity):
    name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Place(Entity):
    name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Revised(Entity):
    """What releases may disagree about. The fields of the node hold what the release says that counts most
    (the inspectorate's own, the newest); these four lists run parallel and hold what others say otherwise:
    which field (``grade``, ``published``, ``inspectedFrom`` ...), its value there, the id of the source, and
    when that was released (empty if unknown)."""

    revised_fields: tuple[str, ...] = ()
    revised_values: tuple[str, ...] = ()
    revised_sources: tuple[str, ...] = ()
    revised_released: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Inspection(Revised):
    name: str
    framework: str  # an id of the frameworks file, e.g. "ofsted-sif"
    kind: str
    published: PartialDate | None = None  # None only where a source gives the days of the inspection alone
    inspected_from: PartialDate | None = None
    inspected_to: PartialDate | None = None  # the last day on site, inclusive, as published
    focus: str | None = None  # what a visit or a joint inspection looked at, in the words of its source
    delivered_by: str | None = None  # who ran the services that were judged, where not the authority itself


@dataclass(frozen=True, kw_only=True, slots=True)
class Judgement(Revised):
    area: str
    grade: str  # within ``scale``, never comparable across scales
    raw_grade: str
    scale: str
    framework: str
    published: PartialDate
    relabelled: bool = False  # the source prints a later scale's word for the grade that was given


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding(Entity):
    summary: str
    polarity: Polarity
    date: PartialDate  # when the source that reports it was written or published
    consequence: str | None = None
    attribution: Attribution = Attribution.EXPLICIT
    status: Status = Status.REPORTED


@dataclass(frozen=True, kw_only=True, slots=True)
class Theme(Entity):
    name: str
    definition: str
    other_names: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Correspondence(Entity):
    name: str
    kind: CorrespondenceKind
    date: PartialDate
    subject: str | None = None
    made_public: PartialDate | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Statement(Entity):
    kind: StatementKind
    summary: str
    date: PartialDate | None = None  # None only where the source has no known date
    attribution: Attribution = Attribution.EXPLICIT
    status: Status = Status.REPORTED


@dataclass(frozen=True, kw_only=True, slots=True)
class Statistic(Entity):
    """A number as published. ``value`` is a published number, ``fraction`` a published fraction
    ("1/2"), ``of`` the number it is a share of; ``raw`` the published words."""

    name: str
    raw: str
    comparator: Comparator
    unit: str
    value: float | None = None
    fraction: str | None = None
    of: int | None = None
    of_unit: str | None = None
    period_text: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Source(Entity):
    name: str
    kind: SourceKind
    publisher: str
    url: str | None = None
    published: PartialDate | None = None
    licence: str | None = None
    seen: bool = True  # false for a document that is known only through others


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


NODE_TYPES: tuple[type[Entity], ...] = (
    PoliceForce,
    LocalAuthority,
    SafeguardingBoard,
    Inspectorate,
    GovernmentBody,
    Unit,
    Person,
    Post,
    Place,
    Inspection,
    Judgement,
    Finding,
    Theme,
    Correspondence,
    Statement,
    Statistic,
    Source,
    Evidence,
)

LABELS: dict[str, type[Entity]] = {kind.__name__: kind for kind in NODE_TYPES}
# The nodes that the build gives a `day`.
DATED: tuple[type[Entity], ...] = (Inspection, Judgement, Finding, Correspondence, Statement)
DATED_LABELS: tuple[str, ...] = tuple(kind.__name__ for kind in DATED)
# Those whose day may not be known: it stands at the end of time, after all others.
UNDATABLE = "Statement"
ORGANISATIONS: tuple[str, ...] = tuple(
    name for name, kind in LABELS.items() if issubclass(kind, Organisation)
)


def labels(kind: type[Entity]) -> tuple[str, ...]:
    """The Neo4j labels of a node type, the most general first."""
    middle = ("Organisation",) if issubclass(kind, Organisation) else ()
    return ("Entity", *middle, kind.__name__)


def fields_of(node: Entity) -> dict[str, Any]:
    """What a node says, by the names of its fields."""
    return {item.name: getattr(node, item.name) for item in fields(node)}
