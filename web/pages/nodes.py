"""What claims are about and what they rest on: themes, people, sources and the rest."""

from __future__ import annotations

from typing import Any

from graph.model.vocabulary import Polarity, Who
from web.page import Asked, Data, Page, Variables
from web.parameters import node, node_with_list
from web.words import label

# The filters of a theme's findings: a parameter of the address for each of these facets.
_FILTERS = {"polarity": Polarity, "who": Who}
_OTHERS = ("unit", "place", "evidence")


def theme_question(asked: Asked) -> Variables:
    """The theme, one page of its findings, and which of them."""
    chosen = {name: {"eq": asked.parameters[name]} for name in _FILTERS if asked.parameters.get(name)}
    return node_with_list("theme", 10)(asked) | ({"where": chosen} if chosen else {})


def theme_options(data: Data) -> Data:
    """The choices of each filter, with how many findings each has."""
    facets = {each["by"].lower(): each["buckets"] for each in data["theme"]["all"]["facets"]}
    return {"options": {name: _options(name, facets[name]) for name in _FILTERS}}


def _options(vocabulary: str, buckets: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [
        (each["value"], f"{label(each['value'], vocabulary)} ({each['count']:,})")
        for each in buckets
        if each["value"]
    ]


PAGES = (
    Page("/source/{name}", "source", node_with_list("source"), "source"),
    Page("/theme/{name}", "theme", theme_question, "theme", theme_options),
    Page("/person/{name}", "person", node_with_list("person"), "person"),
    Page("/post/{name}", "post", node_with_list("post"), "post"),
    Page("/statistic/{name}", "statistic", node("statistic"), "statistic"),
    Page("/framework/{name}", "framework", node_with_list("framework"), "framework"),
    # These types have no root field of their own.
    *(Page(f"/{folder}/{{name}}", folder, node_with_list(folder), "nodes") for folder in _OTHERS),
)
