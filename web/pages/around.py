"""What lies around a node: a table, and a picture that unfolds."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from api.schema.scalars import EntityType
from graph.model.node_type import Style
from graph.model.nodes import NODE_TYPES, ORGANISATIONS
from web.filters import Filter, narrowed, offering
from web.page import Asked, Data, Page, Variables
from web.parameters import as_of
from web.words import LABELS, NOUNS

# What a reader may keep to: in words, and the types that it stands for.
_KINDS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "bodies": ("Bodies and places", (*ORGANISATIONS, "Place")),
    "findings": ("Findings and numbers", ("Finding", "Statistic")),
    "inspections": ("Inspections and grades", ("Inspection", "Judgement", "Framework")),
    "letters": ("Letters and statements", ("Correspondence", "Statement")),
    "people": ("People, posts and teams", ("Person", "Post", "Unit")),
    "recommendations": ("Recommendations", ("Recommendation", "Review")),
    "themes": ("Themes", ("Theme",)),
}
# How a link is drawn: a source names the force, or speaks of the area alone; or it contests a claim.
_FORMS = {
    "ATTRIBUTED_TO": "named",
    "OBSERVED_IN": "area",
    "POLICED_BY": "area",
    "DISPUTES": "against",
    "QUALIFIES": "against",
}


def _of_kind(value: str) -> Variables:
    """Only through nodes of these types."""
    return {"types": [EntityType(label).name for label in _KINDS[value][1]]}


# As `browser/common.grass` has it.
_PLAIN = Style(color="#D9D9D9", border="#8C8C8C")
FILTERS = (Filter("only", "Only", _of_kind, words={key: text for key, (text, _) in _KINDS.items()}),)


def _variables(asked: Asked) -> Variables:
    node_id = asked.parameters.get("of", "").strip()
    return {"id": node_id, "isAsked": bool(node_id), **narrowed(FILTERS, asked), **as_of(asked)}


def _more(data: Data) -> dict[str, Any]:
    return offering(FILTERS)(data) | {"look": _look()}


@cache
def _look() -> dict[str, Any]:
    """How the picture shows nodes, drawn as in Neo4j Browser, and links."""
    return {
        "nodes": {
            each.label: {
                "noun": NOUNS[each.label],
                "color": style.color,
                "border": style.border,
                "diameter": style.diameter,
            }
            for each in NODE_TYPES
            for style in (each.style or _PLAIN,)
        },
        "forms": _FORMS,
        "says": LABELS["relationship"],
    }


PAGES = (Page("/neighbourhood", "neighbourhood", _variables, more=_more),)
