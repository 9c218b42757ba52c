"""How Neo4j Browser draws the graph: `python -m graph.browser.style` prints the style.

`browser/common.grass` holds what no type decides; a rule follows for each type that declares one, and for
each relationship that the build derives: pale, thin, and called derived in its caption. The outcome is
committed as `browser/style.grass`, which people drop on the Browser of a server of their own.
"""

from __future__ import annotations

from pathlib import Path

from graph.model.node_type import NodeType, Style
from graph.model.nodes import NODE_TYPES
from graph.model.relationships import DERIVED_ENDS

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
_DERIVED_RULE = """\

relationship.{type} {{
  color: #D9D9D9;
  font-size: 9px;
  text-color-internal: #000000;
  caption: "derived: {words}";
}}
"""
# What an arrow says after "derived: ": a word, since Browser cuts what is longer than the arrow.
_DERIVED_WORDS = {
    "IN_HISTORY_OF": "{basis}",
    "JUDGED_IN_AREA_OF": "AREA",
    "PREVIOUS": "previous",
    "HAS_COVERAGE": "coverage",
    "DUE_UNDER": "due",
}


def style() -> str:
    """The whole style: common rules, then one for each derived relationship and each type with a style."""
    derived = (_DERIVED_RULE.format(type=each, words=_DERIVED_WORDS[each]) for each in DERIVED_ENDS)
    rules = (_rule(each, each.style) for each in NODE_TYPES if each.style)
    return "".join([_COMMON.read_text(encoding="utf-8"), *derived, *rules])


def _rule(declared: NodeType, drawn: Style) -> str:
    return _RULE.format(label=declared.label, style=drawn)


if __name__ == "__main__":
    print(style(), end="")
