"""Search: what is asked for, and what is found with the words where they stand."""

from __future__ import annotations

from typing import Any

from graph.model.nodes import NODE_TYPES
from web.filters import Filter, listed, offering
from web.page import Asked, Data, Page, Variables
from web.parameters import other_matters
from web.words import NOUNS

# The first part of the ids of each type, and its name in the plural.
_TYPES = {each.id_form.partition(":")[0]: NOUNS[each.label] for each in NODE_TYPES}


def _of_types(value: str) -> Variables:
    """Only what is of these types, which commas part."""
    each = [{"id": {"startsWith": f"{name}:"}} for name in value.split(",")]
    return {"where": {"or": each}}


FILTERS = (
    Filter(
        "types", "Only", _of_types, words=dict(sorted(_TYPES.items(), key=lambda each: each[1])), many=True
    ),
)


def _variables(asked: Asked) -> Variables:
    words = asked.parameters.get("q", "").strip()
    return {"query": words, **other_matters(asked), **listed(FILTERS, 15)(asked)}


def _more(data: Data) -> dict[str, Any]:
    found = [_found(edge["node"], edge["excerpt"]) for edge in data["list"]["edges"]]
    return offering(FILTERS)(data) | {"found": found}


def _found(node: Data, excerpt: str) -> dict[str, Any]:
    """A row: its name and its excerpt as parts, each with whether it is what was searched for."""
    shown, is_cut = excerpt.removesuffix("…"), excerpt.endswith("…")
    parts = [(text, place % 2 == 1) for place, text in enumerate(shown.split("**")) if text]
    text = "".join(text for text, _ in parts)
    caption: str = node["caption"]
    is_name = caption.startswith(text) if is_cut else caption == text
    rest = caption[len(text) :] if is_name else caption
    return {
        "node": node,
        "name": [*(parts if is_name else ()), *([(rest, False)] if rest else ())],
        "excerpt": [] if is_name else [*parts, ("…", False)] if is_cut else parts,
        "is_by_other_name": is_name and not any(matches for _, matches in parts),
    }


PAGES = (Page("/search", "search", _variables, more=_more),)
