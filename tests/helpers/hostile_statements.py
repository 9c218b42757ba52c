"""Statements that an intruder may try on our own Neo4j, grouped by their aim.

`{port}` in a statement is a port of this machine where the test listens, and should hear nothing.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Attempt:
    """One thing to try, and the words of the table for it; the statement itself unless given. The client of
    most sets a limit of time, which no machine is too slow for; the others leave it to the server."""

    statement: str
    words: str = ""
    limit: float | None = 120.0

    @property
    def shown(self) -> str:
        return self.words or f"`{self.statement}`".replace("|", "\\|")


def _csv(address: str) -> Attempt:
    return Attempt(f"LOAD CSV FROM '{address}' AS row RETURN count(row)")


READING = (
    Attempt("MATCH (n:Entity) RETURN count(n)", "read the graph"),
    Attempt("SHOW INDEXES"),
    Attempt("CALL db.labels()"),
)
ELSEWHERE = (
    _csv("file:///etc/passwd"),
    _csv("file:///conf/neo4j.conf"),
    _csv("http://127.0.0.1:{port}/"),
    _csv("http://localhost:{port}/redirect"),
    _csv("http://2130706433:{port}/"),
    _csv("http://0x7f.1:{port}/"),
    _csv("http://[::1]:{port}/"),
    _csv("http://[::ffff:127.0.0.1]:{port}/"),
    _csv("https://127.0.0.1:{port}/"),
    _csv("ftp://127.0.0.1:{port}/a.csv"),
    _csv("jar:file:///etc/passwd!/a"),
    _csv("jar:http://127.0.0.1:{port}/a.jar!/a"),
    _csv("netdoc:///etc/passwd"),
    _csv("data:text/csv,a"),
    _csv("s3://bucket/a.csv"),
)
WRITING = (
    Attempt("CREATE (n:Entity {id: 'new'})"),
    Attempt("MATCH (n) SET n.id = 'other'"),
    Attempt("MATCH (n) DETACH DELETE n"),
    Attempt("MATCH (n) CALL (n) { SET n.x = 1 } IN TRANSACTIONS"),
    Attempt("CREATE CONSTRAINT new FOR (n:Entity) REQUIRE n.new IS UNIQUE"),
    Attempt("CREATE INDEX new FOR (n:Entity) ON (n.new)"),
    Attempt("CALL db.createLabel('New')"),
    Attempt("CALL db.createProperty('new')"),
    Attempt("CREATE DATABASE other"),
    Attempt("DROP DATABASE neo4j"),
    Attempt("STOP DATABASE neo4j"),
    Attempt("ALTER DATABASE neo4j SET ACCESS READ WRITE"),
    Attempt("CREATE ALIAS other FOR DATABASE neo4j"),
    Attempt("CREATE ROLE other"),
    Attempt("GRANT TRAVERSE ON GRAPH * TO PUBLIC"),
    Attempt("CALL dbms.setConfigValue('server.databases.default_to_read_only', 'false')"),
)
DISTURBING = (
    Attempt("SHOW USERS"),
    Attempt("CREATE USER other SET PASSWORD 'long-enough' CHANGE NOT REQUIRED"),
    Attempt("ALTER USER other SET PASSWORD 'longer-than-before'"),
    Attempt("DROP USER other"),
    Attempt("SHOW SETTINGS"),
    Attempt("CALL dbms.listConfig()"),
    Attempt("CALL dbms.queryJmx('java.lang:type=Runtime')"),
    Attempt("CALL dbms.info()"),
    Attempt("SHOW DATABASES"),
    Attempt("SHOW TRANSACTIONS"),
    Attempt("TERMINATE TRANSACTION 'neo4j-transaction-1'"),
    Attempt("CALL dbms.listConnections()"),
    Attempt("CALL dbms.killConnection('none')"),
    Attempt("CALL db.listLocks()"),
    Attempt("CALL tx.setMetaData({a: 1})"),
    Attempt("CALL db.clearQueryCaches()"),
    Attempt("CALL db.prepareForReplanning()"),
    Attempt("CALL db.resampleOutdatedIndexes()"),
    Attempt("CALL db.checkpoint()"),
)
EXHAUSTING = (
    Attempt("UNWIND range(1, 100000000000) AS i RETURN count(i)", "an endless query", None),
    Attempt(
        "MATCH (a), (b), (c) UNWIND range(1, 10000000000) AS i RETURN count(*)", "a Cartesian product", None
    ),
    Attempt("UNWIND range(1, 50000000) AS i RETURN size(collect(i))", "a list that fills the memory"),
    Attempt(
        "UNWIND range(1, 50000000) AS i WITH i ORDER BY -i RETURN sum(i)", "a sort that fills the memory"
    ),
    Attempt(
        "RETURN size(reduce(s = 'aaaaaaaaaa', j IN range(1, 29) | s + s))", "a text that fills the memory"
    ),
    Attempt("RETURN size([x IN range(1, 200000000) | x])", "a comprehension that fills the memory"),
)
GROUPS = {
    "Reading the graph": READING,
    "Files and other addresses": ELSEWHERE,
    "Changing the graph, the databases or the settings": WRITING,
    "Users, settings, other people's queries, caches": DISTURBING,
    "Time and memory": EXHAUSTING,
}
