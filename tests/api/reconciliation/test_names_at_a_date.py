"""Which names of a body are matched on which day, over the served API."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.helpers.api_server import Api
from tests.helpers.reconciliation_protocol import only, told

RENAMED = {
    "Hampshire and Isle of Wight Constabulary": ("force:hampshire", "Hampshire Constabulary", "2022-11-16"),
    "West Mercia Police": ("force:west-mercia", "West Mercia Constabulary", "2009-05-05"),
    "North Wales Police": ("force:north-wales", "Gwynedd Constabulary", "1974-04-01"),
}


@pytest.mark.parametrize("now", RENAMED)
def test_a_body_has_its_new_name_from_the_day_of_renaming_and_its_old_one_until_then(
    api: Api, now: str
) -> None:
    own, before, day = RENAMED[now]
    eve = (date.fromisoformat(day) - timedelta(days=1)).isoformat()
    for name, asked, sure in ((now, eve, False), (now, day, True), (before, eve, True), (before, day, False)):
        (first, *_) = only(api, query=name, type="PoliceForce", properties=[{"pid": "asOf", "v": asked}])
        assert (first["id"], first["match"]) == (own, sure), (name, asked)
        assert (first["score"] == 100) is sure, (name, asked)


@pytest.mark.parametrize("day", [None, "1980", "2016-10-17"])
def test_a_former_name_whose_end_is_not_known_is_never_sure(api: Api, day: str | None) -> None:
    asked = [{"pid": "asOf", "v": day}] if day else []
    found = only(api, query="Cleveland Constabulary", type="PoliceForce", properties=asked)
    assert told(found)[0] == ("force:cleveland", False)


@pytest.mark.parametrize("force", ["Cleveland Police", "force:cleveland", "Cleveland Constabulary"])
def test_a_force_of_an_area_goes_by_any_of_its_names(api: Api, force: str) -> None:
    policed = [{"pid": "policedBy", "v": force}]
    (first, *_) = only(api, query="Stockton", type="LocalAuthority", properties=policed)
    agreeing = {each["id"]: each["value"] for each in first["features"]}
    assert first["id"] == "authority:E06000004"
    assert (agreeing["properties_agreeing"], agreeing["properties_disagreeing"]) == (1, 0)
