"""All node types: the table of their declarations, and what is looked up in it.

A dataclass field is a property of the node, under the same name in camelCase. ``PartialDate`` properties are
stored as published; ``day`` properties, captions and the bounds of periods are added by the build
(``seed.build.derive``), never written by hand.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from graph.model.entity import Entity, Organisation, Revised, fields_of, labels
from graph.model.node_type import NodeType
from graph.model.types.bodies import (
    GOVERNMENT_BODY,
    INSPECTORATE,
    LOCAL_AUTHORITY,
    LOCAL_POLICING_BODY,
    POLICE_FORCE,
    SAFEGUARDING_BOARD,
    GovernmentBody,
    Inspectorate,
    LocalAuthority,
    LocalPolicingBody,
    PoliceForce,
    SafeguardingBoard,
)
from graph.model.types.correspondence import (
    CORRESPONDENCE,
    STATEMENT,
    STATISTIC,
    Correspondence,
    Statement,
    Statistic,
)
from graph.model.types.evidence import EVIDENCE, SOURCE, Evidence, Source
from graph.model.types.findings import FINDING, THEME, Finding, Theme
from graph.model.types.frameworks import FRAMEWORK, Framework
from graph.model.types.inspections import INSPECTION, JUDGEMENT, Inspection, Judgement
from graph.model.types.people import PERSON, PLACE, POST, UNIT, Person, Place, Post, Unit
from graph.model.types.recommendations import RECOMMENDATION, REVIEW, Recommendation, Review
from graph.model.vocabulary import HistoryKind

__all__ = [
    "BY_KIND",
    "DATED",
    "DATED_LABELS",
    "IN_HISTORIES",
    "LABELS",
    "NODE_TYPES",
    "ORGANISATIONS",
    "REVISED",
    "Correspondence",
    "Entity",
    "Evidence",
    "Finding",
    "Framework",
    "GovernmentBody",
    "Inspection",
    "Inspectorate",
    "Judgement",
    "LocalAuthority",
    "LocalPolicingBody",
    "Organisation",
    "Person",
    "Place",
    "PoliceForce",
    "Post",
    "Recommendation",
    "Review",
    "Revised",
    "SafeguardingBoard",
    "Source",
    "Statement",
    "Statistic",
    "Theme",
    "Unit",
    "fields_of",
    "labels",
]

NODE_TYPES: tuple[NodeType, ...] = (
    POLICE_FORCE,
    LOCAL_AUTHORITY,
    SAFEGUARDING_BOARD,
    LOCAL_POLICING_BODY,
    INSPECTORATE,
    GOVERNMENT_BODY,
    UNIT,
    PERSON,
    POST,
    PLACE,
    INSPECTION,
    JUDGEMENT,
    FINDING,
    THEME,
    CORRESPONDENCE,
    STATEMENT,
    STATISTIC,
    RECOMMENDATION,
    REVIEW,
    FRAMEWORK,
    SOURCE,
    EVIDENCE,
)

BY_KIND: Mapping[type[Entity], NodeType] = MappingProxyType({each.kind: each for each in NODE_TYPES})
LABELS: dict[str, type[Entity]] = {each.label: each.kind for each in NODE_TYPES}
# The nodes that the build gives a `day`; one that is not known is the end of time, after all others.
DATED: tuple[type[Entity], ...] = tuple(each.kind for each in NODE_TYPES if each.dating)
DATED_LABELS: tuple[str, ...] = tuple(kind.__name__ for kind in DATED)
ORGANISATIONS: tuple[str, ...] = tuple(
    name for name, kind in LABELS.items() if issubclass(kind, Organisation)
)
REVISED: tuple[str, ...] = tuple(name for name, kind in LABELS.items() if issubclass(kind, Revised))
# The types whose nodes stand in histories, in the order of their kinds.
IN_HISTORIES: tuple[NodeType, ...] = tuple(
    each for kind in HistoryKind for each in NODE_TYPES if each.history and each.history.kind is kind
)
