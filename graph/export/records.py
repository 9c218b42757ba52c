"""What an export is made of: nodes, relationships, and what is said of them all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

# What a property of the graph can hold; one that is missing is not in the mapping.
Value = str | int | float | bool | date | list[str]

# What types share; the label beside them says what a node is.
GENERAL_LABELS = ("Entity", "Organisation")
CAVEAT = (
    "A finding is attributed to a body only where its source names that body. That a force polices an area "
    "is reference, with its own source and period, and attributes nothing. Where accounts differ, both sides "
    "are here. Quote the version with what you cite: the same version gives the same answers. Each source "
    "keeps its publisher's licence; where none is stated, only facts and short quotations are used."
)


@dataclass(frozen=True, slots=True)
class Node:
    """A node, such as `finding:bury-conference-attendance`; its labels with the most general first, and its
    properties without its id."""

    id: str
    labels: tuple[str, ...]
    properties: Mapping[str, Value]

    @property
    def type(self) -> str:
        """The label that says what it is, such as `Finding`."""
        return type_of(self.labels)


@dataclass(frozen=True, slots=True)
class Relationship:
    """A relationship, read from `start` to `end`, which are ids of nodes; `properties` are without its id."""

    id: str
    type: str
    start: str
    end: str
    properties: Mapping[str, Value]


Element = Node | Relationship


@dataclass(frozen=True, slots=True)
class Licence:
    """The terms of some sources, by their names; `name` is None where their publisher states none."""

    name: str | None
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class About:
    """What every export carries: the version that it was read from, the licences of the dataset's sources,
    and the caveat."""

    version: str
    licences: tuple[Licence, ...]
    caveat: str = CAVEAT


def type_of(labels: Sequence[str]) -> str:
    """The label that says what a node is, such as `Finding`."""
    return next((label for label in labels if label not in GENERAL_LABELS), labels[0])
