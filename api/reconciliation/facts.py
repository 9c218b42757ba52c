"""What tables are extended with beyond bodies: grades of a body and recommendations to it, as of a day, and
what is known of each of these, down to the passages.

The values are those of one question to the API, so that a day means what it means there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from api.execution.persisted_documents import TrustedDocuments
from api.execution.request import Request
from api.execution.service import GraphQLService
from api.http.error_responses import RequestRefused

Cell = dict[str, Any]
Node = Mapping[str, Any]

GRADE, RECOMMENDATION = "grade", "recommendation"
# Properties of bodies whose values are nodes of a type of their own, which can be extended in turn.
OF_BODIES: Mapping[str, str] = {GRADE: "newest grade of each area", RECOMMENDATION: "recommendation to it"}
TYPES: Mapping[str, str] = {"Judgement": "Grade", "Recommendation": "Recommendation"}
_TYPE_OF = {GRADE: "Judgement", RECOMMENDATION: "Recommendation"}
# So many nodes one question asks for: a body may have a hundred of each.
_AT_ONCE = 25


@dataclass(frozen=True)
class FactSettings:
    """What is asked of each property: as of which day, grades of which area (words of its key or question),
    how many values at most, or only how many there are."""

    as_of: date | None = None
    area: str | None = None
    limit: int | None = None
    counts: bool = False


def _text(found: Any) -> list[Cell]:
    return [] if found is None else [{"str": str(found)}]


def _node(found: Node | None) -> list[Cell]:
    return [] if found is None else [{"id": found["id"], "name": found["caption"]}]


def _nodes(found: Iterable[Node]) -> list[Cell]:
    return [cell for each in found for cell in _node(each)]


def _passages(node: Node) -> list[Cell]:
    """Each passage by its id, with its quotation and where it stands."""
    cells = []
    for each in node["evidence"]:
        quote = f"“{each['quote']}” " if each["quote"] else ""
        cells.append({"id": each["id"], "name": f"{quote}({each['source']['name']}, {each['locator']})"})
    return cells


def _addresses(node: Node) -> list[Cell]:
    found = dict.fromkeys(each["source"]["url"] for each in node["evidence"])
    return [{"str": url} for url in found if url]


@dataclass(frozen=True)
class Detail:
    """A property of a grade or a recommendation: its label, and its values."""

    label: str
    values: Callable[[Node], list[Cell]]


_SHARED = {
    "date": Detail(
        "date; of a grade without a day the last year of its cycle",
        lambda node: _text(node["date"]),
    ),
    "evidence": Detail("evidence: passages", _passages),
    "source": Detail("address of its sources", _addresses),
}
DETAILS: Mapping[str, Mapping[str, Detail]] = {
    "Judgement": {
        "gradeWord": Detail("grade within its scale", lambda node: _text(node["grade"])),
        "rawGrade": Detail("grade, in the words of its source", lambda node: _text(node["rawGrade"])),
        "area": Detail("area that was judged", lambda node: _text(node["area"])),
        "question": Detail("question, as the inspectorate words it", lambda node: _text(node["question"])),
        "scale": Detail("scale", lambda node: _text(node["scale"])),
        "framework": Detail("framework", lambda node: _text(node["framework"])),
        "cycle": Detail("cycle of inspections", lambda node: _text(node["cycle"])),
        "inspection": Detail("inspection", lambda node: _node(node["inspection"])),
        "organisation": Detail("body that was judged", lambda node: _node(node["organisation"])),
        **_SHARED,
    },
    "Recommendation": {
        "summary": Detail("summary, in our words", lambda node: _text(node["summary"])),
        "kind": Detail("what its source calls it", lambda node: _text(node["recommendationKind"])),
        "due": Detail("by when, as published", lambda node: _text(node["due"])),
        "inspection": Detail("inspection", lambda node: _node(node["recommendedBy"])),
        "addressedTo": Detail("body that it was made to", lambda node: _nodes(node["addressedTo"])),
        "review": Detail("what sources say became of it", lambda node: _nodes(node["reviews"])),
        **_SHARED,
    },
}
LABELS: Mapping[str, str] = {
    **OF_BODIES,
    **{name: detail.label for details in DETAILS.values() for name, detail in details.items()},
}


class Facts:
    """Asks the graph for grades and recommendations."""

    def __init__(self, service: GraphQLService) -> None:
        self._service = service.trusting(TrustedDocuments((_question(),)))

    async def nodes(
        self, ids: Sequence[str], properties: Sequence[str], settings: FactSettings
    ) -> dict[str, Node]:
        """What is known of each id, by the id that was asked for. Raises RequestRefused."""
        variables = {
            "asOf": settings.as_of and settings.as_of.isoformat(),
            "judged": _judged(settings.area),
            "grades": GRADE in properties,
            "recommendations": RECOMMENDATION in properties,
        }
        found: dict[str, Node] = {}
        for start in range(0, len(ids), _AT_ONCE):
            part = ids[start : start + _AT_ONCE]
            nodes = await self._asked(part, variables)
            found |= {own: node for own, node in zip(part, nodes, strict=True) if node}
        for own, node in found.items():
            await self._complete(own, node, variables)
        return found

    async def _complete(self, own: str, node: Node, variables: Mapping[str, Any]) -> None:
        """Add the further pages of recommendations to a body that has more than one."""
        listed = node.get("recommendations")
        while listed and listed["pageInfo"]["hasNextPage"]:
            after = {"grades": False, "after": listed["pageInfo"]["endCursor"]}
            (more,) = await self._asked([own], {**variables, **after})
            listed["edges"].extend(more["recommendations"]["edges"])
            listed["pageInfo"] = more["recommendations"]["pageInfo"]

    async def _asked(self, ids: Sequence[str], variables: Mapping[str, Any]) -> list[Any]:
        answer = await self._service.run(Request(_question(), {**variables, "ids": [*ids]}))
        if answer.data is None or answer.errors:
            messages = [error.message for error in answer.errors]
            raise RequestRefused(messages[0] if messages else "The graph has no answer now.", 503)
        return list(answer.data["nodes"])


def is_fact(own: str) -> bool:
    """Whether an id is one of a grade or a recommendation, by its form."""
    return own.partition(":")[0] in ("judgement", "recommendation")


def cells(node: Node, name: str, settings: FactSettings) -> list[Cell]:
    """The values of a property of a node that `Facts` knows."""
    if name in OF_BODIES:
        return _of_body(node, name, settings)
    detail = DETAILS.get(node["__typename"], {}).get(name)
    return _bounded(detail.values(node) if detail else [], settings)


def meta(name: str) -> dict[str, Any]:
    """What a column says of the type of its values."""
    kind = _TYPE_OF.get(name)
    return {"type": {"id": kind, "name": TYPES[kind]}} if kind else {}


def _of_body(node: Node, name: str, settings: FactSettings) -> list[Cell]:
    """Grades are the newest of each area of each framework; recommendations those whose source names the
    body or inspected it, and none because a force polices an area."""
    if name == RECOMMENDATION and (found := node.get("recommendations")):
        named = [each["node"] for each in found["edges"] if each["basis"] == "NAMED"]
        return _bounded([*map(_recommendation, named)], settings)
    if name == GRADE and (found := node.get("judgements")):
        newest: dict[tuple[str, str], Node] = {}
        for each in found["nodes"]:
            newest.setdefault((each["framework"], each["area"]), each)
        return _bounded([*map(_grade, newest.values())], settings)
    return []


def _grade(node: Node) -> Cell:
    """With its scale: grades of two are never compared. The caption has its date or cycle."""
    return {"id": node["id"], "name": f"{node['caption']}, on the scale {node['scale']}"}


def _recommendation(node: Node) -> Cell:
    said = f" ({node['date']})" if node["date"] else ""
    return {"id": node["id"], "name": f"{node['caption']}{said}"}


def _bounded(found: list[Cell], settings: FactSettings) -> list[Cell]:
    return [{"int": len(found)}] if settings.counts else found[: settings.limit]


def _judged(area: str | None) -> dict[str, Any] | None:
    if area is None:
        return None
    words = {"contains": area, "ignoreCase": True}
    return {"or": [{"area": {**words, "contains": "-".join(area.split())}}, {"question": words}]}


@cache
def _question() -> str:
    return Path(__file__).with_name("facts.graphql").read_text("utf-8")
