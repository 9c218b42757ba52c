"""Pages that show everything at once: what is held, themes by force, the letter beside the reports."""

from __future__ import annotations

from typing import Any

from api.errors import BadInput
from web.page import Asked, Data, Page, Variables
from web.parameters import as_of
from web.pictures.heat_map import cells, legend
from web.words import LABELS

Column = tuple[str, str | None]


def _coverage(data: Data) -> dict[str, Any]:
    """The table of forces: a column for each framework and cycle, in the order of the first force."""
    rows = [
        {"force": force, "cells": {_column(each): each for each in force["coverage"]}}
        for force in data["forces"]["nodes"]
    ]
    shorts = {
        _column(each): each["framework"]["short"]
        for force in data["forces"]["nodes"]
        for each in force["coverage"]
    }
    ordered = sorted(shorts, key=lambda each: (shorts[each], each[1] or ""))
    return {"columns": [(each, shorts[each]) for each in ordered], "rows": rows}


def _column(coverage: Data) -> Column:
    return coverage["framework"]["id"], coverage["cycle"]


def _of_basis(asked: Asked) -> Variables:
    basis = asked.parameters.get("basis", "NAMED")
    if basis not in LABELS["basis"]:
        raise BadInput(f"`basis` is NAMED or AREA, not '{basis[:60]}'.")
    return {"basis": basis} | as_of(asked)


def _themes(data: Data) -> dict[str, Any]:
    """The heat map: themes down, forces across, both by the alphabet."""
    themes = [theme["id"] for theme in data["themes"]["nodes"]]
    counts = [
        {bucket["value"]: bucket["count"] for bucket in force["history"]["facets"][0]["buckets"]}
        for force in data["forces"]["nodes"]
    ]
    rows = [*zip(data["themes"]["nodes"], cells(themes, counts), strict=True)]
    without = [counted.get(None, 0) for counted in counts]
    return {"rows": rows, "without_theme": without, "shades": legend()}


def _letter(data: Data) -> dict[str, Any]:
    """The themes with what the letter and the reports say of each, and what of the letter has no theme."""
    both = data["reportsBesideLetter"]
    if both is None:
        return {"themes": [], "others": []}
    letter = both["letter"]
    claims = [*letter["findings"]["nodes"], *letter["statements"]["nodes"]]
    read = {row["theme"]["id"]: row for row in both["themes"]}
    names = {theme["id"]: theme["name"] for claim in claims for theme in claim["themes"]}
    names |= {row["theme"]["id"]: row["theme"]["name"] for row in both["themes"]}
    themes = [
        {
            "id": each,
            "name": name,
            "reports": read.get(each),
            "claims": [claim for claim in claims if each in {theme["id"] for theme in claim["themes"]}],
        }
        for each, name in sorted(names.items(), key=lambda item: item[1])
    ]
    return {"themes": themes, "others": [claim for claim in claims if not claim["themes"]]}


PAGES = (
    Page("/coverage", "coverage", as_of, more=_coverage),
    Page("/themes", "themes", _of_basis, more=_themes),
    Page("/reports-and-letter", "reports-and-letter", more=_letter),
)
