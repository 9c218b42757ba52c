"""What inspection reports say of the police, against the published table and its paragraphs."""

from __future__ import annotations

import json
from collections import Counter
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from graph.model.dates import PartialDate
from graph.model.nodes import Evidence, Finding, Inspection
from graph.model.vocabulary import Basis
from seed.build.chronology import Chronology
from seed.build.histories import histories
from seed.indexed import Indexed
from seed.sources.all_sources import Sources
from seed.sources.police import KEYED
from tests.helpers.mended_rows import mended
from tests.helpers.police_tables import Row, table

FRAMEWORKS = {"sif": "ofsted-sif", "jtai": "jtai"}
# Keys of findings that the article's files hold.
IN_THE_ARTICLE = {"stockton-2016-no-further-action"}
# Findings of the article whose consequence stands in another sentence than that of the row.
WITH_MORE = {"finding:bury-report-batches"}
# A report that the table has under single inspections is of a short inspection of that day.
SHORT_INSPECTION = ("sif", "E06000050", "2019-05-08")
# None of the 43 forces of the graph; a finding about it alone says nothing of whom it is about.
OTHER_FORCES = {"British Transport Police"}
# A report's day in the table may differ from that in Ofsted's outcomes.
DAYS_APART = 3


@pytest.fixture(scope="module")
def rows(sources: Path) -> dict[str, Row]:
    published = table(sources / "data" / "police" / "report_findings.csv")
    return {row["finding_key"]: mended(row, f"finding:{row['finding_key']}") for row in published}


@pytest.fixture(scope="module")
def themes(sources: Path) -> dict[str, list[str]]:
    mapped = table(sources / "data" / "police" / "theme_words.csv")
    return {row["words"]: row["themes"].split() for row in mapped if row["table"] == "report_findings"}


@pytest.fixture(scope="module")
def paragraphs(sources: Path) -> dict[str, dict[str, Any]]:
    with (sources / "data" / "police" / "paragraphs.jsonl").open(encoding="utf-8") as file:
        return {each["id"]: each for each in map(json.loads, file)}


@pytest.fixture(scope="module")
def own(records: Indexed, rows: dict[str, Row]) -> dict[str, Row]:
    """The rows that come in as findings of their own."""
    return {
        key: row
        for key, row in rows.items()
        if f"finding:{key}" not in records.records.aliases and key not in IN_THE_ARTICLE
    }


def whom(row: Row) -> str:
    alone = row["who"] == "named-force" and row["force_named"] in OTHER_FORCES
    return "" if alone else row["who"]


def place_of(records: Indexed, key: str) -> Evidence:
    (evidence,) = records.nodes[f"finding:{key}"].evidence
    place = records.get(evidence)
    assert isinstance(place, Evidence)
    return place


def test_every_row_is_a_finding_or_answers_for_one_of_the_article(
    records: Indexed, rows: dict[str, Row]
) -> None:
    assert len(rows) == 1320
    known = {*records.nodes, *records.records.aliases}
    assert [key for key in rows if f"finding:{key}" not in known] == []
    shipped = {row["id"] for row in table(Sources().police / "report_findings.csv")}
    assert shipped == {f"finding:{key}" for key in rows} - set(records.records.aliases) - {
        f"finding:{key}" for key in IN_THE_ARTICLE
    }


def of_the_article() -> list[Row]:
    """The superseded ids of findings of the article; the others are of disputes."""
    return [row for row in table(Sources().police / "aliases.csv") if row["themes"]]


def test_an_alias_leads_to_a_finding_about_the_same_authority(records: Indexed, rows: dict[str, Row]) -> None:
    aliases = of_the_article()
    assert len(aliases) == 16
    assert len({alias["now"] for alias in aliases}) == 16, "two rows are two findings"
    for alias in aliases:
        row = rows[alias["id"].removeprefix("finding:")]
        assert records.ends("OBSERVED_IN", alias["now"]) == (f"authority:{row['authority']}",)


