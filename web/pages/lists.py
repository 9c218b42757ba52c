"""Lists that readers narrow down and page through."""

from __future__ import annotations

from collections.abc import Callable

from web.filters import (
    NONE,
    Filter,
    equal,
    in_year,
    listed,
    named,
    offering,
    related,
    words_of,
)
from web.page import Asked, Page, Variables
from web.parameters import other_matters

_YEAR = Filter("year", "Year", in_year, by="YEAR", none="Day not known")
_THEME = Filter("theme", "Theme", related("themes", "theme:"), by="THEME", prefix="theme:", none="No theme")
# The first part of the id of each kind of body that sends letters.
_SENDERS = {
    "force": "A police force",
    "local-policing-body": "A commissioner, mayor or police authority",
    "inspectorate": "An inspectorate",
    "authority": "A council",
    "body": "Another public body or charity",
}


def _where(conditions: dict[str, Variables]) -> Callable[[str], Variables]:
    """The condition that each of some fixed values stands for."""
    return lambda value: {"where": conditions[value]}


def _sent_by_kind(value: str) -> Variables:
    if value == NONE:
        return {"where": {"sentForBodies": {"count": {"eq": 0}}}}
    return {"where": {"sentForBodies": {"some": {"id": {"startsWith": f"{value}:"}}}}}


def _body(field: str) -> Callable[[str], Variables]:
    """The rows that lead to a body, by its id or by words of its name."""

    def condition(value: str) -> Variables:
        name = {"caption": {"contains": value, "ignoreCase": True}}
        return {"where": {field: {"some": {"or": [{"id": {"eq": value}}, name]}}}}

    return condition


def _in_year_of_inspection(value: str) -> Variables:
    """The rows of a year; those whose report, visit and cycle have no day."""
    if value == NONE:
        unknown = ("published", "inspectedFrom", "cycle")
        return {"where": {"and": [{name: {"isNull": True}} for name in unknown]}}
    return in_year(value)


FINDINGS = (
    Filter("force", "Force that it names", related("attributedTo", "force:"), of="forces", prefix="force:"),
    _THEME,
    Filter("polarity", "What it says", equal("polarity"), by="POLARITY", words=words_of("polarity")),
    Filter("who", "Of whom", equal("who"), by="WHO", words=words_of("who"), none="Not told"),
    _YEAR,
)
RECOMMENDATIONS = (
    Filter("kind", "Kind", equal("kind"), by="KIND", words=words_of("recommendation_kind"), none="Not told"),
    Filter("to", "Made to", related("addressedTo"), by="ORGANISATION", none="Nobody by name"),
    _THEME,
    Filter(
        "status",
        "What became of it",
        _where({"yes": {"reviews": {"count": {"gt": 0}}}, "no": {"reviews": {"count": {"eq": 0}}}}),
        words={"yes": "Somebody says", "no": "None found"},
    ),
    _YEAR,
)
LETTERS = (
    Filter("kind", "Kind", equal("kind"), by="KIND", words=words_of("correspondence_kind")),
    Filter("from", "Sent for", _sent_by_kind, words=_SENDERS, none="Nobody by name"),
    Filter("organisation", "Name of the sender’s organisation", _body("sentForBodies")),
    _YEAR,
)
STATEMENTS = (
    Filter("kind", "Kind", equal("kind"), by="KIND", words=words_of("statement_kind")),
    Filter("organisation", "Name of the body that it was made for", _body("madeForBodies")),
    _THEME,
    _YEAR,
)
JUDGEMENTS = (
    Filter(
        "framework", "Framework", equal("framework"), by="FRAMEWORK", of="frameworks", prefix="framework:"
    ),
    Filter("area", "What was graded", equal("area"), by="AREA"),
    Filter("grade", "Grade", equal("grade"), by="GRADE"),
    Filter("body", "Name of the body graded", _body("organisation")),
)
INSPECTIONS = (
    Filter(
        "framework", "Framework", equal("framework"), by="FRAMEWORK", of="frameworks", prefix="framework:"
    ),
    Filter("kind", "Kind", equal("kind"), by="KIND"),
    Filter("body", "Name of the body inspected", _body("inspected")),
    Filter("year", "Year", _in_year_of_inspection, by="YEAR", none="Day not known"),
)
SOURCES = (
    Filter("kind", "Kind", equal("kind"), by="KIND", words=words_of("source_kind")),
    Filter("strength", "Strength", equal("strength"), words=words_of("source_strength")),
    Filter("publisher", "Publisher", named("publisher")),
    Filter(
        "seen",
        "How it is known",
        _where({"yes": {"seen": {"eq": True}}, "no": {"seen": {"eq": False}}}),
        words={"yes": "Read itself", "no": "Through others"},
    ),
)
AUTHORITIES = (
    Filter("name", "Name", named("name")),
    Filter(
        "force", "Policed by", related("policedBy", "force:"), by="FORCE", prefix="force:", none="Not known"
    ),
    Filter("region", "Region", equal("region"), by="REGION"),
    Filter("kind", "Kind", equal("kind"), by="KIND"),
)
PEOPLE = BOARDS = (Filter("name", "Name", named("name")),)
POLICING_BODIES = (
    Filter("name", "Name", named("name")),
    Filter("kind", "Kind", equal("kind"), by="KIND", words=words_of("local_policing_body_kind")),
    Filter("force", "Force", related("oversees", "force:"), by="FORCE", prefix="force:", none="Not known"),
)


def _page(name: str, filters: tuple[Filter, ...], size: int) -> Page:
    return Page(f"/{name}", name, listed(filters, size), more=offering(filters))


def _with_other_matters(filters: tuple[Filter, ...], size: int) -> Callable[[Asked], Variables]:
    """The variables of a list that leaves out what is of other matters, unless the address asks for it."""
    return lambda asked: listed(filters, size)(asked) | other_matters(asked)


PAGES = (
    _page("findings", FINDINGS, 10),
    _page("recommendations", RECOMMENDATIONS, 10),
    Page("/letters", "letters", _with_other_matters(LETTERS, 10), more=offering(LETTERS)),
    Page("/statements", "statements", _with_other_matters(STATEMENTS, 10), more=offering(STATEMENTS)),
    _page("judgements", JUDGEMENTS, 15),
    _page("inspections", INSPECTIONS, 15),
    _page("sources", SOURCES, 20),
    _page("authorities", AUTHORITIES, 30),
    _page("people", PEOPLE, 20),
    _page("boards", BOARDS, 30),
    _page("policing-bodies", POLICING_BODIES, 20),
)
