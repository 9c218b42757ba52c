"""The constraints and indexes of a store: the files of `cypher/schema/`, and for each node type with a list
the index of its pages."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from graph.model.nodes import LABELS, NODE_TYPES
from graph.neo4j.database import SyncDatabase
from seed.errors import BuildFailed
from seed.values import snake

FOLDER = Path(__file__).resolve().parents[2] / "cypher" / "schema"
_WAIT_SECONDS = 600
_PAGES = """\
CREATE INDEX {name} IF NOT EXISTS
FOR (n:{label})
ON (n.{property}, n.id)"""
# In a file, this stands for the labels of all types.
_ALL_LABELS = "$labels"


@cache
def schema_statements() -> tuple[str, ...]:
    """The statements without comments, sorted by the names of files and indexes. Cached."""
    files = {path.stem: _statement(path) for path in FOLDER.glob("*.cypher")}
    made = {
        name: _PAGES.format(name=name, label=each.label, property=each.sorted_by)
        for each in NODE_TYPES
        if each.sorted_by and (name := f"{snake(each.label).lower()}_{each.sorted_by}")
    }
    return tuple(statement for _, statement in sorted((files | made).items()))


def create_schema(database: SyncDatabase) -> None:
    """Create missing constraints and indexes, and wait until all are online. Raises BuildFailed."""
    for statement in schema_statements():
        database.write(statement)
    database.rows("CALL db.awaitIndexes($seconds)", {"seconds": _WAIT_SECONDS})
    late = database.rows("SHOW INDEXES YIELD name, state WHERE state <> 'ONLINE' RETURN name ORDER BY name")
    if late:
        names = ", ".join(str(row[0]) for row in late)
        raise BuildFailed(f"Neo4j did not finish the index {names}; see its log, and run the command again.")


def _statement(path: Path) -> str:
    lines = path.read_text("utf-8").splitlines()
    text = "\n".join(line for line in lines if not line.startswith("//")).strip()
    return text.replace(_ALL_LABELS, "|".join(LABELS))