def test_a_finding_of_the_article_has_the_passage_themes_and_consequence_of_its_row(
    records: Indexed,
    rows: dict[str, Row],
    themes: dict[str, list[str]],
    paragraphs: dict[str, dict[str, Any]],
) -> None:
    aliases = {row["id"]: row["now"] for row in of_the_article()}
    for alias, now in aliases.items():
        row, finding = rows[alias.removeprefix("finding:")], records.get(now)
        assert isinstance(finding, Finding)
        places = [records.get(own) for own in records.nodes[now].evidence]
        text = " ".join(paragraphs[row["passage"]]["text"].split())
        wanted = (row["locator"], row["quote"], sha256(text.encode()).hexdigest())
        assert wanted in [
            (each.locator, each.quote, each.sha256) for each in places if isinstance(each, Evidence)
        ], alias
        about = {theme for word in row["themes"].split() for theme in themes[word]}
        assert about <= set(records.ends("HAS_THEME", now)), alias
        assert finding.polarity.lower() == row["polarity"], alias
        assert bool(finding.consequence) == bool(row["consequence"]) or now in WITH_MORE, alias


def test_each_row_and_its_finding_are_about_the_same_police(records: Indexed, rows: dict[str, Row]) -> None:
    for key, row in rows.items():
        own = records.records.aliases.get(f"finding:{key}", f"finding:{key}")
        finding = records.get(own)
        assert isinstance(finding, Finding)
        assert (finding.who or "").lower().replace("_", "-") == whom(row), own


def test_a_finding_says_what_its_row_says(records: Indexed, own: dict[str, Row]) -> None:
    for key, row in own.items():
        finding = records.get(f"finding:{key}")
        assert isinstance(finding, Finding)
        assert (
            finding.summary,
            finding.polarity.lower(),
            (finding.who or "").lower().replace("_", "-"),
            finding.consequence or "",
            str(finding.date),
        ) == (row["summary"], row["polarity"], whom(row), row["consequence"], row["published"]), key


def test_the_words_of_a_finding_stand_in_its_paragraph(
    records: Indexed, own: dict[str, Row], paragraphs: dict[str, dict[str, Any]]
) -> None:
    for key, row in own.items():
        place = place_of(records, key)
        text = " ".join(paragraphs[row["passage"]]["text"].split())
        assert place.quote == row["quote"], key
        assert " ".join(row["quote"].split()) in text, key
        assert place.sha256 == sha256(text.encode()).hexdigest(), key
        assert place.locator == row["locator"], key


def test_a_finding_is_of_the_inspection_of_its_framework_authority_and_day(
    records: Indexed, own: dict[str, Row]
) -> None:
    later = 0
    for key, row in own.items():
        (found_by,) = records.starts("FOUND", f"finding:{key}")
        (area,) = records.ends("INSPECTED", found_by)
        assert records.ends("OBSERVED_IN", f"finding:{key}") == ((area,) if row["force_of_area"] else ()), key
        inspection = records.get(found_by)
        assert isinstance(inspection, Inspection)
        succeeded = records.ends("REPLACED_BY", area)
        assert f"authority:{row['authority']}" in (area, *succeeded), key
        asked = (row["framework"], row["authority"], row["published"])
        assert (inspection.framework == "ofsted-ilacs") == (asked == SHORT_INSPECTION), key
        assert inspection.framework in (FRAMEWORKS[row["framework"]], "ofsted-ilacs"), key
        assert inspection.published
        apart = abs((inspection.published.first - PartialDate(row["published"]).first).days)
        assert apart <= DAYS_APART, key
        later += bool(apart)
        assert bool(records.nodes[f"finding:{key}"].node.note) == bool(apart), key
    assert later == 28


def test_a_force_is_named_only_where_the_passage_names_it(records: Indexed, own: dict[str, Row]) -> None:
    attributed = 0
    for key, row in own.items():
        named = row["force_named"] not in {"", *OTHER_FORCES}
        expected = (f"force:{row['force_of_area']}",) if named else ()
        assert records.ends("ATTRIBUTED_TO", f"finding:{key}") == expected, key
        attributed += named
    assert attributed == 140


