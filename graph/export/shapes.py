"""The SHACL shapes of exports: `python -m graph.export.shapes` prints them.

``common_shapes.ttl`` holds what does not depend on the model; for each type a shape follows, with what its
nodes must say. The outcome is committed as ``shapes.ttl``, which people check exports with.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import MISSING, fields
from enum import StrEnum
from pathlib import Path
from typing import get_type_hints

from graph.model.node_type import NodeType
from graph.model.nodes import NODE_TYPES
from graph.model.spelling import camel

_COMMON = Path(__file__).with_name("common_shapes.ttl")


def shapes() -> str:
    """All shapes, in Turtle."""
    return "".join([_COMMON.read_text("utf-8"), *map(_shape, NODE_TYPES)])


def _shape(declared: NodeType) -> str:
    rows = [f"    sh:targetClass sg:{declared.label}", *_properties(declared)]
    return f"\nshape:{declared.label}Properties a sh:NodeShape ;\n" + " ;\n".join(rows) + " .\n"


def _properties(declared: NodeType) -> Iterator[str]:
    """Each property that a node must have, once; of a closed vocabulary, one of its words."""
    hints = get_type_hints(declared.kind)
    for each in fields(declared.kind):
        if each.name != "id" and each.default is MISSING and each.default_factory is MISSING:
            hint, path = hints[each.name], camel(each.name)
            words = " ".join(f'"{word.value}"' for word in hint) if issubclass(hint, StrEnum) else ""
            allowed = f" ; sh:in ( {words} )" if words else ""
            yield f"    sh:property [ sh:path sg:{path} ; sh:minCount 1 ; sh:maxCount 1{allowed} ]"


if __name__ == "__main__":
    print(shapes(), end="")
