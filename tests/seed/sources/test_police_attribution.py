"""For which bodies something was said or sent, against the published tables, read independently."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from graph.model.dates import PartialDate
from graph.model.nodes import Evidence
from graph.model.vocabulary import Status
from seed.captions import in_words
from seed.indexed import Indexed
from tests.helpers.disputed import GRADES, id_of
from tests.helpers.police_tables import Row, table

# The mayor occupies the Mayor's Office for Policing and Crime, which has another name.
MOPAC = {"Mayor of London": "local-policing-body:metropolitan"}


@pytest.fixture(scope="module")
def folder(sources: Path) -> Path:
    return sources / "data" / "police"


@pytest.fixture(scope="module")
def mayors(folder: Path) -> dict[str, str]:
    bodies = table(folder / "policing_bodies.csv")
    return {row["name"]: row["body_id"] for row in bodies if row["kind"] == "mayor"} | MOPAC


def test_what_a_mayor_who_is_the_local_policing_body_says_is_its_own(
    records: Indexed, folder: Path, mayors: dict[str, str]
) -> None:
    found = 0
    for name, post, kinds in (
        ("responses", "responder_post", ("SENT_FOR", "MADE_FOR")),
        ("dispute_letters", "sender_post", ("SENT_FOR",)),
        ("disputes", "post", ("MADE_FOR",)),
    ):
        for row in table(folder / f"{name}.csv"):
            if row[post] not in mayors:
                continue
            for kind, own in zip(kinds, _of(records, name, row), strict=False):
                bodies = records.ends(kind, own)
                assert mayors[row[post]] in bodies, (name, own)
                # The combined authority answered once, in its own name alone.
                assert "body:greater-manchester-combined-authority" not in bodies, (name, own)
                found += 1
    assert found == 16


def _of(records: Indexed, name: str, row: Row) -> tuple[str, ...]:
    """The letter and the statement of a row."""
    if name == "responses":
        return f"correspondence:{row['response_group']}", f"statement:{row['response_key']}"
    return (id_of(records, row["letter_key" if name == "dispute_letters" else "dispute_key"]),)


def test_a_councillor_of_whom_no_more_is_said_speaks_for_no_body(records: Indexed, folder: Path) -> None:
    for row in table(folder / "responses.csv"):
        if row["on_behalf_of"] == "Durham police and crime panel":
            for kind, own in zip(("SENT_FOR", "MADE_FOR"), _of(records, "responses", row), strict=True):
                assert records.ends(kind, own) == (), own
    assert "body:durham-police-and-crime-panel" not in records.nodes


def test_a_contested_grade_is_said_by_whom_its_claim_names(
    records: Indexed, folder: Path, passages: dict[str, dict[str, Any]]
) -> None:
    claims = {row["claim_key"]: row for row in table(folder / "dispute_claims.csv")}
    for key, judgement in GRADES.items():
        row, passage = claims[key], passages[claims[key]["passage"]]
        assert records.records.aliases[f"statement:{key}"] == judgement
        place = _place(records, judgement, row["quote"])
        inspectorate = passage["publisher"] == "HMICFRS"
        assert place.speaker.startswith(row["said_by"]), key
        assert (place.speaker == row["said_by"]) == inspectorate, key
        assert place.status is (Status.STATED if inspectorate else Status.REPORTED), key
        assert place.locator.endswith(f"what was claimed in {in_words(PartialDate(row['date']))}"), key


def test_a_grade_from_the_press_or_a_body_is_reported_and_the_inspectorate_has_its_name_of_then(
    records: Indexed, folder: Path
) -> None:
    for row in table(folder / "peel.csv"):
        own = f"judgement:peel:{row['force_id']}:{row['cycle'].replace('/', '-')}:{row['question']}"
        own = records.records.aliases.get(own, own)
        place = _place(records, own, row["quote"])
        then = "HMIC" if row["cycle"] <= "2016" else "HMICFRS"
        words = {"press": "as reported by ", "body": "according to "}
        if row["strength"] in words:
            assert place.speaker.startswith(f"{then}, {words[row['strength']]}"), own
            assert place.status is Status.REPORTED, own
        else:
            assert place.speaker not in {"HMIC", "HMICFRS"} - {then}, own
            assert place.status is Status.STATED, own


def _place(records: Indexed, own: str, quote: str) -> Evidence:
    words = " ".join(quote.split())
    found = [records.get(each) for each in records.nodes[own].evidence]
    (place,) = (each for each in found if isinstance(each, Evidence) and each.quote == words)
    return place
