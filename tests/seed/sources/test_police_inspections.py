"""Inspections of forces, against the published table of them: one inspection, once."""

from __future__ import annotations

import re
from collections import Counter
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from graph.model.nodes import Evidence, Inspection, Source
from graph.model.vocabulary import Basis, DateIs
from seed.build.chronology import Chronology
from seed.build.histories import histories
from seed.indexed import Indexed
from seed.sources.all_sources import Sources
from tests.helpers.police_tables import Row, table

# The table has no framework: these are outside the programme of child protection inspections.
OUTSIDE = {
    "other-cleveland-2021": "integrated vulnerability inspection",
    "other-greater-manchester-2025": "commissioned inspection",
    "other-metropolitan-2024": "commissioned inspection",
    "other-metropolitan-2025": "re-inspection",
    "other-northamptonshire-2014": "re-inspection",
    "other-west-mercia-2025": "re-inspection",
}
# A title or an address gives the year, and nothing gives a day.
BY_YEAR = {"ncpi-review-gloucestershire-2018": "2018", "ncpi-review-metropolitan-2017-q2": "2017"}
# What the table gives, where lists compiled from the reports give other days on site, which count.
DISAGREE = {
    "jtai-cheshire-cheshire-east-2022": ("inspectedFrom", "2022-06"),
    "jtai-greater-manchester-manchester-2023": ("inspectedFrom", "2023-09-25"),
    "jtai-lancashire-lancashire-2024": ("inspectedFrom", "2024-01-22"),
    "ncpi-review-merseyside-2019": ("published", "2022-09-22"),
}


@pytest.fixture(scope="module")
def rows(sources: Path) -> dict[str, Row]:
    return {row["inspection_key"]: row for row in table(sources / "data" / "police" / "inspections.csv")}


@pytest.fixture(scope="module")
def joint(sources: Path) -> dict[str, Row]:
    return {row["inspection_key"]: row for row in table(sources / "data" / "police" / "joint_links.csv")}


def inspection_of(records: Indexed, key: str) -> Inspection:
    node = records.get(records.records.aliases[f"inspection:{key}"])
    assert isinstance(node, Inspection)
    return node


# How tables and pages name the inspectorates.
IN_WALES = {
    "inspectorate:ciw": ("CIW", "Care Inspectorate Wales"),
    "inspectorate:hmic": ("HMICFRS",),
    "inspectorate:hiw": ("HIW",),
    "inspectorate:hmi-probation": ("HMIP", "HMI Probation"),
    "inspectorate:estyn": ("Estyn",),
}
OF_FIVE = {"jtai-gwent-newport-2020", "jtai-south-wales-neath-port-talbot-2021"}


def places(records: Indexed, own: str) -> list[Evidence]:
    found = [records.get(each) for each in records.nodes[own].evidence]
    return [each for each in found if isinstance(each, Evidence)]


def test_each_key_is_one_inspection_and_each_inspection_of_a_force_has_one_key(
    records: Indexed, rows: dict[str, Row]
) -> None:
    assert len(rows) == 126
    found = {key: records.records.aliases.get(f"inspection:{key}") for key in rows}
    assert [key for key, own in found.items() if own is None] == []
    assert Counter(found.values()).most_common(1)[0][1] == 1
    frameworks = ("hmic-ncpi", "hmic-other", "jicpa")
    held = {node.id for _, node in records.of(Inspection) if node.framework in frameworks}
    assert held == {own for key, own in found.items() if not str(own).startswith("inspection:jtai:")}
    assert len(held) == 107


def test_an_inspection_is_of_the_force_or_area_and_kind_of_its_row(
    records: Indexed, rows: dict[str, Row], joint: dict[str, Row]
) -> None:
    for key, row in rows.items():
        node = inspection_of(records, key)
        if key in joint:
            framework = "jtai" if joint[key]["report_id"] else "jicpa"
            body, kind = f"authority:{joint[key]['authority']}", "joint inspection"
        else:
            framework = "hmic-other" if key in OUTSIDE else "hmic-ncpi"
            body, kind = f"force:{row['force_id']}", OUTSIDE.get(key, row["kind"])
        assert (node.framework, node.kind) == (framework, kind), key
        assert records.ends("INSPECTED", node.id) == (body,), key


def test_an_inspection_in_wales_has_the_inspectorates_that_its_passages_name(
    records: Indexed, joint: dict[str, Row], sources: Path
) -> None:
    findings = table(sources / "data" / "police" / "findings.csv")
    for key in (each for each in joint if not joint[each]["report_id"]):
        said = [
            row["speaker"] for row in findings if row["inspection_key"] == key and "Estyn" in row["speaker"]
        ]
        named = {own for own, names in IN_WALES.items() if any(name in said[0] for name in names)}
        own = inspection_of(records, key).id
        assert {*records.starts("CARRIED_OUT", own)} == named, key
        # "involving five inspectorates", as the pages on Newport and Neath Port Talbot say.
        assert len(named) == (5 if key in OF_FIVE else 4), key


