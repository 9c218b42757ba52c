"""To whom letters were sent, read from their passages by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from seed.indexed import Indexed
from tests.helpers.disputed import SAME, id_of
from tests.helpers.police_tables import table

HMIC = "inspectorate:hmic"
# To whom letters were sent, with the words of their passages that name them, by hand.
RECEIVED = {
    "ltr-2020-patel-burnham": (
        "In a letter to the mayor and GMP's Chief Constable Ian Hopkins",
        *("person:andy-burnham", "person:ian-hopkins"),
        *("post:greater-manchester:mayor", "post:greater-manchester:chief-constable"),
    ),
    "ltr-2018-sc-liberty": ("made a super-complaint to HMICFRS", HMIC),
    "ltr-2019-sc-cwj": ("made a super-complaint to HMICFRS", HMIC),
    "ltr-2020-sc-tvip": ("we received a super-complaint", HMIC),
    "ltr-2022-sc-slt": (
        "Chief Inspector of Constabulary and senior representatives from the Independent Office",
        *("post:hmic:chief-inspector", HMIC),
        *("body:college-of-policing", "body:independent-office-for-police-conduct"),
    ),
    "ltr-2021-sc-nhants": ("to HMICFRS on 3 December 2021", HMIC),
    "ltr-beds-2017-complaint": ("I have waited for more than two years for HMICFRS", HMIC),
    "ltr-dc-2015-sawyer": ("a letter to Her Majesty's Inspectorate of Constabulary (HMIC)", HMIC),
    "ltr-leics-2017-bach": ("has written to the Home Office and HMIC", "body:home-office", HMIC),
    "ltr-solihull-request": (
        "together with the Care Quality Commission (CQC), the Chief Inspector of Constabulary",
        *("inspectorate:ofsted", "inspectorate:cqc", HMIC, "inspectorate:hmi-probation"),
    ),
}
NAMED_ELSEWHERE = {"ltr-solihull-request": "p-disputes-0212"}
# A report is sent to nobody that its passage names; an editor and a committee are not named either.
NOT_SAID = {
    *("ltr-2023-hmicfrs-cse", "ltr-2020-sc-safe", "ltr-2022-sc-tvip-report", "ltr-2024-sc-slt-report"),
    *("ltr-sc-cwj-report", "ltr-2014-guardian", "ltr-2021-winsor-psc"),
}


def test_a_letter_was_sent_to_whom_its_passage_names(
    records: Indexed, sources: Path, passages: dict[str, dict[str, Any]]
) -> None:
    rows = {row["letter_key"]: row for row in table(sources / "data" / "police" / "dispute_letters.csv")}
    for key, (words, *received) in RECEIVED.items():
        assert words in " ".join(passages[NAMED_ELSEWHERE.get(key, rows[key]["passage"])]["text"].split()), (
            key
        )
        own = id_of(records, key)
        ends = {*records.ends("SENT_TO", own), *records.ends("SENT_TO_POST", own)}
        assert ends == {*received}, key
    for key, row in rows.items():
        own = id_of(records, key)
        if row["recipient_body"] and not row["recipient"] and key not in {*SAME, *NOT_SAID}:
            assert key in RECEIVED or records.ends("SENT_TO_POST", own), key
        if key in NOT_SAID:
            assert records.ends("SENT_TO", own) == records.ends("SENT_TO_POST", own) == (), key
