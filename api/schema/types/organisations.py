"""Bodies: police forces and who oversees them, local authorities, safeguarding boards, inspectorates,
government bodies."""

from __future__ import annotations

import strawberry

from api.schema.fields import every, history, holds, page, value
from api.schema.scalars import LocalPolicingBodyKind
from api.schema.types.frameworks import Coverage
from api.schema.types.refs import (
    AuthorityRef,
    BoardRef,
    CorrespondenceRef,
    FindingRef,
    ForceRef,
    HistoryItem,
    InspectionRef,
    JudgementRef,
    OrganisationRef,
    PersonRef,
    PolicingBodyRef,
    PostRef,
    RecommendationRef,
    StatementRef,
    UnitRef,
)
from api.schema.types.shared import (
    BasisConnection,
    Connection,
    DatedConnection,
    Entity,
    HistoryConnection,
    HoldingConnection,
    OtherName,
    Period,
)


@strawberry.interface(description="A body that inspects, is inspected, writes or is written about.")
class Organisation(Entity):
    name: str = value("Its name today, or its last name.")
    other_names: list[OtherName] = every("other_names", "Other names that sources use, with their dates.")
    period: Period = holds("When it existed.")
    history: HistoryConnection[HistoryItem] = history(
        "history_of_organisation",
        "What it did, what was found, judged and said of it, and what it answered, in order of time. "
        "`coverage` says why a list is short or empty. The facet FRAMEWORK is that of the inspections that "
        "an entry is about, and null where they are of none or of several.",
    )
    coverage: list[Coverage] = every(
        "coverage_of_organisation",
        "What is held here of each framework that could concern it, and why no more. Never empty where "
        "the graph has the tables of this program: an absence is explained, and never a sign of innocence.",
    )
    inspections: Connection[InspectionRef] = page(
        "inspections_of_organisation", "Inspections of it, the newest first."
    )
    findings: BasisConnection[FindingRef] = page(
        "findings_of_organisation", "Findings in its history, the newest first, each on its basis."
    )
    recommendations: BasisConnection[RecommendationRef] = page(
        "recommendations_of_organisation",
        "Recommendations in its history, the newest first, each on its basis.",
    )
    judgements: Connection[JudgementRef] = page(
        "judgements_of_organisation", "Judgements of it, the newest first."
    )
    correspondence: BasisConnection[CorrespondenceRef] = page(
        "correspondence_of_organisation", "Correspondence sent in its name, or that names it."
    )
    statements: BasisConnection[StatementRef] = page(
        "statements_of_organisation", "Statements made for it, or about it."
    )
    answers: Connection[CorrespondenceRef] = page(
        "answers_about_organisation", "Answers to inspections of it, its own and those of others, by time."
    )
    posts: Connection[PostRef] = page("posts_of_organisation", "Posts in it.")
    predecessors: Connection[OrganisationRef] = page("predecessors_of_organisation", "What it replaced.")
    successors: Connection[OrganisationRef] = page("successors_of_organisation", "What replaced it.")


@strawberry.type(description="A territorial police force.")
class PoliceForce(Organisation):
    ons_code: str = value("The ONS code of its police force area, as in E23000013.")
    country: str = value("England or Wales.")
    website: str = value("Its website.")
    areas: DatedConnection[AuthorityRef] = page(
        "areas_of_force", "Local authorities whose area it polices: reference, never an attribution."
    )
    judgements_in_areas: BasisConnection[JudgementRef] = page(
        "judgements_in_areas",
        "Judgements of the bodies whose area it policed on that day, the newest first: none is of the force.",
    )
    local_policing_bodies: DatedConnection[PolicingBodyRef] = page(
        "policing_bodies_of_force", "Who oversees it, and who did before."
    )
    units: Connection[UnitRef] = page("units_of_force", "Its teams that a source names or describes.")


@strawberry.type(description="An upper-tier local authority, current or former.")
class LocalAuthority(Organisation):
    official_name: str = value("Its full name; for a Welsh authority, its name in the lookup of the ONS.")
    kind: str = value('Its kind, as published: "london borough", "county".')
    region: str = value("Its government region.")
    ons_code: str = value("Its ONS code, as in E06000004.")
    former_ons_codes: list[str] | None = value("Codes that it had before, for the same body.")
    dfe_code: str | None = value("Its three-digit code at the Department for Education.")
    ofsted_urn: str | None = value("Its reference number at Ofsted.")
    gov_uk_slug: str | None = value("Its name in addresses on GOV.UK.")
    policed_by: DatedConnection[ForceRef] = page(
        "forces_of_authority", "The force that polices its area: reference, never an attribution."
    )
    boards: Connection[BoardRef] = page("boards_of_authority", "Its safeguarding boards.")


@strawberry.type(description="A safeguarding board: it exists here where a source names or judges it.")
class SafeguardingBoard(Organisation):
    name_is_descriptive: bool = value("True where the source judges the board without naming it.")
    authorities: Connection[AuthorityRef] = page("authorities_of_board", "The authorities that it serves.")


@strawberry.type(
    description="Who oversees a police force, by the statutory term: a police and crime commissioner, a "
    "mayor, MOPAC or the Common Council; until 2012 a police authority."
)
class LocalPolicingBody(Organisation):
    kind: LocalPolicingBodyKind = value("What kind of body it is, or was last.")
    oversees: DatedConnection[ForceRef] = page(
        "forces_of_policing_body", "The force that it oversees, or oversaw, with dates."
    )
    holders: HoldingConnection[PersonRef] = page(
        "holders_of_policing_body",
        'Who held a post in it, with dates; the qualifier tells "Acting" and "Deputy". An unknown end says '
        "that no source gives one, not that somebody is in office.",
    )


@strawberry.type(description="A body that inspects.")
class Inspectorate(Organisation):
    carried_out: Connection[InspectionRef] = page(
        "inspections_by_inspectorate", "Inspections that it carried out, the newest first."
    )


@strawberry.type(description="A department or agency of government, or another public body that answers.")
class GovernmentBody(Organisation):
    pass