def test_the_dates_of_a_row_are_those_of_its_inspection_or_a_revision_of_them(
    records: Indexed, rows: dict[str, Row], joint: dict[str, Row]
) -> None:
    for key, row in rows.items():
        node = inspection_of(records, key)
        revised = dict(zip(node.revised_fields, node.revised_values, strict=True))
        assert (node.cycle or "") == BY_YEAR.get(key, ""), key
        if key in DISAGREE:
            field, value = DISAGREE[key]
            assert revised[field] == value, key
            continue
        assert revised == {}, key
        for name, held in (
            ("published", node.published),
            ("inspected_from", node.inspected_from),
            ("inspected_to", node.inspected_to),
        ):
            # The files of joint inspections say more; all others say what the row says.
            if key in joint:
                assert (held or "").startswith(row[name]), (key, name)
            else:
                assert (held or "") == row[name], (key, name)


def address(url: str) -> str:
    """What addresses of one page share: capitals, a last stroke and the older host's folder do not count."""
    return re.sub(r"^https?://(hmicfrs\.|www\.)*|/hmicfrs(?=/)|/$", "", url.lower())


def test_a_report_that_was_read_is_where_its_inspection_was_published(
    records: Indexed, rows: dict[str, Row]
) -> None:
    """Pages below `publication-html` are reports; others tell of them."""
    held = {address(node.url or ""): node.id for _, node in records.of(Source)}
    linked = 0
    for key, row in rows.items():
        page = address(row["report_url"])
        if "/publication-html/" in page and page in held:
            reports = records.ends("PUBLISHED_IN", inspection_of(records, key).id)
            assert [address(str(getattr(records.get(each), "url", ""))) for each in reports] == [page], key
            linked += 1
    assert linked > 30


def test_what_a_row_follows_is_what_its_inspection_looks_back_on(
    records: Indexed, rows: dict[str, Row]
) -> None:
    for key, row in rows.items():
        own = records.records.aliases[f"inspection:{key}"]
        expected = (records.records.aliases[f"inspection:{row['follows']}"],) if row["follows"] else ()
        assert records.ends("RE_INSPECTION_OF", own) == expected, key
    assert sum(bool(row["follows"]) for row in rows.values()) == 48


def test_the_passage_of_a_row_is_evidence_of_its_inspection(
    records: Indexed, rows: dict[str, Row], passages: dict[str, dict[str, Any]]
) -> None:
    for key, row in rows.items():
        text = " ".join(passages[row["passage"]]["text"].split())
        assert row["quote"] in text, key
        of_row = [
            each for each in places(records, inspection_of(records, key).id) if each.quote == row["quote"]
        ]
        assert [each.sha256 for each in of_row] == [sha256(text.encode()).hexdigest()], key
        (source,) = records.ends("FROM", of_row[0].id)
        page = records.get(source)
        assert isinstance(page, Source)
        assert page.url == passages[row["passage"]]["url"].strip(), key


def test_what_an_inspection_is_dated_by_is_said_and_the_undated_come_last(
    records: Indexed, rows: dict[str, Row]
) -> None:
    when, counted = Chronology(records), Counter[DateIs | None]()
    for key in rows:
        node = inspection_of(records, key)
        published = when.published(node.id)
        counted[published[1] if published else None] += 1
        if published is None:
            assert when.day(node.id).year == 9999, key
            assert node.note, key
    assert counted[None] == 11
    assert counted[DateIs.CYCLE] == 2
    assert when.day(inspection_of(records, "ncpi-review-gloucestershire-2018").id).isoformat() == "2018-12-31"


def test_every_inspection_of_a_force_is_named_in_its_history(records: Indexed, rows: dict[str, Row]) -> None:
    entries = {(row.start, row.end): row.values for row in histories(records, Chronology(records))}
    for key, row in rows.items():
        own, force = records.records.aliases[f"inspection:{key}"], f"force:{row['force_id']}"
        expected = Basis.AREA if own.startswith(("inspection:jtai:", "inspection:jicpa:")) else Basis.NAMED
        assert entries[own, force]["basis"] == expected, key


def test_a_joint_inspection_of_england_has_the_day_of_its_report_and_the_page_that_names_it(
    records: Indexed, rows: dict[str, Row], joint: dict[str, Row]
) -> None:
    reported = {key: row["report_id"][-10:] for key, row in joint.items() if row["report_id"]}
    assert len(reported) == 19
    for key, day in reported.items():
        node = inspection_of(records, key)
        assert node.published == day, key
        assert rows[key]["quote"] in [each.quote for each in places(records, node.id)], key
        assert len(places(records, node.id)) >= 2, key


def test_the_table_is_sorted_by_key_and_a_row_is_a_line() -> None:
    path = Sources().police / "inspections.csv"
    keys = [(row["aliases"], row["locator"]) for row in table(path)]
    assert keys == sorted(set(keys))
    text = path.read_bytes()
    assert text.count(b"\n") == len(keys) + 1
    assert b"\r" not in text
