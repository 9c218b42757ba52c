"""Bodies: police forces and who oversees them, local authorities, safeguarding boards, inspectorates,
government bodies."""

from __future__ import annotations

from dataclasses import dataclass

from graph.model.entity import Organisation
from graph.model.node_type import SLUG, Facet, NodeType, RootFields, Style
from graph.model.vocabulary import LocalPolicingBodyKind


@dataclass(frozen=True, kw_only=True, slots=True)
class PoliceForce(Organisation):
    ons_code: str
    country: str
    website: str


POLICE_FORCE = NodeType(
    kind=PoliceForce,
    noun="police force",
    id_form=rf"force:{SLUG}",
    key="police_forces",
    sorted_by="name",
    roots=RootFields(one="force", many="forces", description="Police forces, by name."),
    facets={"COUNTRY": Facet(property="country")},
    style=Style(color="#0072B2", border="#004A75", diameter=100, text="#FFFFFF", font=12),
    keys={"country": "England or Wales.", "website": "The address of the website."},
)


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


LOCAL_AUTHORITY = NodeType(
    kind=LocalAuthority,
    noun="local authority",
    id_form=r"authority:[EW]\d{8}",
    key="local_authorities",
    sorted_by="name",
    roots=RootFields(
        one="authority", many="authorities", description="Local authorities, current and former, by name."
    ),
    facets={
        "REGION": Facet(property="region"),
        "KIND": Facet(property="kind"),
        "FORCE": Facet(through="forces_of_authority"),
    },
    style=Style(color="#56B4E9", border="#2A7FAF", font=12),
    keys={
        "officialName": "The full name of the council.",
        "region": "The region of England.",
        "formerOnsCodes": "Codes that the Office for National Statistics used before.",
        "dfeCode": "The Department for Education's three-digit number.",
        "ofstedUrn": "Ofsted's number for the authority.",
        "govUkSlug": "The name in GOV.UK addresses.",
    },
)


@dataclass(frozen=True, kw_only=True, slots=True)
class SafeguardingBoard(Organisation):
    name_is_descriptive: bool = False  # true where the source judges the board without naming it


SAFEGUARDING_BOARD = NodeType(
    kind=SafeguardingBoard,
    noun="safeguarding board",
    id_form=r"board:lscb:E\d{8}",
    key="safeguarding_boards",
    sorted_by="name",
    roots=RootFields(one="board", many="boards", description="Safeguarding boards, by name."),
    style=Style(color="#A6D8F5", border="#0072B2", diameter=100),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class LocalPolicingBody(Organisation):
    """The statutory term for who oversees a force, and for the police authorities that did before 2012."""

    kind: LocalPolicingBodyKind


LOCAL_POLICING_BODY = NodeType(
    kind=LocalPolicingBody,
    noun="local policing body",
    id_form=rf"local-policing-body:{SLUG}",
    key="local_policing_bodies",
    sorted_by="name",
    roots=RootFields(
        one="local_policing_body",
        many="local_policing_bodies",
        description="Local policing bodies, today's and those before them, by name.",
    ),
    facets={"KIND": Facet(property="kind"), "FORCE": Facet(through="forces_of_policing_body")},
    style=Style(color="#4C9FC8", border="#004A75", diameter=100, font=12),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Inspectorate(Organisation):
    pass


INSPECTORATE = NodeType(
    kind=Inspectorate,
    noun="inspectorate",
    id_form=rf"inspectorate:{SLUG}",
    key="inspectorates",
    sorted_by="name",
    style=Style(color="#002F4A", border="#000000", text="#FFFFFF", font=12),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class GovernmentBody(Organisation):
    pass


GOVERNMENT_BODY = NodeType(
    kind=GovernmentBody,
    noun="government body",
    id_form=rf"body:{SLUG}",
    key="government_bodies",
    sorted_by="name",
    style=Style(color="#002F4A", border="#000000", text="#FFFFFF"),
)
