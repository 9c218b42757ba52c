"""A contested claim, with both sides of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from web.addresses import id_at, path_of
from web.page import Asked, Data, Page, Variables
from web.parameters import as_of

_FOLDER = "/dispute"


def _claim(asked: Asked) -> Variables:
    return {"id": id_at(asked.names["kind"], asked.names["name"])} | as_of(asked)


def sides(data: Data) -> Data:
    """The rows of both sides: each statement against the claim beside what was replied to it."""
    dispute = data["dispute"]
    against = [*dispute["disputedBy"], *dispute["qualifiedBy"]]
    contested = {each["id"] for each in against}
    return {
        "stands": "Disputed:" if dispute["disputedBy"] else "Qualified:" if dispute["qualifiedBy"] else "",
        "rows": [*_rows(dispute, against)],
        "answers": [each for each in dispute["replies"] if not _answered(each) & contested],
        "steps": [_claimed(dispute["claim"]), *sorted(_steps(dispute, against), key=_day)],
    }


def _rows(dispute: Data, against: list[Data]) -> Iterator[Data]:
    disputing = {each["id"] for each in dispute["disputedBy"]}
    for number, statement in enumerate(against or [None]):
        is_first = number == 0
        verb = "disputed" if statement and statement["id"] in disputing else "qualified"
        yield {
            "claim": is_first,
            "statement": statement,
            "heading": "The claim" if not statement else f"The claim, {verb}" if is_first else f"Also {verb}",
            "replies": [
                each for each in dispute["replies"] if statement and statement["id"] in _answered(each)
            ],
        }


def _answered(reply: Data) -> set[str]:
    return {each["id"] for each in reply["answers"]}


def _steps(dispute: Data, against: list[Data]) -> Iterator[dict[str, Any]]:
    """What was said when, and the sources that tell of it, each once."""
    for statement in against:
        yield _said("Said against it", statement)
    for reply in dispute["replies"]:
        yield _said("Replied", reply)
    told = [dispute["claim"], *against, *dispute["replies"], *dispute["outcomes"]]
    sources = {
        each["source"]["id"]: each["source"] for claim in told for each in claim["evidence"] if each["source"]
    }
    for source in sources.values():
        kind = "seen" if source["seen"] else "open"
        yield {"date": source["published"], "source": source, "kind": kind}


def _day(step: Data) -> str:
    return step["date"] or "9999"


def _claimed(claim: Data) -> dict[str, Any]:
    """What is contested goes first: what is said against it may be known by its month alone."""
    date = claim.get("date") or claim.get("published") or claim.get("cycle")
    words = claim.get("summary") or claim.get("grade") or claim.get("name") or claim.get("raw")
    step = {"id": claim.get("id"), "date": date, "summary": words}
    return {**step, "source": None, "text": "Claimed", "kind": "word"}


def _said(text: str, statement: Data) -> dict[str, Any]:
    step = {name: statement[name] for name in ("id", "date", "summary")}
    return {**step, "source": None, "text": text, "kind": "word"}


PAGES = (
    Page(
        f"{_FOLDER}/{{kind}}/{{name}}",
        "dispute",
        _claim,
        "dispute",
        sides,
        address=lambda dispute: _FOLDER + path_of(dispute["claim"]["id"]),
        absent="Nobody was found who disputes or qualifies '{}'.",
    ),
)
