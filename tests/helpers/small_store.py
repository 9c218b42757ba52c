"""A store of two nodes, for tests of running Neo4j rather than of its content."""

from __future__ import annotations

from pathlib import Path

from graph.settings import Settings
from graph.store.admin import ARRAY_DELIMITER, import_csv
from graph.store.jars import neo4j_jars

NODES = f"""\
id:ID,:LABEL,name
force:cleveland,Entity{ARRAY_DELIMITER}PoliceForce,"Cleveland ""Police""
of two lines"
authority:E06000004,Entity{ARRAY_DELIMITER}LocalAuthority,Stockton-on-Tees
"""
RELATIONSHIPS = """\
:START_ID,:END_ID,:TYPE
authority:E06000004,force:cleveland,POLICED_BY
"""


def make_small_store(home: Path, settings: Settings) -> Path:
    """Import the two nodes into a new Neo4j home."""
    csv = home / "csv"
    csv.mkdir(parents=True)
    nodes, relationships = csv / "nodes.csv", csv / "relationships.csv"
    nodes.write_text(NODES, encoding="utf-8")
    relationships.write_text(RELATIONSHIPS, encoding="utf-8")
    import_csv(home, [nodes], [relationships], jars=neo4j_jars(settings.cache, settings.neo4j_version))
    return home
