"""A small made-up graph for the oracle."""

from __future__ import annotations

from datetime import date
from typing import Any

from api.schema.schema import sdl
from tests.oracle import Graph, Node, Oracle, Relationship

ENDLESS = {"endFirst": date(9999, 12, 31), "endLast": date(9999, 12, 31)}
PERIOD = {
    "validFrom": "2012-01",
    "validToState": "ONGOING",
    "startFirst": date(2012, 1, 1),
    "startLast": date(2012, 1, 31),
    **ENDLESS,
}


def node(label: str, own: str, **values: Any) -> Node:
    middle = ("Organisation",) if label in ("PoliceForce", "LocalAuthority", "SafeguardingBoard") else ()
    return Node(own, ("Entity", *middle, label), {"caption": own, "name": own, **values})


def finding(own: str, day: date, position: int, **values: Any) -> Node:
    return node("Finding", own, day=day, date=day.isoformat(), position=position, summary=own, **values)


FORCE = node("PoliceForce", "force:a", **PERIOD, otherNames=["A", "Alpha"], otherNamesTo=["", "2001"])
OTHER = node("PoliceForce", "force:b", **PERIOD)
OLD_AREA, NEW_AREA = (node("LocalAuthority", f"authority:{name}", **PERIOD) for name in ("old", "new"))
FINDINGS = [
    finding("finding:1", date(2016, 8, 5), 7, polarity="ADVERSE"),
    finding("finding:2", date(2016, 8, 5), 3, polarity="MIXED", consequence="Harm."),
    finding("finding:3", date(2016, 10, 17), 1, polarity="ADVERSE", note="A note."),
]
CLAIM, DISPUTE, SECOND, PROOF = (
    node("Statement", f"statement:{name}", day=date(2016, 10, 17), position=number, summary=name)
    for number, name in enumerate(("claim", "dispute", "second", "proof"))
)
LETTERS = [
    node("Correspondence", f"correspondence:{n}", day=date(2016, 10, 17), position=n) for n in (2, 1, 0, 3)
]
EVIDENCE = [node("Evidence", f"evidence:{n}", locator=str(n)) for n in (1, 2)]
SOURCE = node("Source", "source:a")
ALIAS, DATASET = Node("authority:older", ("Alias",)), Node("dataset", ("Dataset",), {"version": "v1"})


def history(entry: Node, position: int, kind: str, basis: str) -> Relationship:
    values = {"day": entry.values["day"], "position": position, "kind": kind, "basis": basis, "date": "2016"}
    return Relationship(
        "IN_HISTORY_OF", entry, FORCE, {**values, "evidenceIds": ["evidence:2", "evidence:1"]}
    )


def small_oracle() -> Oracle:
    """The oracle over this graph."""
    nodes = [
        *(FORCE, OTHER, OLD_AREA, NEW_AREA, *FINDINGS, CLAIM, DISPUTE, SECOND, PROOF),
        *(*LETTERS, *EVIDENCE, SOURCE, ALIAS, DATASET),
    ]
    until = {"validTo": "2019-04-01", "validToState": "DATED"}
    ended = {**PERIOD, **until, "endFirst": date(2019, 4, 1), "endLast": date(2019, 4, 1)}
    relationships = [
        Relationship("POLICED_BY", OLD_AREA, FORCE, ended),
        Relationship("POLICED_BY", NEW_AREA, FORCE, PERIOD),
        Relationship("POLICED_BY", NEW_AREA, OTHER, PERIOD),
        Relationship("NOW", ALIAS, NEW_AREA),
        history(FINDINGS[0], 1, "FINDING", "NAMED"),
        history(FINDINGS[1], 0, "FINDING", "AREA"),
        history(FINDINGS[2], 5, "FINDING", "NAMED"),
        history(CLAIM, 6, "STATEMENT", "NAMED"),
        *(Relationship("DISPUTES", each, CLAIM) for each in (DISPUTE, SECOND)),
        *(Relationship("SUPPORTS", PROOF, each) for each in (DISPUTE, SECOND)),
        Relationship("SUPPORTS", FINDINGS[0], CLAIM),
        Relationship("REPLIES_TO", LETTERS[1], LETTERS[2]),
        Relationship("REPLIES_TO", LETTERS[0], LETTERS[1]),
        *(Relationship("EVIDENCED_BY", FORCE, each, {"position": 2 - n}) for n, each in enumerate(EVIDENCE)),
        *(Relationship("FROM", each, SOURCE) for each in EVIDENCE),
        Relationship("ABOUT", CLAIM, FORCE),
        # With the keys of an index, as the build writes them.
        Relationship(
            "OBSERVED_IN", FINDINGS[1], NEW_AREA, {"ownerId": NEW_AREA.id, "pagedDay": date(2016, 8, 5)}
        ),
        Relationship("ADDRESSED_TO", CLAIM, FORCE),
    ]
    return Oracle(sdl(), Graph(nodes, relationships), "http://127.0.0.1/browser/?db=neo4j")
