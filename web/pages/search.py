"""Search: what is asked for, and what is found with the words where they stand."""

from __future__ import annotations

import re
from typing import Any

from graph.model.nodes import NODE_TYPES
from web.filters import Filter, listed, offering
from web.page import Asked, Data, Page, Variables
from web.parameters import other_matters
from web.words import NOUNS

# ONS codes such as E06000004, numbers of the Department for Education and of Ofsted.
_CODE = re.compile(r"[EW]\d{8}|\d{3,6}")
# The first part of the ids of each type, and its name in the plural.
_TYPES = {each.id_form.partition(":")[0]: NOUNS[each.label] for each in NODE_TYPES}
BODIES_AND_PEOPLE = {"PoliceForce", "LocalAuthority", "SafeguardingBoard", "LocalPolicingBody", "Person"}


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
    code = words.upper()
    codes = {"isCode": True, "code": code} if _CODE.fullmatch(code) else {"isCode": False}
    return {"query": words, **codes, **other_matters(asked), **listed(FILTERS, 15)(asked)}


def _more(data: Data) -> dict[str, Any]:
    coded = [body for name in ("forces", "authorities") for body in data.get(name, {"nodes": ()})["nodes"]]
    found = [_found(edge["node"], edge["excerpt"]) for edge in data["list"]["edges"]]
    # An everyday name occurs in many texts: whoever it belongs to comes first.
    found.sort(key=lambda each: each["node"]["__typename"] not in BODIES_AND_PEOPLE)
    return offering(FILTERS)(data) | {"found": found, "coded": coded}


def _found(node: Data, excerpt: str) -> dict[str, Any]:
    """A row: its name and its excerpt as parts, each with whether it is what was searched for."""
    parts = [(text, place % 2 == 1) for place, text in enumerate(excerpt.split("**")) if text]
    is_name = "".join(text for text, _ in parts) == node["caption"]
    return {
        "node": node,
        "name": parts if is_name else [(node["caption"], False)],
        "excerpt": [] if is_name else parts,
        "is_by_other_name": is_name and not any(matches for _, matches in parts),
    }


PAGES = (Page("/search", "search", _variables, more=_more),)
