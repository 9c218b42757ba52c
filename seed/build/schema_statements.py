"""The constraints and indexes of a store, as `cypher/schema/` states them, one statement a file."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from graph.neo4j.database import SyncDatabase
from seed.errors import BuildFailed

FOLDER = Path(__file__).resolve().parents[2] / "cypher" / "schema"
_WAIT_SECONDS = 600


@cache
def schema_statements() -> tuple[str, ...]:
    """The statements without their comments, in the order of their files' names."""
    return tuple(_statement(path) for path in sorted(FOLDER.glob("*.cypher")))


def create_schema(database: SyncDatabase) -> None:
    """Create what is missing and wait until every index answers. Raises BuildFailed for one that does not."""
    for statement in schema_statements():
        database.write(statement)
    database.rows("CALL db.awaitIndexes($seconds)", {"seconds": _WAIT_SECONDS})
    late = database.rows("SHOW INDEXES YIELD name, state WHERE state <> 'ONLINE' RETURN name ORDER BY name")
    if late:
        names = ", ".join(str(row[0]) for row in late)
        raise BuildFailed(f"Neo4j did not finish the index {names}; see its log, and run the command again.")


def _statement(path: Path) -> str:
    lines = path.read_text("utf-8").splitlines()
    return "\n".join(line for line in lines if not line.startswith("//")).strip()
