"""The reference tables of this repository, compared with an independent reading of the published tables."""

from __future__ import annotations

import csv
from dataclasses import asdict
from datetime import date, timedelta
from pathlib import Path

import pytest

from graph.model.dates import EndState, Period
from graph.model.nodes import LocalAuthority, PoliceForce
from graph.model.records import Records, RelationshipRecord
from seed.indexed import Indexed
from seed.sources.all_sources import Sources
from seed.sources.merge import merge
from seed.sources.reference import read_reference

FORMER = 8
WELSH = 22


@pytest.fixture(scope="module")
def records() -> Indexed:
    return Indexed(merged())


def merged() -> Records:
    return merge([read_reference(Sources().reference)])


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def half_open(end: str) -> str:
    """The first day on which a council no longer existed; some rows give its last day."""
    return str(date.fromisoformat(end) + timedelta(days=1)) if end.endswith("-03-31") else end


def period_of(link: RelationshipRecord) -> Period:
    found = link.properties["period"]
    assert isinstance(found, Period)
    return found


def test_how_many_there_are(records: Indexed) -> None:
    councils = [council for _, council in records.of(LocalAuthority)]
    assert len(list(records.of(PoliceForce))) == 43
    assert len(councils) == 161 + WELSH
    ended = [council for council in councils if council.period.end_state is EndState.DATED]
    assert len(ended) == FORMER
    welsh = [council for council in councils if council.region == "Wales"]
    assert len(welsh) == WELSH
    assert all(council.period.end_state is EndState.UNKNOWN for council in welsh)
    rest = [council for council in councils if council not in ended and council not in welsh]
    assert all(council.period.end_state is EndState.ONGOING for council in rest)


def test_every_council_is_policed_by_one_force(records: Indexed) -> None:
    for _, council in records.of(LocalAuthority):
        assert len(records.leaving("POLICED_BY", council.id)) == 1, council.id


def test_who_polices_is_known_for_december_2016_and_claimed_no_further(records: Indexed) -> None:
    (link,) = records.leaving("POLICED_BY", "authority:E06000004")
    assert link.end == "force:cleveland"
    assert asdict(period_of(link)) == {
        "start": None,
        "end": None,
        "end_state": EndState.UNKNOWN,
        "not_before": None,
        "not_after": "2016-12",
        "ended_not_before": "2016-12",
        "ended_not_after": None,
    }
    assert link.evidence == ("evidence:ons-lad-pfa-2016:lad16cd-e06000004",)


def test_dorset_is_two_councils(records: Indexed) -> None:
    (succession,) = records.leaving("REPLACED_BY", "authority:E10000009")
    assert (succession.end, succession.properties["date"]) == ("authority:E06000059", "2019-04-01")
    assert succession.evidence
    (before,) = records.leaving("POLICED_BY", "authority:E10000009")
    (after,) = records.leaving("POLICED_BY", "authority:E06000059")
    assert before.end == after.end == "force:dorset"
    assert period_of(before).end == "2019-04-01"
    assert period_of(after).start == "2019-04-01"


def test_old_codes_and_old_names_answer(records: Indexed) -> None:
    assert dict(records.records.aliases) == {
        "authority:E06000048": "authority:E06000057",
        "authority:E08000020": "authority:E08000037",
    }
    hampshire = records.get("force:hampshire")
    assert isinstance(hampshire, PoliceForce)
    names = zip(hampshire.other_names, hampshire.other_names_from, hampshire.other_names_to, strict=True)
    assert ("Hampshire Constabulary", "1967", "2022-11-16") in names


def test_forces_are_those_of_the_published_table(records: Indexed, sources: Path) -> None:
    published = {
        (f"force:{row['id']}", row["name"], row["ons_code"], row["country"], row["website"])
        for row in table(sources / "data" / "forces.csv")
    }
    held = {
        (force.id, force.name, force.ons_code, force.country, force.website)
        for _, force in records.of(PoliceForce)
    }
    assert held == published


