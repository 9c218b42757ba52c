"""`python -m bench.list_lengths URI USER PASSWORD`: measure how long the lists of a graph are.

Prints what api/compiler/list_lengths.json holds for the shipped graph: by pattern, the length of the list
that a row picked at random stands in. A list that many follow is a long one, so this is more than the mean.
"""

from __future__ import annotations

import json
import sys

from graph.neo4j.database import SyncDatabase
from graph.query.patterns import Pattern, patterns

# Folders whose files no root field or list of the API reads.
_ELSEWHERE = ("exported", "properties", "ids_", "bodies", "superseded", "licences", "relationships_among")


def list_lengths(database: SyncDatabase) -> dict[str, float]:
    """The length by pattern, of those that start from a node or from nothing and take no parameter."""
    labels = {name for (name,) in database.rows("CALL db.labels()")}
    return {
        name: _length(database, pattern)
        for name, pattern in patterns().items()
        if not pattern.parameters and {*pattern.starts} <= labels and not name.startswith(_ELSEWHERE)
    }


def _length(database: SyncDatabase, pattern: Pattern) -> float:
    if pattern.starts:
        statement = f"""MATCH (owner:{"|".join(pattern.starts)})
WITH COUNT {{
{pattern.body}
RETURN 1 AS one
}} AS many
RETURN sum(many * many), sum(many)"""
        ((squares, rows),) = database.rows(statement)
        return round(squares / rows, 1) if rows else 1.0
    ((rows,),) = database.rows(f"{pattern.body}\nRETURN count(*)")
    return float(rows)


def main() -> None:
    uri, user, password = sys.argv[1:]
    with SyncDatabase(uri, auth=(user, password)) as database:
        print(json.dumps(list_lengths(database), indent=1))


if __name__ == "__main__":
    main()
