"""Frameworks of inspection, and what else is collected."""

from __future__ import annotations

from dataclasses import dataclass

from graph.model.entity import Entity
from graph.model.node_type import SLUG, NodeType, RootFields, Style


@dataclass(frozen=True, kw_only=True, slots=True)
class Framework(Entity):
    name: str
    short: str
    inspects: tuple[str, ...]  # types of body
    scale: str | None = None  # None: it does not grade


FRAMEWORK = NodeType(
    kind=Framework,
    noun="framework",
    id_form=rf"framework:{SLUG}",
    key="frameworks",
    sorted_by="name",
    roots=RootFields(
        one="framework",
        many="frameworks",
        description="Frameworks of inspection, and what else is collected, by name.",
    ),
    style=Style(color="#999999", border="#4D4D4D", diameter=100, font=12),
    keys={
        "short": "The abbreviation, as in SIF.",
        "inspects": "The types of body that it concerns.",
        "scale": "The scale that it grades on.",
    },
)
