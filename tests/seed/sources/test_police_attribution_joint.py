"""What several bodies sent or said together, and for whom publishers speak, against the published tables."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from graph.model.nodes import PoliceForce, Statement
from seed.captions import standing
from seed.indexed import Indexed
from tests.helpers.disputed import SAME, id_of
from tests.helpers.police_tables import table

# The bodies that the tables name as senders and publishers, beside forces and commissioners.
BODIES = {
    "Care Quality Commission": "inspectorate:cqc",
    "Centre for Women’s Justice": "body:centre-for-womens-justice",
    "College of Policing": "body:college-of-policing",
    "HM Government": "body:four-secretaries-of-state",
    "HM Inspectorate of Prisons": "body:hm-inspectorate-of-prisons",
    "HM Inspectorate of Probation": "inspectorate:hmi-probation",
    "HMIC": "inspectorate:hmic",
    "HMICFRS": "inspectorate:hmic",
    "Home Affairs Committee": "body:home-affairs-committee",
    "Home Office": "body:home-office",
    "Independent Office for Police Conduct": "body:independent-office-for-police-conduct",
    "Liberty": "body:liberty",
    "National Stalking Consortium": "body:national-stalking-consortium",
    "Ofsted": "inspectorate:ofsted",
    "Southall Black Sisters": "body:southall-black-sisters",
    "Suzy Lamplugh Trust": "body:suzy-lamplugh-trust",
    "Tees Valley Inclusion Project": "body:tees-valley-inclusion-project",
    "and the Police, Fire and Crime Commissioner": "local-policing-body:northamptonshire",
}
PUBLISHERS = {
    **{name: BODIES[name] for name in ("Care Quality Commission", "HMICFRS", "Ofsted")},
    "Association of Independent LSCB Chairs": "body:association-of-independent-lscb-chairs",
    "Sussex Police and Crime Commissioner": "local-policing-body:sussex",
}
# No bodies of the graph: two law firms, a law report, a blog, and the statute book.
NO_BODIES = {"CMS Law-Now", "Modern.gov", "Ridouts", "Stowe Family Law", "legislation.gov.uk"}
# A deputy whom the commissioner's statement cites speaks for the force.
CITED = {"dsp-leics-2015-dcc"}


@pytest.fixture(scope="module")
def folder(sources: Path) -> Path:
    return sources / "data" / "police"


def test_a_letter_is_sent_for_every_body_that_its_row_names(records: Indexed, folder: Path) -> None:
    forces = {node.name: node.id for _, node in records.of(PoliceForce)} | {
        "Devon and Cornwall Police": "force:devon-and-cornwall"
    }
    several = 0
    for row in table(folder / "dispute_letters.csv"):
        if not row["sender_body"] or row["letter_key"] in SAME:
            continue
        named = {
            own
            for name, own in {**forces, **BODIES}.items()
            if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", row["sender_body"])
        }
        assert named, row["letter_key"]
        assert {*records.ends("SENT_FOR", id_of(records, row["letter_key"]))} == named, row["letter_key"]
        several += len(named) > 1
    assert several == 10


@pytest.mark.parametrize(
    ("name", "key"), [("dispute_statements", "statement_key"), ("disputes", "dispute_key")]
)
def test_what_is_said_in_a_letter_is_said_for_whom_it_is_sent(
    records: Indexed, folder: Path, name: str, key: str
) -> None:
    for row in table(folder / f"{name}.csv"):
        own = id_of(records, row[key])
        if row[key] in SAME or row[key] in CITED or records.starts("ANSWERS", own):
            continue
        (letter,) = records.ends("MADE_IN", own)
        assert {*records.ends("MADE_FOR", own)} == {*records.ends("SENT_FOR", letter)}, own


def test_what_a_publisher_says_of_a_framework_is_said_for_it(
    records: Indexed, folder: Path, passages: dict[str, dict[str, Any]]
) -> None:
    stated = {node.summary: node.id for _, node in records.of(Statement)}
    for row in table(folder / "coverage.csv"):
        publisher = str(passages[row["passage"]]["publisher"]).partition(" (")[0]
        expected = () if publisher in NO_BODIES else (PUBLISHERS[publisher],)
        assert records.ends("MADE_FOR", stated[row["statement"]]) == expected, row["statement"]


def test_every_statement_says_who_says_so(records: Indexed) -> None:
    for _, statement in records.of(Statement):
        assert standing(records, statement).startswith(("said ", "for ")), statement.id
