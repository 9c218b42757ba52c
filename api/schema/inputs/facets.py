"""`facets`: how many rows of a list there are for each value of something."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeAlias

import strawberry

from api.errors import BadInput
from api.schema.structural import Structural
from graph.query.selection import First, From, Value

MOST_BUCKETS = 100


@strawberry.enum(description="What the rows of a list can be counted by; not every list has every one.")
class FacetBy(Structural, StrEnum):
    AREA = "AREA"
    AUTHORITY = "AUTHORITY"
    COUNTRY = "COUNTRY"
    FORCE = "FORCE"
    FRAMEWORK = "FRAMEWORK"
    GRADE = "GRADE"
    KIND = "KIND"
    ORGANISATION = "ORGANISATION"
    POLARITY = "POLARITY"
    REGION = "REGION"
    STATUS = "STATUS"
    THEME = "THEME"
    YEAR = "YEAR"


Grouping: TypeAlias = Value | First | From

_GRADED: Mapping[FacetBy, Grouping] = {
    FacetBy.FRAMEWORK: Value("node", "framework"),
    FacetBy.YEAR: Value("node", "day.year"),
}
_BY_TYPE: Mapping[str, Mapping[FacetBy, Grouping]] = {
    "PoliceForce": {FacetBy.COUNTRY: Value("node", "country")},
    "LocalAuthority": {
        FacetBy.REGION: Value("node", "region"),
        FacetBy.KIND: Value("node", "kind"),
        FacetBy.FORCE: From("forces_of_authority", "node"),
    },
    "Inspection": {
        **_GRADED,
        FacetBy.KIND: Value("node", "kind"),
        FacetBy.ORGANISATION: From("organisations_inspected", "node"),
        FacetBy.REGION: First(From("organisations_inspected", "node"), "region"),
    },
    "Judgement": {
        **_GRADED,
        FacetBy.GRADE: Value("node", "grade"),
        FacetBy.AREA: Value("node", "area"),
        FacetBy.ORGANISATION: From("organisation_of_judgement", "node"),
        FacetBy.REGION: First(From("organisation_of_judgement", "node"), "region"),
    },
    "Finding": {
        FacetBy.POLARITY: Value("node", "polarity"),
        FacetBy.STATUS: Value("node", "status"),
        FacetBy.YEAR: Value("node", "day.year"),
        FacetBy.THEME: From("themes_of_finding", "node"),
        FacetBy.AUTHORITY: From("areas_of_finding", "node"),
        FacetBy.FORCE: From("forces_of_finding", "node"),
    },
    "Correspondence": {FacetBy.KIND: Value("node", "kind"), FacetBy.YEAR: Value("node", "day.year")},
    "Statement": {
        FacetBy.KIND: Value("node", "kind"),
        FacetBy.STATUS: Value("node", "status"),
        FacetBy.YEAR: Value("node", "day.year"),
        FacetBy.THEME: From("themes_of_statement", "node"),
        FacetBy.ORGANISATION: From("organisation_of_statement", "node"),
    },
    "Source": {FacetBy.KIND: Value("node", "kind")},
}


def grouping(by: FacetBy, kind: str) -> Grouping:
    """What nodes of a type are grouped by; raises BadInput naming what would be right."""
    known = _BY_TYPE.get(kind, {})
    if by not in known:
        possible = ", ".join(sorted(known)) or "nothing"
        raise BadInput(f"`facets` by {by}: a list of {kind} can be counted by {possible}.")
    return known[by]
