"""How Neo4j Browser draws the graph: `browser/style.grass`, then each type as it is declared."""

from __future__ import annotations

from pathlib import Path

from graph.model.node_type import NodeType, Style
from graph.model.nodes import NODE_TYPES

_RULE = """\

node.{label} {{
  diameter: {style.diameter}px;
  color: {style.color};
  border-color: {style.border};
  text-color-internal: {style.text};
  font-size: {style.font}px;
  caption: "{{{style.caption}}}";
}}
"""


def style(path: Path) -> str:
    """The style as Browser reads it: the rules of a file, then one for each type that has a style."""
    rules = (_rule(each, each.style) for each in NODE_TYPES if each.style)
    return "".join([path.read_text(encoding="utf-8"), *rules])


def _rule(declared: NodeType, drawn: Style) -> str:
    return _RULE.format(label=declared.label, style=drawn)
