"""What the build derives, against handwritten expectations for the small made-up sources."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from graph.model.dates import PartialDate
from graph.model.relationships import RELATIONSHIP_TYPES
from seed.build.build import assemble
from seed.build.chronology import UNPLACED
from seed.captions import in_words
from seed.quotations import Span, passage, span
from seed.rows import Graph, NodeRow
from tests.helpers.small_sources import ARTICLE, small_sources, swapped

INSPECTION = "inspection:ofsted-sif:E10999001:2016-08-05"
JUDGEMENT = "judgement:ofsted-sif:E10999001:2016-08-05:overall"
BEFORE, AFTER = "authority:E10999001", "authority:E06999001"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    return assemble(small_sources(tmp_path_factory.mktemp("sources")))


def history(graph: Graph, owner: str) -> list[tuple[object, ...]]:
    rows = [row for row in graph.all_relationships() if row.type == "IN_HISTORY_OF" and row.end == owner]
    rows.sort(key=lambda row: (str(row.values["day"]), int(str(row.values["position"]))))
    return [
        (str(row.values["day"]), row.values["position"], row.values["kind"], row.values["basis"], row.start)
        for row in rows
    ]


def node(graph: Graph, own: str) -> NodeRow:
    return next(row for row in graph.all_nodes() if row.id == own)


def test_the_history_of_the_force(graph: Graph) -> None:
    # It is named by the letter and its own answer; the inspection and the findings concern its area only.
    assert history(graph, "force:eastmarsh") == [
        ("2016-05-23", 0, "INSPECTION", "AREA", INSPECTION),
        ("2016-08-05", 0, "FINDING", "AREA", "finding:report-meetings"),
        ("2016-10-17", 0, "CORRESPONDENCE", "NAMED", "correspondence:letter"),
        ("2016-10-17", 1, "FINDING", "AREA", "finding:letter-bundles"),
        ("2016-10-17", 2, "STATEMENT", "NAMED", "statement:gulf"),
        ("2016-10-17", 3, "CORRESPONDENCE", "NAMED", "correspondence:answer"),
        ("2016-10-17", 4, "STATEMENT", "NAMED", "statement:dispute"),
    ]


def test_the_history_of_the_council_is_of_the_one_that_was_inspected(graph: Graph) -> None:
    assert history(graph, BEFORE) == [
        ("2016-05-23", 0, "INSPECTION", "NAMED", INSPECTION),
        ("2016-08-05", 0, "FINDING", "NAMED", "finding:report-meetings"),
        ("2016-08-05", 1, "JUDGEMENT", "NAMED", JUDGEMENT),
        ("2016-10-17", 0, "FINDING", "NAMED", "finding:letter-bundles"),
    ]
    assert history(graph, AFTER) == []
    assert history(graph, "force:westfell") == []


def test_a_finding_attributed_to_the_force_is_named_and_brings_its_letter(tmp_path: Path) -> None:
    text = swapped(
        ARTICLE,
        "    themes: [theme:information]\n",
        "    attributedTo: {to: force:eastmarsh, attribution: contextual}\n",
    )
    # The letter stays out of it otherwise: nothing else that it says is about the force.
    text = swapped(text, "    about: force:eastmarsh\n", "    about: inspectorate:ofsted\n")
    found = history(assemble(small_sources(tmp_path, text)), "force:eastmarsh")
    named = [entry[3:] for entry in found if entry[0] == "2016-10-17"]
    assert named == [
        ("NAMED", "correspondence:letter"),
        ("NAMED", "finding:letter-bundles"),
        ("NAMED", "correspondence:answer"),
        ("NAMED", "statement:dispute"),
    ]


def test_a_statement_about_a_judgement_belongs_to_the_body_that_was_judged(tmp_path: Path) -> None:
    text = swapped(ARTICLE, "    about: force:eastmarsh\n", f"    about: {JUDGEMENT}\n")
    graph = assemble(small_sources(tmp_path, text))
    assert ("2016-10-17", 1, "STATEMENT", "NAMED", "statement:gulf") in history(graph, BEFORE)
    assert "statement:gulf" not in [entry[4] for entry in history(graph, "force:eastmarsh")]


def test_a_force_that_did_not_police_the_area_then_has_no_part_in_it(tmp_path: Path) -> None:
    text = swapped(
        ARTICLE,
        "observedIn: authority:E10999001\n    evidence: *report",
        f"observedIn: {AFTER}\n    evidence: *report",
    )
    text = swapped(text, "    found: finding:report-meetings\n", "")
    found = history(assemble(small_sources(tmp_path, text)), "force:eastmarsh")
    assert "finding:report-meetings" not in [entry[4] for entry in found]


def test_every_entry_leads_to_evidence_and_says_that_it_is_derived(graph: Graph) -> None:
    evidence = {row.id for row in graph.all_nodes() if row.type == "Evidence"}
    rows = [row for row in graph.all_relationships() if row.type == "IN_HISTORY_OF"]
    assert rows
    for row in rows:
        held = row.values["evidenceIds"]
        assert isinstance(held, tuple)
        assert held
        assert set(held) <= evidence
        assert row.values["derived"] is True
        assert row.values["ownerId"] == row.end


def test_an_answer_that_is_dated_to_the_month_comes_after_its_letter(graph: Graph) -> None:
    answer = node(graph, "correspondence:answer").values
    assert (answer["date"], answer["dateDay"], answer["day"], answer["position"]) == (
        "2016-10",
        date(2016, 10, 1),
        date(2016, 10, 17),
        1,
    )


def test_a_statement_without_a_date_takes_the_day_of_its_letter(tmp_path: Path) -> None:
    text = swapped(
        ARTICLE,
        "    date: 2016-10-17\n    madeIn: correspondence:letter\n",
        "    madeIn: correspondence:letter\n",
    )
    gulf = node(assemble(small_sources(tmp_path, text)), "statement:gulf").values
    assert "date" not in gulf
    assert gulf["day"] == date(2016, 10, 17)


def test_a_statement_without_date_or_letter_takes_the_day_of_its_source(tmp_path: Path) -> None:
    text = swapped(ARTICLE, "    date: 2016-10-17\n    madeIn: correspondence:letter\n", "")
    assert node(assemble(small_sources(tmp_path, text)), "statement:gulf").values["day"] == date(2016, 10, 17)
    text = swapped(
        text, "    publisher: The inspectors\n    published: 2016-10-17\n", "    publisher: The inspectors\n"
    )
    assert node(assemble(small_sources(tmp_path, text)), "statement:gulf").values["day"] == date(9999, 12, 31)


def test_a_statement_comes_after_what_it_answers(tmp_path: Path) -> None:
    text = swapped(
        ARTICLE,
        "    date: 2016-10\n    madeIn: correspondence:answer\n",
        "    date: 2016-10\n    answers: statement:gulf\n",
    )
    assert node(assemble(small_sources(tmp_path, text)), "statement:dispute").values["day"] == date(
        2016, 10, 17
    )


def test_positions_come_from_the_first_passage(graph: Graph) -> None:
    assert node(graph, "statement:gulf").values["position"] == 20_000
    assert node(graph, "statement:dispute").values["position"] == 30_000
    assert node(graph, "finding:report-meetings").values["position"] == UNPLACED


def test_captions(graph: Graph) -> None:
    assert (
        node(graph, JUDGEMENT).values["caption"]
        == "SIF overall effectiveness: Requires improvement (5 August 2016)"
    )
    assert node(graph, "finding:letter-bundles").values["caption"] == "Notices came in bundles."
    assert node(graph, "evidence:report:page-3").values["caption"] == "Report on Eastmarsh, page 3"
    assert node(graph, "force:eastmarsh").values["caption"] == "Eastmarsh Police"
    assert all(row.values["caption"] for row in graph.all_nodes() if row.type != "Alias")
    assert [in_words(PartialDate(text)) for text in ("2016", "2016-08", "2016-08-05")] == [
        "2016",
        "August 2016",
        "5 August 2016",
    ]


def test_periods_keep_their_words_and_their_bounds(graph: Graph) -> None:
    values = node(graph, BEFORE).values
    assert (values.get("validFrom"), values["validTo"], values["validToState"]) == (
        None,
        "2019-04-01",
        "DATED",
    )
    assert values["endFirst"] == values["endLast"] == date(2019, 4, 1)
    assert (values["startFirst"], values["startLast"]) == (date(1, 1, 1), date(9999, 12, 31))


def test_other_names_run_beside_their_dates(graph: Graph) -> None:
    values = node(graph, "force:eastmarsh").values
    assert values["otherNames"] == ("Eastmarsh Constabulary",)
    assert "otherNamesFrom" not in values, "a list without any text cannot be told from a missing one"
    assert values["otherNamesTo"] == ("2012",)


def test_the_plumbing_of_evidence(graph: Graph) -> None:
    found = {row.id: dict(row.values) for row in graph.all_relationships()}
    place = "evidence:letter:" + next(
        row.id.rpartition(":")[2] for row in graph.all_nodes() if row.id.startswith("evidence:letter:")
    )
    assert found[f"FROM|{place}|source:letter"] == {"ownerId": "source:letter", "pagedId": place}
    assert found["EVIDENCED_BY|finding:report-meetings|evidence:report:page-3"] == {
        "ownerId": "evidence:report:page-3",
        "pagedId": "finding:report-meetings",
        "position": 0,
    }
    assert [row.end for row in graph.all_relationships() if row.type == "VIA"] == ["source:report"]
    assert found["NOW|authority:E10999009|authority:E10999001"] == {}
    for row in graph.all_relationships():
        if row.type in RELATIONSHIP_TYPES and RELATIONSHIP_TYPES[row.type].asserts:
            assert row.values["evidenceIds"]


def test_locators_that_give_paragraph_and_characters() -> None:
    assert span("paragraph 9, characters 130-290") == Span(9, 130, 290)
    assert span("page 9") is None
    text = "one\n\n  two three\n"
    assert passage(text, Span(2, 2, 5)) == "two"
    assert passage(text, Span(2, 2, 50)) is None
    assert passage(text, Span(3, 0, 1)) is None


STATISTIC = """\
statistics:
  - id: statistic:meetings
    name: Meetings that were held
    raw: 42 meetings
    comparator: exactly
    value: 42
    unit: meetings
    evidence: *letter
statements:
"""


@pytest.mark.parametrize("reported", ["", "    reportedIn: correspondence:answer\n"])
def test_a_statement_may_answer_a_statistic_which_has_no_day_of_its_own(
    reported: str, tmp_path: Path
) -> None:
    statistic = STATISTIC.replace("    evidence", f"{reported}    evidence")
    curated = swapped(ARTICLE, "statements:\n", statistic)
    answering = swapped(curated, "    disputes: ", "    answers: statistic:meetings\n    disputes: ")
    graph = assemble(small_sources(tmp_path, answering))
    # The letter that it is made in replies to one of that day, and so does the one that reports the number.
    assert node(graph, "statement:dispute").values["day"] == date(2016, 10, 17)
