"""Names by which the type modules refer to each other, and the unions and connections of them."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Any, Union

import strawberry
from strawberry.types.lazy_type import LazyType

from graph.model.nodes import NODE_TYPES
from graph.model.relationships import GROUPS

__all__ = [
    "Account",
    "Addressee",
    "Assertion",
    "AuthorityRef",
    "BoardRef",
    "Compared",
    "CorrespondenceRef",
    "EntityRef",
    "EvidenceRef",
    "FindingRef",
    "ForceRef",
    "FrameworkRef",
    "GovernmentBodyRef",
    "HistoryItem",
    "InspectionRef",
    "InspectorateRef",
    "JudgementRef",
    "OrganisationRef",
    "PersonRef",
    "PlaceRef",
    "PolicingBodyRef",
    "PostRef",
    "RecommendationRef",
    "ReviewRef",
    "Revised",
    "SourceRef",
    "StatementRef",
    "StatisticRef",
    "ThemeRef",
    "Undisputed",
    "UnitRef",
    "node_types",
]

_MODULES: dict[str, str] = {}  # where each type is

# Modules of types refer to each other in circles: a checker sees the types themselves, the schema
# looks them up once all are loaded.
if TYPE_CHECKING:
    from api.schema.types.correspondence import Correspondence as CorrespondenceRef
    from api.schema.types.correspondence import Statement as StatementRef
    from api.schema.types.correspondence import Statistic as StatisticRef
    from api.schema.types.evidence import Evidence as EvidenceRef
    from api.schema.types.evidence import Source as SourceRef
    from api.schema.types.findings import Finding as FindingRef
    from api.schema.types.findings import Theme as ThemeRef
    from api.schema.types.frameworks import Framework as FrameworkRef
    from api.schema.types.inspections import Inspection as InspectionRef
    from api.schema.types.inspections import Judgement as JudgementRef
    from api.schema.types.organisations import GovernmentBody as GovernmentBodyRef
    from api.schema.types.organisations import Inspectorate as InspectorateRef
    from api.schema.types.organisations import LocalAuthority as AuthorityRef
    from api.schema.types.organisations import LocalPolicingBody as PolicingBodyRef
    from api.schema.types.organisations import Organisation as OrganisationRef
    from api.schema.types.organisations import PoliceForce as ForceRef
    from api.schema.types.organisations import SafeguardingBoard as BoardRef
    from api.schema.types.people import Person as PersonRef
    from api.schema.types.people import Place as PlaceRef
    from api.schema.types.people import Post as PostRef
    from api.schema.types.people import Unit as UnitRef
    from api.schema.types.recommendations import Recommendation as RecommendationRef
    from api.schema.types.recommendations import Review as ReviewRef
    from api.schema.types.shared import Entity as EntityRef

    # What each is to a checker: any of its types has the fields of an entity.
    HistoryItem = EntityRef
    Account = EntityRef
    Assertion = EntityRef
    Undisputed = EntityRef
    Revised = EntityRef
    Compared = EntityRef
    Addressee = EntityRef
else:

    def _ref(label: str, module: str) -> LazyType:
        """A type of a module of this folder, by its name."""
        _MODULES[label] = f"api.schema.types.{module}"
        return LazyType(label, _MODULES[label])

    def _union(name: str, description: str) -> Any:
        """The union of the types of a group of the model."""
        members = tuple(LazyType(label, _MODULES[label]) for label in GROUPS[name])
        return Annotated[Union[members], strawberry.union(name, description=description)]  # noqa: UP007 - lazy types are values, which | does not join

    CorrespondenceRef = _ref("Correspondence", "correspondence")
    StatementRef = _ref("Statement", "correspondence")
    StatisticRef = _ref("Statistic", "correspondence")
    EvidenceRef = _ref("Evidence", "evidence")
    SourceRef = _ref("Source", "evidence")
    FindingRef = _ref("Finding", "findings")
    ThemeRef = _ref("Theme", "findings")
    InspectionRef = _ref("Inspection", "inspections")
    JudgementRef = _ref("Judgement", "inspections")
    ForceRef = _ref("PoliceForce", "organisations")
    AuthorityRef = _ref("LocalAuthority", "organisations")
    BoardRef = _ref("SafeguardingBoard", "organisations")
    PolicingBodyRef = _ref("LocalPolicingBody", "organisations")
    InspectorateRef = _ref("Inspectorate", "organisations")
    GovernmentBodyRef = _ref("GovernmentBody", "organisations")
    OrganisationRef = _ref("Organisation", "organisations")
    UnitRef = _ref("Unit", "people")
    PersonRef = _ref("Person", "people")
    PostRef = _ref("Post", "people")
    PlaceRef = _ref("Place", "people")
    RecommendationRef = _ref("Recommendation", "recommendations")
    ReviewRef = _ref("Review", "recommendations")
    FrameworkRef = _ref("Framework", "frameworks")
    EntityRef = _ref("Entity", "shared")

    HistoryItem = _union("HistoryItem", "Something in the history of an organisation.")
    Account = _union("Account", "A statement or a finding: one telling of what happened.")
    Assertion = _union("Assertion", "Something that a statement can speak to.")
    Undisputed = _union("Undisputed", "Something that a disputing statement leaves standing.")
    Revised = _union("Revised", "Something of which releases say different things.")
    Compared = _union(
        "Compared",
        "What a letter's finding compares with: what the report says, or the inspection itself "
        "where the report is silent or was not seen.",
    )
    Addressee = _union("Addressee", "A person or organisation of whom something is asked.")


def node_types() -> tuple[type, ...]:
    """The types of all nodes, in the order of their declarations."""
    return tuple(getattr(import_module(_MODULES[each.label]), each.label) for each in NODE_TYPES)
