"""Local policing bodies, their names and their holders, against the published tables, read independently."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from graph.model.dates import EndState, Period
from graph.model.nodes import Evidence, LocalPolicingBody, Person, Source
from graph.model.records import RelationshipRecord
from seed.indexed import Indexed
from seed.sources.all_sources import Sources, read_base
from seed.sources.policing_bodies import TABLES
from tests.helpers.police_tables import RENAMED, Row, table

# The Common Council acts through it, as the body's note says: it is another body, not another name.
NO_NAME_OF_IT = {("local-policing-body:city-of-london", "City of London Corporation")}
HELD_TWICE = {"person:john-dwyer", "person:clive-grunshaw"}
LETTERS = "source:d2i-jtai-reports"
Term = tuple[str, str, str, str]


@pytest.fixture(scope="module")
def records() -> Indexed:
    return Indexed(read_base(Sources()))


@pytest.fixture(scope="module")
def bodies(sources: Path) -> list[Row]:
    return table(sources / "data" / "police" / "policing_bodies.csv")


@pytest.fixture(scope="module")
def seen(sources: Path) -> list[Row]:
    return table(sources / "data" / "police" / "holders_seen.csv")


def digest_of(passages: Mapping[str, Any], own: str) -> str:
    return sha256(" ".join(passages[own]["text"].split()).encode()).hexdigest()


def places(records: Indexed, held: tuple[str, ...]) -> Iterator[tuple[Evidence, Source]]:
    for own in held:
        place = records.get(own)
        (source,) = (records.get(each) for each in records.ends("FROM", own))
        assert isinstance(place, Evidence)
        assert isinstance(source, Source)
        yield place, source


def period(link: RelationshipRecord) -> Period:
    found = link.properties["period"]
    assert isinstance(found, Period)
    return found


def days(found: Period) -> tuple[str, str]:
    return str(found.start or ""), str(found.end or "")


def test_whatever_cites_a_passage_cites_it_once(records: Indexed) -> None:
    """Rows of a holder who had two terms may name one page; a relationship is known by its ends."""
    cited = [(each.node.id, each.evidence) for each in records.records.nodes]
    cited += [(each.id, each.evidence) for each in records.records.relationships]
    assert [own for own, held in cited if len(set(held)) < len(held)] == []
    assert dict(cited)["person:clive-grunshaw"]


def test_every_row_is_a_body_that_oversees_its_force_from_and_to_its_days(
    records: Indexed, bodies: list[Row]
) -> None:
    assert {node.id for _, node in records.of(LocalPolicingBody)} == {row["body_id"] for row in bodies}
    assert len(bodies) == 80
    for row in bodies:
        own = row["body_id"]
        body = records.get(own)
        assert isinstance(body, LocalPolicingBody)
        assert (body.name, body.kind.lower().replace("_", "-")) == (row["name"], row["kind"]), own
        (oversees,) = records.leaving("OVERSEES", own)
        assert oversees.end == f"force:{row['force_id']}", own
        assert days(period(oversees)) == (row["from"], row["to"]), own
        # A mayor may have been one before there were functions of a commissioner to take over.
        exists = ("", "") if row["kind"] == "mayor" else (row["from"], row["to"])
        assert days(body.period) == exists, own
        for of in (body.period, period(oversees)):
            assert of.end_state is (EndState.DATED if row["to"] else EndState.UNKNOWN), own


def test_a_body_is_replaced_by_the_one_that_its_row_names(records: Indexed, bodies: list[Row]) -> None:
    for row in bodies:
        after = {
            (link.end, str(link.properties["date"]))
            for link in records.leaving("REPLACED_BY", row["body_id"])
        }
        assert after == ({(row["replaced_by"], row["to"])} if row["replaced_by"] else set()), row["body_id"]


def test_the_words_of_each_row_stand_in_its_passage(
    records: Indexed, bodies: list[Row], passages: dict[str, dict[str, Any]]
) -> None:
    for row in bodies:
        held = records.nodes[row["body_id"]].evidence
        own = [(place, source) for place, source in places(records, held) if place.quote == row["quote"]]
        ((place, source),) = own
        assert place.sha256 == digest_of(passages, row["passage"]), row["body_id"]
        assert row["quote"] in passages[row["passage"]]["text"], row["body_id"]
        assert (source.url, source.publisher) == (
            passages[row["passage"]]["url"],
            passages[row["passage"]]["publisher"],
        ), row["body_id"]


def test_days_that_rest_on_an_encyclopaedia_say_so_and_those_that_rest_on_a_law_name_it(
    records: Indexed, bodies: list[Row], passages: dict[str, dict[str, Any]]
) -> None:
    laws = {"S.I. 2012/2892": "source:si-2012-2892", "S.I. 2017/470": "source:si-2017-470"}
    for row in bodies:
        held = list(places(records, records.nodes[row["body_id"]].evidence))
        copied = "Wikipedia" in passages[row["passage"]]["publisher"]
        assert copied is ("the row’s own passage" in row["note"]), row["body_id"]
        of_row = next(source for place, source in held if place.quote == row["quote"])
        assert ("Wikipedia" in (of_row.note or "")) is copied, row["body_id"]
        by_law = {own for name, own in laws.items() if f"by law: {name}" in row["note"]}
        assert {source.id for _, source in held} & {*laws.values()} == by_law, row["body_id"]
        by_act = "section 1(9)" in row["note"]
        assert (
            "source:police-reform-and-social-responsibility-act-2011" in {s.id for _, s in held}
        ) is by_act
        if row["to_passage"]:
            assert digest_of(passages, row["to_passage"]) in {place.sha256 for place, _ in held}


def end_in_graph(printed: str, row: Row) -> str:
    """An office is printed with its last day, and ends on the next; but for a day on which another began."""
    others = {each.split("|")[1] for each in row["holders"].split(";")} | {row["to"]}
    if len(printed) < len("2016-05-11") or printed in others:
        return printed
    return str(date.fromisoformat(printed) + timedelta(days=1))


def as_one_term(found: set[Term]) -> set[Term]:
    """Terms with those joined that the renaming of the post divides."""
    terms = set(found)
    for before in found:
        for after in found:
            if before[:2] == after[:2] and before[3] == after[2] and after[2] in RENAMED.values():
                terms -= {before, after}
                terms.add((*before[:3], after[3]))
    return terms


def test_every_holder_of_the_table_held_the_post_of_the_body_in_these_days(
    records: Indexed, bodies: list[Row], passages: dict[str, dict[str, Any]]
) -> None:
    terms = 0
    for row in filter(lambda row: row["holders"], bodies):
        expected = set()
        for each in row["holders"].split(";"):
            name, start, end = each.split("|")
            acting = name.endswith(" (acting)")
            expected.add(
                (name.removesuffix(" (acting)"), "Acting" if acting else "", start, end_in_graph(end, row))
            )
        cited = {own: digest_of(passages, own) for own in [row["passage"], *row["holders_passages"].split()]}
        naming: dict[str, set[str]] = {}
        found = set()
        for post in records.starts("POST_IN", row["body_id"]):
            for held in records.arriving("HELD", post):
                person = records.get(held.start)
                assert isinstance(person, Person)
                qualifier = str(held.properties.get("qualifier", ""))
                if qualifier != "Deputy":
                    found.add((person.name, qualifier, *days(period(held))))
                    proof = {place.sha256 or "" for place, _ in places(records, held.evidence)}
                    assert proof & {*cited.values()}, held.id
                    naming.setdefault(person.name, set()).update(proof)
        assert as_one_term(found) == expected, row["body_id"]
        for own, digest in cited.items():
            text = passages[own]["text"]
            named = {name for name in naming if name.split()[-1] in text}
            assert all(digest in naming[name] for name in named), (row["body_id"], own, named)
            assert own == row["passage"] or any(digest in each for each in naming.values()), own
        terms += len(expected)
    assert terms == 112


def test_whoever_is_seen_in_a_post_was_in_it_on_that_day(
    records: Indexed, bodies: list[Row], seen: list[Row], passages: dict[str, dict[str, Any]]
) -> None:
    assert len(seen) == 64
    for row in seen:
        quoted = [
            held
            for post in records.starts("POST_IN", row["body_id"])
            for held in records.arriving("HELD", post)
            for place, source in places(records, held.evidence)
            if source.id == LETTERS and row["seen_on"] in place.locator and row["quote"] == place.quote
            if place.sha256 == digest_of(passages, row["passage"])
        ]
        (held,) = quoted
        person = records.get(held.start)
        assert isinstance(person, Person)
        assert person.name == row["holder"], row
        assert (held.properties.get("qualifier") == "Deputy") is (row["role"] == "deputy"), row
        first, _, ended, last = period(held).bounds()
        day = date.fromisoformat(row["seen_on"])
        if row["role"].startswith("named after"):
            (place,) = (each for each, _ in places(records, held.evidence) if each.quote == row["quote"])
            assert (
                place.note == f"The letter of {day} still names the holder; no proof of office on that day."
            )
            assert period(held).end, row
        else:
            assert first <= day < last, row
            assert period(held).end or ended >= day, row


def test_no_holder_is_said_to_be_in_office(records: Indexed) -> None:
    states = [period(held).end_state for held in records.links("HELD")]
    assert EndState.ONGOING not in states
    assert states.count(EndState.UNKNOWN) > 50


def test_a_post_held_twice_is_two_relationships(records: Indexed) -> None:
    twice = [held for held in records.links("HELD") if held.properties.get("term") == 2]
    assert {held.start for held in twice} == HELD_TWICE
    for held in twice:
        (first,) = (each for each in records.leaving("HELD", held.start) if each != held)
        assert (first.end, held.id) == (held.end, f"{first.id}|2")


def test_names_of_bodies_are_those_of_the_table(
    records: Indexed, sources: Path, passages: dict[str, dict[str, Any]]
) -> None:
    rows = table(sources / "data" / "police" / "body_names.csv")
    assert len(rows) == 18
    taken = [row for row in rows if (row["body_id"], row["name"]) not in NO_NAME_OF_IT]
    held = {
        (node.id, *each)
        for _, node in records.of(LocalPolicingBody)
        for each in zip(node.other_names, node.other_names_from, node.other_names_to, strict=True)
    }
    assert held == {(row["body_id"], row["name"], row["from"], row["to"]) for row in taken}
    for row in taken:
        of_body = places(records, records.nodes[row["body_id"]].evidence)
        (place,) = (each for each, _ in of_body if each.locator == f"{row['kind']}: {row['name']}")
        assert (place.quote, place.sha256) == (row["quote"], digest_of(passages, row["passage"])), row


def test_tables_are_sorted_and_a_row_is_a_line() -> None:
    keys = (("id",), ("id", "of", "source"), ("id", "name"), ("post", "person", "from", "seen"))
    for name, columns in zip(TABLES, keys, strict=True):
        path = Sources().police / name
        rows = [tuple(row[column] for column in columns) for row in table(path)]
        assert rows == sorted(rows), name
        assert path.read_bytes().count(b"\n") == len(rows) + 1, name
