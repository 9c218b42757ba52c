"""The constraints and indexes of a store: the files of `cypher/schema/`, and for each node type with a list
the index of its pages."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from graph.model.nodes import LABELS, NODE_TYPES
from graph.model.spelling import snake
from graph.query.patterns import FOLDER

_PAGES = """\
CREATE INDEX {name} IF NOT EXISTS
FOR (n:{label})
ON (n.{property}, n.id)"""
# In a file, this stands for the labels of all types.
_ALL_LABELS = "$labels"


@cache
def schema_statements() -> tuple[str, ...]:
    """The statements without comments, sorted by the names of files and indexes. Cached."""
    files = {path.stem: _statement(path) for path in (FOLDER / "schema").glob("*.cypher")}
    made = {
        name: _PAGES.format(name=name, label=each.label, property=each.sorted_by)
        for each in NODE_TYPES
        if each.sorted_by and (name := f"{snake(each.label)}_{each.sorted_by}")
    }
    return tuple(statement for _, statement in sorted((files | made).items()))


def _statement(path: Path) -> str:
    lines = path.read_text("utf-8").splitlines()
    text = "\n".join(line for line in lines if not line.startswith("//")).strip()
    return text.replace(_ALL_LABELS, "|".join(LABELS))
