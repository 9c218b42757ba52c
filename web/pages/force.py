"""The page of a force."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from web.page import Data, Page
from web.pages.replies import Replies
from web.parameters import node_and_text
from web.pictures.grades import by_framework
from web.pictures.time_line import MANY, Kind, Size, by_date, drawing, per_year

Edge = Mapping[str, Any]

WIDE = Size(year=56, near=19, row=27, head=44, gap=14)
NARROW = Size(year=58, near=28, row=20, head=14, gap=6)
# The kinds of entries that name the force, in the order of their rows.
_NAMED = (
    ("INSPECTION", "Inspections", "inspection"),
    ("RECOMMENDATION", "Recommended", "recommendation"),
    ("REVIEW", "What became of it", "review"),
    ("CORRESPONDENCE", "Letters and answers", "correspondence"),
    ("STATEMENT", "Statements", "statement"),
    ("CONTESTED", "Contested", "contested"),
)
_CONTESTS = ("DISPUTE", "QUALIFICATION")


def more(data: Data) -> Data:
    """What the template draws and groups."""
    if data["force"] is None:
        return {}
    replies = Replies.of(data["replies"]["statements"]["edges"], data["disputes"]["judgements"]["nodes"])
    coverage = data["known"]["coverage"]
    kinds = {"NAMED": [*_named(data)], "AREA": [*_area(data["area"])]}
    return {
        "coverage": grouped(coverage),
        "wide": drawing(kinds, WIDE),
        "narrow": drawing(kinds, NARROW),
        "frameworks": by_framework(data["graded"]["judgements"]["nodes"], coverage, replies.contested),
        "replies": replies,
        "elsewhere": _elsewhere(data),
    }


def _elsewhere(data: Data) -> set[str]:
    """The ids of claims that other parts of the page show with their replies."""
    inspections = data["chain"]["inspections"]["nodes"]
    shown = {each["id"] for each in (*inspections, *data["graded"]["judgements"]["nodes"])}
    for inspection in inspections:
        shown |= {each["id"] for each in inspection["findings"]["nodes"]}
        shown |= {each["id"] for each in inspection["recommendations"]["nodes"]}
    shown |= {edge["node"]["id"] for edge in data["apart"]["recommendations"]["edges"]}
    return shown | {edge["node"]["id"] for edge in data["found"]["findings"]["edges"]}


def grouped(coverage: Sequence[Mapping[str, Any]]) -> Mapping[str, Mapping[str, list[Mapping[str, Any]]]]:
    """Coverage by basis, then by framework, in the order of the answer."""
    groups: dict[str, dict[str, list[Mapping[str, Any]]]] = {"NAMED": {}, "AREA": {}}
    for each in coverage:
        groups[each["basis"]].setdefault(each["framework"]["id"], []).append(each)
    return groups


def _named(data: Data) -> Iterator[Kind]:
    edges = data["named"]["history"]["edges"]
    rows = [Kind(name, shape, by_date(_dates(edges, kind))) for kind, name, shape in _NAMED]
    yield rows[0]
    yield Kind("Findings", "finding", per_year(data["named"]["findings"]["facets"][0]["buckets"]))
    yield Kind("Grades", "judgement", by_date(map(_graded, data["graded"]["judgements"]["nodes"])))
    yield from rows[1:]


def _area(area: Data) -> Iterator[Kind]:
    history = area["history"]
    if history["totalCount"] > MANY:
        yield Kind("All, per year", "inspection", per_year(history["facets"][0]["buckets"]))
    else:
        yield Kind("Single inspections", "inspection", by_date(_inspected(history["edges"], joint=False)))
        yield Kind("Joint inspections", "joint", by_date(_inspected(history["edges"], joint=True)))
        for kind, name, shape in _NAMED[1:]:
            yield Kind(name, shape, by_date(_dates(history["edges"], kind)))
    yield Kind("Findings", "finding", per_year(area["findings"]["facets"][0]["buckets"]))


def _dates(edges: Sequence[Edge], kind: str) -> list[str | None]:
    return [edge["date"] for edge in edges if _kind(edge) == kind]


def _kind(edge: Edge) -> str:
    contests = edge["kind"] == "STATEMENT" and edge["node"]["statementKind"] in _CONTESTS
    return "CONTESTED" if contests else str(edge["kind"])


def _inspected(edges: Sequence[Edge], joint: bool) -> list[str | None]:
    inspections = [edge for edge in edges if edge["kind"] == "INSPECTION"]
    return [edge["date"] for edge in inspections if (len(edge["node"]["carriedOutBy"]) > 1) is joint]


def _graded(judgement: Mapping[str, Any]) -> str:
    """The date of a grade: the day of its publication, or the last year of its cycle."""
    if judgement["published"]:
        return str(judgement["published"])
    cycle = str(judgement["cycle"] or "")
    return cycle[:2] + cycle[-2:] if cycle else ""


PAGES = (Page("/force/{name}", "force", node_and_text("force"), "force", more),)
