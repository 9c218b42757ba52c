"""The records of an export: nodes, relationships, and the description of the dataset."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

# A property's value; missing properties are absent from the mapping.
Value = str | int | float | bool | date | list[str]

# Labels shared by several types; a node's other label is its type.
GENERAL_LABELS = ("Entity", "Organisation")
CAVEAT = (
    "A finding is attributed to a body only where its source names that body. That a force polices an area "
    "is reference, with its own source and period, and attributes nothing. Where accounts differ, both sides "
    "are here. Quote the version with what you cite: the same version gives the same answers. Each source "
    "keeps its publisher's licence; where none is stated, only facts and short quotations are used."
)


@dataclass(frozen=True, slots=True)
class Node:
    """A node, such as `finding:bury-conference-attendance`. Labels start with the most general; properties
    exclude the id."""

    id: str
    labels: tuple[str, ...]
    properties: Mapping[str, Value]

    @property
    def type(self) -> str:
        """The label of its type, such as `Finding`."""
        return type_of(self.labels)


@dataclass(frozen=True, slots=True)
class Relationship:
    """A relationship; `start` and `end` are ids of nodes, and properties exclude its own id."""

    id: str
    type: str
    start: str
    end: str
    properties: Mapping[str, Value]


Element = Node | Relationship


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence and the names of its sources; `name` is None if the publisher states none."""

    name: str | None
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class About:
    """The description of the dataset in every export: version, licences of the sources, and caveat."""

    version: str
    licences: tuple[Licence, ...]
    caveat: str = CAVEAT


def type_of(labels: Sequence[str]) -> str:
    """The label of a node's type, such as `Finding`."""
    return next((label for label in labels if label not in GENERAL_LABELS), labels[0])