def test_counts_of_the_table_are_those_of_the_graph(
    records: Indexed, own: dict[str, Row], themes: dict[str, list[str]]
) -> None:
    counted, held = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for row in own.values():
        asked = (row["framework"], row["authority"], row["published"])
        framework = "ofsted-ilacs" if asked == SHORT_INSPECTION else FRAMEWORKS[row["framework"]]
        about = {theme for word in row["themes"].split() for theme in themes[word]}
        said = {"polarity": row["polarity"], "year": row["published"][:4], "who": whom(row)}
        counted.update([*said.items(), ("framework", framework), *(("theme", theme) for theme in about)])
    for key in own:
        finding = records.get(f"finding:{key}")
        assert isinstance(finding, Finding)
        (inspection,) = records.starts("FOUND", finding.id)
        who = (finding.who or "").lower().replace("_", "-")
        said = {"polarity": finding.polarity.lower(), "year": str(finding.date)[:4], "who": who}
        about = set(records.ends("HAS_THEME", finding.id))
        framework = inspection.split(":")[1]
        held.update([*said.items(), ("framework", framework), *(("theme", theme) for theme in about)])
    assert held == counted


def test_every_finding_stands_in_the_history_of_the_force_of_its_area_by_area_or_name(
    records: Indexed, own: dict[str, Row]
) -> None:
    entries = {(row.start, row.end): row.values["basis"] for row in histories(records, Chronology(records))}
    for key in own:
        finding = f"finding:{key}"
        named = records.ends("ATTRIBUTED_TO", finding)
        areas = records.ends("OBSERVED_IN", finding)
        forces = {force for area in areas for force in records.ends("POLICED_BY", area)} | {*named}
        assert {owner for own, owner in entries if own == finding and "force:" in owner} == forces, key
        for force in forces:
            expected = Basis.NAMED if force in named else Basis.AREA
            assert entries[finding, force] == expected, (key, force)


def test_tables_are_sorted_by_key_and_a_row_is_a_line() -> None:
    for name in ("report_findings.csv", "findings.csv", *KEYED):
        path = Sources().police / name
        keys = [row["id"] for row in table(path)]
        assert keys == sorted(set(keys)), name
        text = path.read_bytes()
        assert text.count(b"\n") == len(keys) + 1, name
        assert b"\r" not in text, name


def test_themes_are_those_of_the_scheme(records: Indexed, sources: Path) -> None:
    scheme = {row["id"]: row for row in table(sources / "data" / "police" / "themes.csv")}
    assert set(scheme) <= set(records.nodes)
    for row in table(Sources().police / "themes.csv"):
        of = scheme[row["id"]]
        assert (row["name"], row["definition"], row["broader"], row["other_names"]) == (
            of["name"],
            of["definition"],
            of["broader"],
            of["alt_labels"],
        )


def test_an_inspection_was_published_in_the_report_that_its_findings_were_read_in(records: Indexed) -> None:
    shipped = table(Sources().police / "report_findings.csv")
    reports = {row["inspection"]: row["source"] for row in shipped if row["inspection"]}
    assert len(reports) > 200
    # A row may name another copy.
    others = table(Sources().police / "inspections.csv")
    reports |= {row["id"]: row["report"] for row in others if row["id"] and row["report"]}
    assert {own: records.ends("PUBLISHED_IN", own) for own in reports} == {
        own: (report,) for own, report in reports.items()
    }


def test_no_page_that_tells_of_an_inspection_counts_as_its_report(records: Indexed) -> None:
    rows = [row for row in table(Sources().police / "findings.csv") if row["inspection"]]
    told = {row["inspection"] for row in rows} - {
        row["inspection"] for row in table(Sources().police / "report_findings.csv")
    }
    said = {row["id"] for row in table(Sources().police / "inspections.csv") if row["report"]}
    assert told
    assert [own for own in told - said if records.ends("PUBLISHED_IN", own)] == []
