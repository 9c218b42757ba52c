"""Contested claims: each side of each, and by which kind of claim and which force a reader chooses them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from api.errors import BadInput
from web.filters import Offer, Option
from web.page import Asked, Data, Page, Variables
from web.parameters import as_of, other_matters
from web.words import NOUNS

_SIDES = {"disputed": "Disputed", "qualified": "Only qualified"}


def _variables(asked: Asked) -> Variables:
    for name, words in (("kind", NOUNS), ("how", _SIDES)):
        if (value := asked.parameters.get(name)) and value not in words:
            raise BadInput(f"`{name}` is one of {', '.join(words)}, not '{value[:60]}'.")
    return other_matters(asked) | as_of(asked)


def _more(data: Data) -> dict[str, Any]:
    rows = [_row(dispute) for dispute in data["disputes"]]
    names = {force["id"]: force.get("caption") or force["name"] for row in rows for force in row["bodies"]}
    forces = {value.removeprefix("force:"): names[value] for value in sorted(names, key=names.__getitem__)}
    return {
        "filters": [
            _offer("kind", "What is contested", {each: NOUNS[each] for each in NOUNS}, rows),
            _offer("force", "Force, on either side", forces, rows),
            _offer("how", "How", _SIDES, rows),
        ],
        "chosen": lambda parameters: [row for row in rows if _is_chosen(row, parameters)],
    }


def _row(dispute: Data) -> dict[str, Any]:
    claim = dispute["claim"]
    bodies = [body for body in _bodies(dispute) if body["id"].startswith("force:")]
    against = {each["id"] for each in (*dispute["disputedBy"], *dispute["qualifiedBy"])}
    return {
        "dispute": dispute,
        # Who answers the claim stands beside it, and not among those who contest it.
        "answers": [each for each in dispute["replies"] if not _answered(each) & against],
        "replies": [each for each in dispute["replies"] if _answered(each) & against],
        "bodies": bodies,
        "kind": [claim["__typename"]],
        "force": sorted({body["id"].removeprefix("force:") for body in bodies}),
        "how": ["disputed" if dispute["disputedBy"] else "qualified"],
    }


def _answered(reply: Data) -> set[str]:
    return {each["id"] for each in reply["answers"]}


def _bodies(dispute: Data) -> Iterator[Data]:
    """The bodies that a contested claim is about or comes from, and those that contest it."""
    yield from dispute["about"]
    for statement in (*dispute["disputedBy"], *dispute["qualifiedBy"]):
        yield from statement["madeForBodies"]
    claim = dispute["claim"]
    if body := claim.get("organisation"):
        yield body
    for name in ("sentForBodies", "madeForBodies", "attributedTo", "inspected", "addressedTo"):
        yield from claim.get(name, ())


def _offer(name: str, heading: str, words: Mapping[str, str], rows: list[dict[str, Any]]) -> Offer:
    counts = Counter(value for row in rows for value in row[name])
    options = (Option(value, text, counts[value]) for value, text in words.items() if counts[value])
    return Offer(name, heading, tuple(options), is_text=False)


def _is_chosen(row: Data, parameters: Mapping[str, str]) -> bool:
    return all(parameters[name] in row[name] for name in ("kind", "force", "how") if name in parameters)


PAGES = (Page("/disputes", "disputes", _variables, more=_more, reads=("force",)),)
