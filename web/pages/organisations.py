"""The pages of organisations other than forces."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from web.page import Asked, Data, Page, Variables
from web.pages.force import grouped
from web.pages.force_lists import history
from web.pages.replies import Replies
from web.parameters import node_and_text
from web.pictures.grades import by_framework

FOLDERS = ("authority", "board", "local-policing-body", "body")


def _one(found: Any) -> Mapping[str, Any]:
    """The node of a root field; of `nodes`, the only one. Empty where there is none."""
    return (found[0] if isinstance(found, list) else found) or {}


def more(data: Data) -> Data:
    """Each part of the answer as one node, with what the template groups."""
    parts = {name: _one(found) for name, found in data.items() if name != "runs"}
    if not parts["body"]:
        return {}
    judgements = parts.get("graded", {}).get("judgements", {"nodes": []})["nodes"]
    replies = Replies.of(parts["replies"]["statements"]["edges"], judgements)
    coverage = parts["known"]["coverage"]
    return {
        **parts,
        "coverage": grouped(coverage),
        "replies": replies,
        "statements": parts["replies"]["statements"],
        "frameworks": by_framework(judgements, coverage, replies.contested),
        "elsewhere": {each["id"] for each in judgements},
    }


def _variables(folder: str) -> Callable[[Asked], Variables]:
    return lambda asked: history(folder, asked)


def _inspectorate(asked: Asked) -> Variables:
    return history("inspectorate", asked) | node_and_text("inspectorate")(asked)


PAGES = (
    *(Page(f"/{folder}/{{name}}", folder, _variables(folder), "body", more) for folder in FOLDERS),
    Page("/inspectorate/{name}", "inspectorate", _inspectorate, "body", more),
)
