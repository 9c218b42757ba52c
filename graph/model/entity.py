"""What node types have in common: an id, for bodies names and a period, for releases what others say."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any

from graph.model.dates import Period


@dataclass(frozen=True, kw_only=True, slots=True)
class Entity:
    """Anything with an id: readable, unique, permanent (``force:cleveland``)."""

    id: str
    note: str | None = None  # an editor's decision or caveat, in our own words


@dataclass(frozen=True, kw_only=True, slots=True)
class Organisation(Entity):
    """A body. ``other_names_from``, ``other_names_to`` and ``other_names_kind`` run parallel to
    ``other_names``; an empty text is an unknown date, or a kind that is not known."""

    name: str
    other_names: tuple[str, ...] = ()
    other_names_from: tuple[str, ...] = ()
    other_names_to: tuple[str, ...] = ()
    other_names_kind: tuple[str, ...] = ()
    period: Period = field(default_factory=Period)

    def __post_init__(self) -> None:
        about = (self.other_names_from, self.other_names_to, self.other_names_kind)
        if {len(each) for each in about} != {len(self.other_names)}:
            raise ValueError(
                f"{self.id}: every other name needs a start, an end and a kind, empty if unknown"
            )


@dataclass(frozen=True, kw_only=True, slots=True)
class Revised(Entity):
    """What releases may disagree about. The fields of the node hold what the release says that counts most
    (the inspectorate's own, the newest); these four lists run parallel and hold what others say otherwise:
    which field (``grade``, ``published``, ``inspectedFrom`` ...), its value there, the id of the source, and
    when that was released (empty if unknown)."""

    revised_fields: tuple[str, ...] = ()
    revised_values: tuple[str, ...] = ()
    revised_sources: tuple[str, ...] = ()
    revised_released: tuple[str, ...] = ()


def labels(kind: type[Entity]) -> tuple[str, ...]:
    """The Neo4j labels of a node type, the most general first."""
    middle = ("Organisation",) if issubclass(kind, Organisation) else ()
    return ("Entity", *middle, kind.__name__)


def fields_of(node: Entity) -> dict[str, Any]:
    """What a node says, by the names of its fields."""
    return {item.name: getattr(node, item.name) for item in fields(node)}
