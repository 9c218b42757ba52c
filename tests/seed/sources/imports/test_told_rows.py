"""Rows of own tables that tell the words of another, and letters with several recipients."""

from __future__ import annotations

from tests.helpers.own_tables import Rows

PRESS = {
    "source": "source:example-gazette-2027",
    "source_name": "An example",
    "source_publisher": "The Gazette",
    "source_kind": "news article",
}
BOTH = {"to_person": "person:a-b; person:c-d", "to_person_name": "A B; C D"}


def test_the_press_is_no_speaker_of_what_it_tells(rows: Rows) -> None:
    (refused,) = rows("recommendations.csv", {**PRESS, "speaker": ""}).refused
    assert refused.column == "speaker"
    told = {**PRESS, "speaker": "HMICFRS, as reported by The Gazette", "status": "reported"}
    assert rows("recommendations.csv", told).refused == ()


def test_what_another_tells_is_not_stated(rows: Rows) -> None:
    told = {"speaker": "HMICFRS, according to a commissioner", "status": "stated"}
    (refused,) = rows("recommendations.csv", told).refused
    assert refused.column == "status"


def test_a_letter_is_sent_to_several_people_and_bodies(rows: Rows) -> None:
    reading = rows("correspondence.csv", {**BOTH, "sent_to": "force:kent; inspectorate:ofsted"})
    assert reading.refused == ()
    ends = {link.end for link in reading.part.records.relationships if link.type == "SENT_TO"}
    assert ends == {"person:a-b", "person:c-d", "force:kent", "inspectorate:ofsted"}


def test_each_of_several_recipients_needs_a_name(rows: Rows) -> None:
    refused = rows("correspondence.csv", {**BOTH, "to_person_name": "A B"}).refused
    assert "to_person_name" in {each.column for each in refused}
