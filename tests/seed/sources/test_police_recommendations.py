"""Recommendations and what became of them, against the published tables and their passages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from graph.model.dates import PartialDate
from graph.model.nodes import Inspection, Recommendation
from graph.model.vocabulary import Status
from seed.indexed import Indexed
from seed.sources.all_sources import Sources
from tests.helpers.police_tables import Row, table
from tests.helpers.recommendation_tables import (
    ALSO_IN_THE_REGISTER,
    TWICE,
    Tables,
    key_of,
    places,
    recommendation,
    rests_on,
    review_of,
)

FRAMEWORKS = {"sif": "ofsted-sif", "jtai": "jtai"}
# A report's day in the table may differ from that in Ofsted's outcomes.
DAYS_APART = 3
# Inspections that register rows name in words.
OF_REGISTER = {
    "8787": "inspection:peel:hampshire:2016",
    "5988": "inspection:peel:cleveland:2015",
    "local-essex-2015-vulnerable": "inspection:peel:essex:2015",
    "local-surrey-2015-vulnerable": "inspection:peel:surrey:2015",
    "local-bedfordshire-2015-missing": "inspection:peel:bedfordshire:2015",
    "8548": "inspection:ncpi-bedfordshire-2017",
    "6599": "inspection:ncpi-review-greater-manchester-2015",
}


def made_to(row: Row) -> tuple[str, ...]:
    """The force of the row, but where the words are to a partnership, as mended."""
    return () if "addressed_to" in row else (f"force:{row['force_id']}",)


def addressees(records: Indexed, own: str) -> tuple[str, ...]:
    return records.ends("ADDRESSED_TO", own)


def test_every_row_is_a_recommendation_or_a_review_and_nothing_else_is(
    records: Indexed, tables: Tables
) -> None:
    expected = {*tables.made, *tables.reports, *map(key_of, tables.register)}
    assert len(expected) == 141 + 14 + 56
    held = {own.partition(":")[2] for own in records.nodes if own.startswith("recommendation:")}
    assert held == expected
    reviews = {review_of(records, row).id for row in tables.statuses}
    assert len(reviews) == len(tables.statuses) == 79
    own = {key for key, row in tables.made.items() if row["status_passage"]} - set(ALSO_IN_THE_REGISTER)
    assert len(own) == 8
    # What became of disputes is of another table.
    of_recommendations = {each for each in records.nodes if each.startswith("review:")} - {
        each for each in records.nodes if each.startswith("review:out-")
    }
    others = of_recommendations - reviews
    assert {records.ends("REVIEW_OF", each) for each in others} == {(f"recommendation:{key}",) for key in own}
    assert len(others) == len(own)


def test_the_committed_tables_hold_a_row_for_each_place(tables: Tables) -> None:
    shipped = Counter(row["id"] for row in table(Sources().police / "recommendations.csv"))
    existing = {row["existing_key"] for row in tables.register if row["existing_key"]}
    assert sum(shipped.values()) == 141 + 7 + 21 + 56
    twice = {f"recommendation:{key}" for key in (*existing, *TWICE.values())}
    assert {own for own, count in shipped.items() if count == 2} == twice
    reviews = table(Sources().police / "reviews.csv")
    # Of the eight statuses that both tables give, five stand in one place with one quote.
    assert len(reviews) == 79 + 8 + 3


def test_a_recommendation_says_what_its_row_says(records: Indexed, tables: Tables) -> None:
    due = {row["existing_key"]: row["due"] for row in tables.register}
    for key, row in tables.made.items():
        found = recommendation(records, key)
        assert (
            (found.kind or "").lower().replace("_", " "),
            found.summary,
            found.due or "",
            (found.who or "").lower().replace("_", " "),
        ) == (row["kind"], row["summary"], row["due"] or due.get(key, ""), row.get("who", "")), key
        assert addressees(records, found.id) == made_to(row), key
        assert rests_on(records, found.id, row["quote"], tables.texts[row["passage"]]), key


def test_a_row_that_was_read_twice_is_a_second_place_of_one_recommendation(
    records: Indexed, tables: Tables
) -> None:
    for key, row in tables.twice.items():
        of = f"recommendation:{TWICE[key]}"
        assert f"recommendation:{key}" not in records.nodes
        assert records.records.aliases.get(f"recommendation:{key}", of) == of, key
        assert rests_on(records, of, row["quote"], tables.texts[row["passage"]]), key
        assert row["kind"] == tables.made[TWICE[key]]["kind"], key


def test_a_recommendation_is_of_the_inspection_of_its_row(
    records: Indexed, tables: Tables, sources: Path
) -> None:
    published = {
        row["inspection_key"]: row["published"]
        for row in table(sources / "data" / "police" / "inspections.csv")
    }
    linked = Counter[str]()
    for key, row in tables.made.items():
        found = recommendation(records, key)
        made_by = records.starts("RECOMMENDED", found.id)
        if is_peel := row["inspection_key"].startswith("peel-"):
            cycle = row["cycle"].replace("/", "-")
            expected = f"inspection:peel:{row['force_id']}:{cycle}"
        elif row["inspection_key"]:
            own = f"inspection:{row['inspection_key']}"
            expected = records.records.aliases.get(own, own)
            day = row.get("date", published[row["inspection_key"]])
            # Of the newspaper whose row names no inspection, the day; the inspection has the month.
            assert (
                str(found.date or "")[: len(day)] == day
                if "inspection" in row
                else day == str(found.date or "")
            ), key
        else:
            expected = ""
        assert made_by == ((expected,) if expected else ()), key
        linked["peel" if is_peel else "others" if expected else "none"] += 1
    assert linked == {"peel": 27, "others": 114}


def test_a_register_entry_is_a_recommendation_or_a_second_place_of_one(
    records: Indexed, tables: Tables
) -> None:
    for row in tables.register:
        found = recommendation(records, key_of(row))
        assert rests_on(records, found.id, row["quote"], tables.texts[row["passage"]]), row
        assert addressees(records, found.id) == (f"force:{row['force_id']}",), row
        if row["existing_key"]:
            assert len(list(places(records, found.id))) == 2, row
            continue
        assert ((found.kind or "").lower().replace("_", " "), found.summary, found.due or "") == (
            row["kind"].lower(),
            row["summary"],
            row["due"],
        ), row
        named = OF_REGISTER.get(row["register_no"])
        expected = (records.records.aliases.get(named, named),) if named else ()
        assert records.starts("RECOMMENDED", found.id) == expected, row


def test_the_strongest_place_of_a_recommendation_stands_first(records: Indexed, tables: Tables) -> None:
    for row in tables.register:
        first, *others = places(records, f"recommendation:{key_of(row)}")
        assert first.status is Status.STATED or all(each.status is Status.REPORTED for each in others), row


def test_what_a_report_asks_of_the_police_names_a_force_only_where_its_row_does(
    records: Indexed, tables: Tables
) -> None:
    named = 0
    for key, row in tables.reports.items():
        found = recommendation(records, key)
        assert (
            (found.kind or "").lower().replace("_", " "),
            found.summary,
            (found.who or "").lower().replace("_", "-"),
        ) == (row["kind"], row["summary"], row["who"]), key
        is_named = bool(row["force_named"])
        assert addressees(records, found.id) == ((f"force:{row['force_of_area']}",) if is_named else ()), key
        assert rests_on(records, found.id, row["quote"], tables.texts[row["passage"]]), key
        assert [place.locator for place in places(records, found.id)] == [row["locator"]], key
        (made_by,) = records.starts("RECOMMENDED", found.id)
        inspection = records.get(made_by)
        assert isinstance(inspection, Inspection)
        (area,) = records.ends("INSPECTED", made_by)
        assert f"authority:{row['authority']}" in (area, *records.ends("REPLACED_BY", area)), key
        assert inspection.framework == FRAMEWORKS[row["framework"]], key
        assert inspection.published, key
        apart = inspection.published.first - PartialDate(row["published"]).first
        assert abs(apart.days) <= DAYS_APART, key
        named += is_named
    assert named == 6


def test_counts_of_the_tables_are_those_of_the_graph(records: Indexed, tables: Tables) -> None:
    def counted(rows: Iterable[Row], column: str) -> Counter[Any]:
        return Counter(row[column].lower() for row in rows)

    register = [row for row in tables.register if not row["existing_key"]]
    rows = [*tables.made.values(), *register, *tables.reports.values()]
    found = [node for _, node in records.of(Recommendation)]
    assert Counter((each.kind or "").lower().replace("_", " ") for each in found) == counted(rows, "kind")
    forces = Counter(force for each in found for force in addressees(records, each.id))
    named = [row for row in (*tables.made.values(), *register) if made_to(row)]
    expected = counted(named, "force_id") + Counter(
        row["force_of_area"] for row in tables.reports.values() if row["force_named"]
    )
    assert forces == {f"force:{force}": count for force, count in expected.items()}