def test_councils_are_those_of_the_published_table(records: Indexed, sources: Path) -> None:
    rows = {row["ons_code"]: row for row in table(sources / "data" / "authorities.csv")}
    english = [council for _, council in records.of(LocalAuthority) if council.region != "Wales"]
    assert {council.ons_code for council in english} == set(rows)
    for council in english:
        row = rows[council.ons_code]
        assert (council.name, council.official_name, council.kind, council.region) == (
            row["name"],
            row["official_name"],
            row["type"],
            row["region"],
        )
        assert (council.dfe_code or "", council.ofsted_urn or "", council.gov_uk_slug or "") == (
            row["dfe_la_code"],
            row["ofsted_urn"],
            row["gov_uk_slug"],
        )
        assert str(council.period.start or council.period.not_after or "") == row["start_date"]
        assert str(council.period.end or "") == half_open(row["end_date"])
        assert records.ends("POLICED_BY", council.id) == (f"force:{row['force_id']}",)
        successors = {f"authority:{code}" for code in row["replaced_by_ons_codes"].split("|") if code}
        assert set(records.ends("REPLACED_BY", council.id)) == successors


def test_districts_are_policed_as_the_lookup_says(records: Indexed, sources: Path) -> None:
    force = {force.ons_code: force.id for _, force in records.of(PoliceForce)}
    assert set(force) == {
        row["PFA16CD"] for row in table(sources / "data/ofsted/ons_lad_csp_pfa_dec2016.csv")
    }
    compared = 0
    for row in table(sources / "data/ofsted/ons_lad_csp_pfa_dec2016.csv"):
        own = f"authority:{row['LAD16CD']}"
        if own in records.nodes:
            assert records.ends("POLICED_BY", own) == (force[row["PFA16CD"]],)
            compared += 1
    assert compared == 125 + WELSH


def test_the_authorities_of_wales_are_those_of_the_lookup(records: Indexed, sources: Path) -> None:
    rows = [
        row
        for row in table(sources / "data/ofsted/ons_lad_csp_pfa_dec2016.csv")
        if row["PFA16CD"].startswith("W")
    ]
    held = {
        council.ons_code: council for _, council in records.of(LocalAuthority) if council.region == "Wales"
    }
    assert set(held) == {row["LAD16CD"] for row in rows}
    for row in rows:
        council = held[row["LAD16CD"]]
        assert council.name == council.official_name == row["LAD16NM"]
        (link,) = records.leaving("POLICED_BY", council.id)
        force = records.get(link.end)
        assert isinstance(force, PoliceForce)
        assert (force.country, force.ons_code) == ("Wales", row["PFA16CD"])


def test_a_welsh_authority_claims_what_the_lookup_says_and_that_ofsted_does_not_inspect_it(
    records: Indexed,
) -> None:
    cardiff = records.get("authority:W06000015")
    assert isinstance(cardiff, LocalAuthority)
    assert (cardiff.period.start, cardiff.period.not_after) == (None, "2016-12")
    assert (cardiff.period.end_state, cardiff.period.ended_not_before) == (EndState.UNKNOWN, "2016-12")
    assert records.nodes[cardiff.id].evidence == (
        "evidence:ons-lad-pfa-2016:lad16cd-w06000015",
        "evidence:liquisearch-principal-areas-of-wales:list-of-the-22-principal-areas-caerdydd",  # its name
    )
    assert cardiff.note is not None
    assert cardiff.note.startswith("Ofsted does not inspect in Wales.")


def test_spellings_are_those_of_the_published_table(records: Indexed, sources: Path) -> None:
    for row in table(sources / "data" / "authority_aliases.csv"):
        council = records.get(f"authority:{row['ons_code']}")
        assert isinstance(council, LocalAuthority)
        # One row explains a name that two councils had rather than giving another spelling.
        assert row["alias"] in council.other_names or row["alias"].startswith(f"{council.name} (")
