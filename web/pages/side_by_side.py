"""Forces side by side, and how two nodes are connected."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from api.errors import BadInput
from web.page import Asked, Data, Page, Variables
from web.parameters import as_of
from web.pictures.grades import GRADES

PLACES = ("force", "and", "also")
_ID = re.compile(r"[a-z-]+:\S+")


def _forces(asked: Asked) -> Variables:
    """The ids of the forces to compare, which addresses may have without their first part.

    Raises BadInput.
    """
    names = {place: asked.parameters.get(place, "").removeprefix("force:") for place in PLACES}
    places: dict[str, str] = {}
    for place, name in names.items():
        if name and places.setdefault(name, place) != place:
            both = f"`{places[name]}` and `{place}` are both '{name[:60]}'"
            raise BadInput(f"{both}: choose two forces that differ.")
    ids = {place: f"force:{name}" for place, name in names.items()}
    return {"areAsked": any(names.values()), **ids, **as_of(asked)}


def _compared(data: Data) -> dict[str, Any]:
    # An old id and the one that took its place are one force.
    found = {data[place]["id"]: data[place] for place in ("first", "second", "third") if data[place]}
    chosen = [*found.values()]
    frameworks = {
        each["id"].partition(":")[2]: each["name"] for each in data.get("frameworks", {"nodes": ()})["nodes"]
    }
    return {
        "chosen": chosen,
        "scales": list(_scales(chosen, frameworks)) if len(chosen) > 1 else [],
        "themes": _themes(chosen),
        "ids": [force["id"] for force in chosen],
    }


def _scales(forces: list[Data], frameworks: dict[str, str]) -> Iterator[dict[str, Any]]:
    """The grades of each framework and scale, apart: unlike scales do not compare."""
    grades = [(force["id"], grade) for force in forces for grade in force["judgements"]["nodes"]]

    def scale_of(each: tuple[str, Data]) -> tuple[str, str]:
        return each[1]["framework"], each[1]["scale"]

    for (framework, scale), of_scale in groupby(sorted(grades, key=scale_of), key=scale_of):
        rows = _rows([*of_scale])
        yield {
            "framework": frameworks.get(framework, framework),
            "key": framework,
            "scale": scale,
            "grades": GRADES.get(framework, ()),
            "rows": rows,
        }


def _rows(grades: list[tuple[str, Data]]) -> list[dict[str, Any]]:
    """A row for each question of each cycle, with the grades of each force."""
    rows: dict[tuple[str, str], dict[str, list[Data]]] = {}
    for force, grade in grades:
        key = (grade["question"] or grade["area"], grade["cycle"] or grade["published"] or "")
        rows.setdefault(key, {}).setdefault(force, []).append(grade)
    return [
        {"question": question, "cycle": cycle, "grades": rows[question, cycle]}
        for question, cycle in sorted(rows)
    ]


def _themes(forces: list[Data]) -> list[dict[str, Any]]:
    """The themes by the alphabet, each with its findings of each force by basis."""
    names: dict[str | None, str] = {}
    counts: dict[tuple[str | None, str, str], int] = {}
    for force in forces:
        for basis in ("named", "area"):
            for bucket in force[basis]["facets"][0]["buckets"]:
                names[bucket["value"]] = bucket["caption"] or "No theme"
                counts[bucket["value"], force["id"], basis] = bucket["count"]
    return [
        {
            "id": theme,
            "name": name,
            "counts": [
                counts.get((theme, force["id"], basis), 0) for force in forces for basis in ("named", "area")
            ],
        }
        for theme, name in sorted(names.items(), key=lambda each: (each[0] is None, each[1]))
    ]


def _ends(asked: Asked) -> Variables:
    """Where paths start and end: ids, or names that are looked up."""
    ends = {end: asked.parameters.get(end, "").strip() for end in ("from", "to")}
    are_ids = {end: bool(_ID.fullmatch(value)) for end, value in ends.items()}
    return {
        **ends,
        "fromName": ends["from"],
        "toName": ends["to"],
        "areIds": all(are_ids.values()),
        "isFromName": bool(ends["from"]) and not are_ids["from"],
        "isToName": bool(ends["to"]) and not are_ids["to"],
        **as_of(asked),
    }


PAGES = (
    Page("/compare", "compare", _forces, more=_compared),
    Page("/between", "between", _ends),
)
