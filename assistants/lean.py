"""The answer to a question, made small: without nulls, each source once, coverage by its state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from web.addresses import path_of

# Passages of one fact that are given; `look_up` gives all of them.
MOST_PASSAGES = 3


@dataclass
class Lean:
    """Makes answers small, and collects what belongs to an answer as a whole.

    ``site`` is where the pages are; ``most_passages`` is None where all are given. ``sources`` are by id,
    ``next`` is the cursor of the next page, ``met`` are the names of fields and members that guidance depends
    on, and ``is_empty`` tells that a list has no row at all.
    """

    site: str
    most_passages: int | None = MOST_PASSAGES
    sources: dict[str, dict[str, Any]] = field(default_factory=dict)
    next: str | None = None
    met: set[str] = field(default_factory=set)
    is_empty: bool = False

    def of(self, value: Any) -> Any:
        """The value without what is null or empty in it; facts with the addresses of their pages."""
        if isinstance(value, Mapping):
            return self._object(value)
        if isinstance(value, list):
            return [each for item in value if (each := self.of(item)) is not None]
        return value

    def _object(self, value: Mapping[str, Any]) -> dict[str, Any] | None:
        found: dict[str, Any] = {}
        self.is_empty |= value.get("totalCount") == 0 and "edges" in value
        for name, inner in value.items():
            small = self._field(name, inner, found)
            if small is not None and small != [] and small != {}:
                found[name] = small
        if "evidence" in value and "id" in value:
            found["page"] = self.page(value["id"])
        return found or None

    def _field(self, name: str, inner: Any, found: dict[str, Any]) -> Any:
        if name == "pageInfo":
            self._turn(inner)
            return None
        if name == "source" and inner:
            return self._source(inner)
        if name == "coverage":
            return self._coverage(inner)
        if name == "evidence" and self.most_passages and len(inner) > self.most_passages:
            found["morePassages"] = len(inner) - self.most_passages
            inner = inner[: self.most_passages]
        if inner and name in ("polarity", "basis", "disputedBy", "qualifiedBy"):
            self.met.add(f"{name} {inner}" if isinstance(inner, str) else name)
        return self.of(inner)

    def page(self, node_id: str) -> str:
        """The address of a node's page."""
        return self.site + path_of(node_id)

    def _turn(self, info: Mapping[str, Any]) -> None:
        if info["hasNextPage"]:
            self.next = info["endCursor"]

    def _source(self, source: Mapping[str, Any]) -> str:
        told = {name: value for name, value in source.items() if value is not None}
        self.sources[source["id"]] = told | {"page": self.page(source["id"])}
        return str(source["id"])

    def _coverage(self, entries: list[Mapping[str, Any]]) -> list[dict[str, Any]]:
        """By basis and state, which inspections and letters; with its explanation where that is asked for."""
        groups: dict[tuple[str, str], dict[str, Any]] = {}
        for each in entries:
            self.met.add(f"coverage {each['state']}")
            key = each["basis"], each["state"]
            group = groups.setdefault(key, {"basis": each["basis"], "state": each["state"], "of": []})
            group["of"].append(_covered(each))
        return [*groups.values()]


def _covered(each: Mapping[str, Any]) -> str:
    """`PEEL 2016, 1 held of 1`; or the explanation, which says the same in a sentence."""
    if explanation := each.get("explanation"):
        return str(explanation)
    name = " ".join(filter(None, (each["framework"]["short"], each["cycle"])))
    return f"{name}, {each['held']} held" + (f" of {each['exist']}" if each["exist"] is not None else "")
