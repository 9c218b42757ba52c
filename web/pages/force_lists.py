"""The lists below the page of a force: its findings, its history, the chain."""

from __future__ import annotations

from functools import partial
from typing import Any

from api.errors import BadInput
from web.filters import in_year, related
from web.page import Asked, Data, Page, Variables
from web.pages.replies import Replies
from web.parameters import node, node_and_text, paged

FINDINGS = 12
ENTRIES = 20
INSPECTIONS = 3
_QUANTIFIERS = {"NAMED": "some", "AREA": "none"}


def _findings(asked: Asked) -> Variables:
    """A finding names the force if it is attributed to it; all others are of its area."""
    of_force = node("force")(asked)
    wanted: dict[str, Any] = {}
    if theme := asked.parameters.get("theme"):
        wanted |= related("themes", "theme:")(theme)["where"]
    if polarity := asked.parameters.get("polarity"):
        wanted["polarity"] = {"eq": polarity}
    if basis := asked.parameters.get("basis"):
        wanted["attributedTo"] = {_quantifier(basis): {"id": {"eq": of_force["id"]}}}
    year = _year(asked)
    return {**of_force, **paged(asked, FINDINGS), **year, "where": {**wanted, **year.get("where", {})}}


def _quantifier(basis: str) -> str:
    if basis not in _QUANTIFIERS:
        raise BadInput(f"`basis` is one of {', '.join(_QUANTIFIERS)}, not '{basis[:60]}'.")
    return _QUANTIFIERS[basis]


def history(folder: str, asked: Asked) -> Variables:
    """A page of the history of a body, narrowed down by kind, basis and year."""
    year = _year(asked)
    if "where" in year:
        raise BadInput("A history is narrowed down by a year such as 2016; what has no day comes last in it.")
    kinds = {"kinds": [asked.parameters["kind"]]} if "kind" in asked.parameters else {}
    basis = {"basis": asked.parameters["basis"]} if "basis" in asked.parameters else {}
    return {**node(folder)(asked), **paged(asked, ENTRIES), **year, **kinds, **basis}


def _year(asked: Asked) -> Variables:
    year = asked.parameters.get("year")
    return in_year(year) if year else {}


def _chain(asked: Asked) -> Variables:
    return {**node_and_text("force")(asked), **paged(asked, INSPECTIONS)}


def _chained(data: Data) -> Data:
    if data["force"] is None:
        return {}
    inspections = data["force"]["inspections"]["nodes"]
    apart = [edge["node"] for edge in data["apart"]["recommendations"]["edges"]]
    of_inspections = [claim for each in inspections for claim in each["recommendations"]["nodes"]]
    return {"replies": Replies.of((), (*inspections, *of_inspections, *apart))}


PAGES = (
    Page("/force/{name}/findings", "force-findings", _findings, "force"),
    Page("/force/{name}/history", "force-history", partial(history, "force"), "force"),
    Page("/force/{name}/chain", "force-chain", _chain, "force", _chained),
)
