"""Creates the constraints and indexes of a store."""

from __future__ import annotations

from graph.neo4j.database import SyncDatabase
from graph.schema_statements import schema_statements
from seed.errors import BuildFailed

_WAIT_SECONDS = 600


def create_schema(database: SyncDatabase) -> None:
    """Create missing constraints and indexes, and wait until all are online. Raises BuildFailed."""
    for statement in schema_statements():
        database.write(statement)
    database.rows("CALL db.awaitIndexes($seconds)", {"seconds": _WAIT_SECONDS})
    late = database.rows("SHOW INDEXES YIELD name, state WHERE state <> 'ONLINE' RETURN name ORDER BY name")
    if late:
        names = ", ".join(str(row[0]) for row in late)
        raise BuildFailed(f"Neo4j did not finish the index {names}; see its log, and run the command again.")
