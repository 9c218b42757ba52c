"""How Neo4j Browser draws the graph: `python -m graph.browser.style` prints the style.

`browser/common.grass` holds what no type decides; a rule follows for each type that declares one. The outcome
is committed as `browser/style.grass`, which people drop on the Browser of a server of their own.
"""

from __future__ import annotations

from pathlib import Path

from graph.model.node_type import NodeType, Style
from graph.model.nodes import NODE_TYPES

_COMMON = Path(__file__).parents[2] / "browser" / "common.grass"
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


def style() -> str:
    """The whole style: the common rules, then one for each type that has a style."""
    rules = (_rule(each, each.style) for each in NODE_TYPES if each.style)
    return "".join([_COMMON.read_text(encoding="utf-8"), *rules])


def _rule(declared: NodeType, drawn: Style) -> str:
    return _RULE.format(label=declared.label, style=drawn)


if __name__ == "__main__":
    print(style(), end="")
