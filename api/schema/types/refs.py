"""Names by which the type modules refer to each other, and the unions and connections of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, TypeAlias, Union

import strawberry
from strawberry.types.lazy_type import LazyType

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
    "GovernmentBodyRef",
    "HistoryItem",
    "InspectionRef",
    "InspectorateRef",
    "JudgementRef",
    "OrganisationRef",
    "PersonRef",
    "PlaceRef",
    "PostRef",
    "Revised",
    "SourceRef",
    "StatementRef",
    "StatisticRef",
    "ThemeRef",
    "Undisputed",
    "UnitRef",
]

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
    from api.schema.types.inspections import Inspection as InspectionRef
    from api.schema.types.inspections import Judgement as JudgementRef
    from api.schema.types.organisations import GovernmentBody as GovernmentBodyRef
    from api.schema.types.organisations import Inspectorate as InspectorateRef
    from api.schema.types.organisations import LocalAuthority as AuthorityRef
    from api.schema.types.organisations import Organisation as OrganisationRef
    from api.schema.types.organisations import PoliceForce as ForceRef
    from api.schema.types.organisations import SafeguardingBoard as BoardRef
    from api.schema.types.people import Person as PersonRef
    from api.schema.types.people import Place as PlaceRef
    from api.schema.types.people import Post as PostRef
    from api.schema.types.people import Unit as UnitRef
    from api.schema.types.shared import Entity as EntityRef
else:
    CorrespondenceRef = LazyType("Correspondence", "api.schema.types.correspondence")
    StatementRef = LazyType("Statement", "api.schema.types.correspondence")
    StatisticRef = LazyType("Statistic", "api.schema.types.correspondence")
    EvidenceRef = LazyType("Evidence", "api.schema.types.evidence")
    SourceRef = LazyType("Source", "api.schema.types.evidence")
    FindingRef = LazyType("Finding", "api.schema.types.findings")
    ThemeRef = LazyType("Theme", "api.schema.types.findings")
    InspectionRef = LazyType("Inspection", "api.schema.types.inspections")
    JudgementRef = LazyType("Judgement", "api.schema.types.inspections")
    ForceRef = LazyType("PoliceForce", "api.schema.types.organisations")
    AuthorityRef = LazyType("LocalAuthority", "api.schema.types.organisations")
    BoardRef = LazyType("SafeguardingBoard", "api.schema.types.organisations")
    InspectorateRef = LazyType("Inspectorate", "api.schema.types.organisations")
    GovernmentBodyRef = LazyType("GovernmentBody", "api.schema.types.organisations")
    OrganisationRef = LazyType("Organisation", "api.schema.types.organisations")
    UnitRef = LazyType("Unit", "api.schema.types.people")
    PersonRef = LazyType("Person", "api.schema.types.people")
    PostRef = LazyType("Post", "api.schema.types.people")
    PlaceRef = LazyType("Place", "api.schema.types.people")
    EntityRef = LazyType("Entity", "api.schema.types.shared")

HistoryItem: TypeAlias = Annotated[
    Union[InspectionRef, FindingRef, JudgementRef, CorrespondenceRef, StatementRef],  # noqa: UP007 - lazy types are values, which | does not join
    strawberry.union("HistoryItem", description="Something in the history of an organisation."),
]
Account: TypeAlias = Annotated[
    Union[StatementRef, FindingRef],  # noqa: UP007 - lazy types are values, which | does not join
    strawberry.union("Account", description="A statement or a finding: one telling of what happened."),
]
Assertion: TypeAlias = Annotated[
    Union[StatementRef, FindingRef, JudgementRef, CorrespondenceRef, StatisticRef, InspectionRef],  # noqa: UP007 - lazy types are values, which | does not join
    strawberry.union("Assertion", description="Something that a statement can speak to."),
]
Undisputed: TypeAlias = Annotated[
    Union[JudgementRef, FindingRef],  # noqa: UP007 - lazy types are values, which | does not join
    strawberry.union("Undisputed", description="Something that a disputing statement leaves standing."),
]
Revised: TypeAlias = Annotated[
    Union[InspectionRef, JudgementRef],  # noqa: UP007 - lazy types are values, which | does not join
    strawberry.union("Revised", description="Something of which releases say different things."),
]
Compared: TypeAlias = Annotated[
    Union[FindingRef, InspectionRef],  # noqa: UP007 - lazy types are values, which | does not join
    strawberry.union(
        "Compared",
        description="What a letter's finding compares with: what the report says, or the inspection itself "
        "where the report is silent or was not seen.",
    ),
]
Addressee: TypeAlias = Annotated[
    Union[PersonRef, ForceRef, AuthorityRef, BoardRef, InspectorateRef, GovernmentBodyRef],  # noqa: UP007 - lazy types are values, which | does not join
    strawberry.union("Addressee", description="A person or organisation of whom something is asked."),
]
