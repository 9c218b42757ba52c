"""Inspectorate, bodies and posts have the name of the day on which they spoke."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from graph.model.dates import PartialDate, Period
from graph.model.nodes import Correspondence, LocalPolicingBody, Statement
from seed.captions import name_then, standing
from seed.indexed import Indexed
from tests.helpers.police_tables import RENAMED, table


def test_the_days_of_renaming_are_those_of_the_table(sources: Path) -> None:
    rows = table(sources / "data" / "police" / "body_names.csv")
    former = {row["body_id"].partition(":")[2]: row["to"] for row in rows if row["to"]}
    assert {force: former[force] for force in RENAMED} == RENAMED


@pytest.mark.parametrize("force", RENAMED)
def test_a_post_has_the_name_of_its_day(records: Indexed, force: str) -> None:
    former = f"post:{force}:police-and-crime-commissioner"
    later = f"post:{force}:police-fire-and-crime-commissioner"
    until = [_period(each.properties)[1] for each in records.arriving("HELD", former)]
    since = [_period(each.properties)[0] for each in records.arriving("HELD", later)]
    assert until
    assert all(each <= RENAMED[force] for each in until)
    assert all(not each or each >= RENAMED[force] for each in since)
    for post, is_later in ((former, False), (later, True)):
        for own in records.starts("SENT_AS", post):
            letter = records.get(own)
            assert isinstance(letter, Correspondence)
            assert not letter.date or (str(letter.date) > RENAMED[force]) is is_later, own


def test_what_was_said_for_a_body_names_it_as_it_was_called_then(records: Indexed) -> None:
    said = {
        "statement:clm-beds-2017-vulnerable": "for HM Inspectorate of Constabulary (HMIC)",
        "statement:st-ltr-wmid-2023-cooke-03": "for HMICFRS",
        "statement:dsp-staffs-2015-ellis": "for Police and Crime Commissioner for Staffordshire",
    }
    for own, words in said.items():
        statement = records.get(own)
        assert isinstance(statement, Statement)
        assert words in standing(records, statement), own


def test_a_name_without_a_date_or_of_another_kind_is_none_of_a_day() -> None:
    body = LocalPolicingBody(
        id="local-policing-body:essex",
        name="Now",
        other_names=("Then", "Short", "Once"),
        other_names_from=("2012-11-22", "2012-11-22", "1974"),
        other_names_to=("2017-10-01", "", ""),
        other_names_kind=("FORMER", "ABBREVIATION", "FORMER"),
        kind=None,  # type: ignore[arg-type]  # no name depends on it
    )
    called = {
        day: name_then(body, PartialDate(day)) for day in ("2017-09-30", "2017-10", "2017-10-01", "2020")
    }
    assert called == {"2017-09-30": "Then", "2017-10": "Now", "2017-10-01": "Now", "2020": "Now"}
    assert name_then(body, None) == "Now"


def _period(properties: Mapping[str, object]) -> tuple[str, str]:
    found = properties["period"]
    assert isinstance(found, Period)
    return str(found.start or ""), str(found.end or "")
