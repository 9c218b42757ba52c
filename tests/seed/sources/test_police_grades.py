"""PEEL grades of forces, against the published tables of grades and of questions."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from graph.model.nodes import Evidence, Inspection, Judgement, Source
from graph.model.vocabulary import Basis, DateIs
from seed.build.chronology import Chronology
from seed.build.histories import histories
from seed.build.previous import judgements_before
from seed.frameworks import read_frameworks
from seed.indexed import Indexed
from seed.sources.all_sources import Sources
from tests.helpers.police_tables import Row, table

SCALES = {
    "four grades until 2018/19": ("hmic-peel", "hmic-four-grades"),
    "five grades since 2021/22": ("hmicfrs-peel", "hmicfrs-five-grades"),
}


# Questions that the table names by the words of another cycle, and one that it names twice: by cycle and
# key there, the key and the words here. The words are those of a passage of that cycle, where one has them.
REWORDED = {
    ("2016", "police-powers-and-public-treatment"): (
        *("treatment-of-the-public", "treating all the people it serves with fairness and respect"),
    ),
    ("2016", "workforce"): (
        *("treatment-of-the-workforce", "treating its workforce with fairness and respect"),
    ),
    ("2017", "police-powers-and-public-treatment"): (
        "treatment-of-the-public",
        "To what extent does the force treat all of the people it serves with fairness and respect?",
    ),
    ("2017", "workforce"): (
        "treatment-of-the-workforce",
        "To what extent does the force treat its workforce with fairness and respect?",
    ),
    ("2017", "use-of-resources"): ("use-of-resources", "use of resources to manage demand"),
    ("2017", "resources-to-meet-demand"): ("use-of-resources", "use of resources to manage demand"),
    ("2018/19", "use-of-resources"): (
        *("use-of-resources", "How well does the force use its resources to meet the demand it faces?"),
    ),
    ("2021/22", "police-powers-and-public-treatment"): (
        "police-powers-and-public-treatment",
        "Engaging with and treating the public with fairness and respect",
    ),
}


@pytest.fixture(scope="module")
def when(records: Indexed) -> Chronology:
    return Chronology(records)


@pytest.fixture(scope="module")
def rows(sources: Path) -> dict[str, Row]:
    """The rows by the id of their judgement, each with the key that its question has here."""
    found = table(sources / "data" / "police" / "peel.csv")
    return {judgement_id(own): own for row in found if (own := {**row, "question": reworded(row)[0]})}


@pytest.fixture(scope="module")
def questions(sources: Path) -> dict[tuple[str, str], Row]:
    found = table(sources / "data" / "police" / "peel_questions.csv")
    renamed = [(reworded(row), row) for row in found]
    return {(key, row["cycle"]): {**row, "label": label} for (key, label), row in renamed}


def reworded(row: Row) -> tuple[str, str]:
    """The key and the words of the question of a row."""
    return REWORDED.get((row["cycle"], row["question"]), (row["question"], row.get("label", "")))


def cycle_of(row: Row) -> str:
    return row["cycle"].replace("/", "-")


def judgement_id(row: Row) -> str:
    return f"judgement:peel:{row['force_id']}:{cycle_of(row)}:{row['question']}"


def judgement(records: Indexed, own: str) -> Judgement:
    node = records.get(own)
    assert isinstance(node, Judgement), own
    return node


def test_each_row_is_a_judgement_and_each_judgement_of_peel_has_a_row(
    records: Indexed, rows: dict[str, Row]
) -> None:
    assert len(rows) == 1267
    held = {node.id for _, node in records.of(Judgement) if node.framework in ("hmic-peel", "hmicfrs-peel")}
    assert held == rows.keys()


def test_a_judgement_has_the_grade_scale_words_and_day_of_its_row(
    records: Indexed, rows: dict[str, Row], questions: dict[tuple[str, str], Row]
) -> None:
    for own, row in rows.items():
        node, question = judgement(records, own), questions[row["question"], row["cycle"]]
        assert (node.grade, node.raw_grade, node.area) == (row["grade"], row["grade"], row["question"]), own
        assert (node.framework, node.scale) == SCALES[question["scale"]], own
        assert node.question == question["label"], own
        assert (node.cycle, node.published or "") == (row["cycle"], row["published"]), own
        assert node.revised_values == (), own
        assert records.ends("JUDGEMENT_OF", own) == (f"force:{row['force_id']}",), own


def test_a_cycle_of_a_force_is_one_inspection(records: Indexed, rows: dict[str, Row]) -> None:
    found = {own: records.starts("JUDGED", own) for own in rows}
    for own, inspections in found.items():
        row = rows[own]
        assert inspections == (f"inspection:peel:{row['force_id']}:{cycle_of(row)}",), own
        key = f"inspection:peel-{row['force_id']}-{cycle_of(row)}"
        assert records.records.aliases[key] == inspections[0]
        node = records.get(inspections[0])
        assert isinstance(node, Inspection)
        assert node.cycle == row["cycle"]
    # Of some cycles findings are held and no grade.
    held = {
        node.id
        for _, node in records.of(Inspection)
        if node.framework.endswith("-peel") and records.ends("JUDGED", node.id)
    }
    assert held == {inspection for (inspection,) in found.values()}
    assert len(held) == len({(row["force_id"], row["cycle"]) for row in rows.values()}) == 268


def test_counts_of_the_table_are_those_of_the_graph(
    records: Indexed, rows: dict[str, Row], questions: dict[tuple[str, str], Row], sources: Path
) -> None:
    of_table = Counter((row["cycle"], row["question"], row["grade"]) for row in rows.values())
    held = [judgement(records, own) for own in rows]
    assert Counter((node.cycle, node.area, node.grade) for node in held) == of_table
    counted = Counter((node.area, node.cycle) for node in held)
    stated = Counter[tuple[str, str]]()
    for row in table(sources / "data" / "police" / "peel_questions.csv"):
        stated[reworded(row)[0], row["cycle"]] += int(row["rows"])
    assert stated == counted
    assert stated.keys() == questions.keys()


def test_a_question_is_told_in_words_of_its_own_cycle(
    sources: Path, passages: dict[str, dict[str, Any]], records: Indexed
) -> None:
    """Every label that the table marks as another cycle's is told in words of a passage, or of the table."""
    of_table = table(sources / "data" / "police" / "peel_questions.csv")
    marked = {(row["cycle"], row["question"]) for row in of_table if row["note"] == "label of another cycle"}
    assert REWORDED.keys() - marked == {("2017", "resources-to-meet-demand")}
    assert marked < REWORDED.keys()
    own = {(row["cycle"], row["label"]) for row in of_table if not row["note"]}
    held: dict[tuple[str, str], list[str]] = {}
    for row in table(sources / "data" / "police" / "peel.csv"):
        key = row["cycle"], row["question"]
        if key in REWORDED and (key[0], REWORDED[key][1]) not in own:
            held.setdefault(key, []).append(passages[row["passage"]]["text"].casefold())
    for key, texts in held.items():
        assert any(REWORDED[key][1].casefold() in text for text in texts), key
    for row in table(sources / "data" / "police" / "peel.csv"):
        old, (now, _) = judgement_id(row), reworded(row)
        if now != row["question"]:
            assert records.records.aliases[old] == judgement_id({**row, "question": now})


def test_the_passage_of_a_row_is_the_evidence_of_its_grade(
    records: Indexed, rows: dict[str, Row], passages: dict[str, dict[str, Any]]
) -> None:
    strengths = Counter[str]()
    for own, row in rows.items():
        text = " ".join(passages[row["passage"]]["text"].split())
        quote = " ".join(row["quote"].split())
        # A contested grade has the passage of the dispute too.
        places = {records.get(each): each for each in records.nodes[own].evidence}
        place = next(each for each in places if isinstance(each, Evidence) and each.quote == quote)
        evidence = places[place]
        assert quote in text, own
        assert (place.quote, place.sha256) == (quote, sha256(text.encode()).hexdigest()), own
        (source,) = records.ends("FROM", evidence)
        page = records.get(source)
        assert isinstance(page, Source)
        # Two pages are among the sources of other facts, where nobody assessed them.
        assert page.strength is None or page.strength.lower() == row["strength"], own
        strengths[row["strength"]] += page.strength is not None
    assert strengths.total() >= 1260


def test_a_grade_without_a_day_counts_from_the_end_of_its_cycle(
    records: Indexed, when: Chronology, rows: dict[str, Row], sources: Path
) -> None:
    cycles = {row["cycle"]: row for row in table(sources / "data" / "police" / "peel_cycles.csv")}
    undated = [own for own, row in rows.items() if not row["published"]]
    assert len(undated) == 1123
    for own in undated:
        cycle = rows[own]["cycle"]
        published = when.published(own)
        assert published == (f"20{cycle[-2:]}", DateIs.CYCLE), own
        last = f"20{cycle[-2:]}-12-31"
        latest = max([last, cycles[cycle]["latest_published"]])
        assert when.day(own).isoformat() >= latest, own
    days = {rows[own]["cycle"]: when.day(own).isoformat() for own in undated}
    assert days == {
        "2014": "2014-12-31",
        "2015": "2015-12-31",
        "2016": "2017-03-02",
        "2017": "2018-03-22",
        "2018/19": "2019-12-31",
        "2021/22": "2023-04-30",
        "2023-25": "2025-12-31",
    }


def test_every_grade_of_a_force_is_named_in_its_history(
    records: Indexed, when: Chronology, rows: dict[str, Row]
) -> None:
    entries = {(row.start, row.end): row.values["basis"] for row in histories(records, when)}
    for own, row in rows.items():
        assert entries[own, f"force:{row['force_id']}"] == Basis.NAMED, own


def test_a_grade_follows_one_of_the_same_question_words_and_scale(
    records: Indexed, when: Chronology, rows: dict[str, Row]
) -> None:
    before = judgements_before(records, when, read_frameworks(Sources().frameworks))
    found = [(own, before[own].judgement) for own in rows if own in before]
    for own, earlier in found:
        here, there = judgement(records, own), judgement(records, earlier)
        assert (here.area, here.question, here.scale) == (there.area, there.question, there.scale), own
        assert rows[own]["force_id"] == rows[earlier]["force_id"], own
        assert rows[earlier]["cycle"] < rows[own]["cycle"], own
    assert not [own for own, earlier in found if rows[earlier]["cycle"] < "2021" <= rows[own]["cycle"]]
    assert len(found) > 100


def test_the_table_is_sorted_and_a_row_is_a_line() -> None:
    path = Sources().police / "peel.csv"
    keys = [(row["force_id"], row["cycle"], row["question"]) for row in table(path)]
    assert keys == sorted(set(keys))
    text = path.read_bytes()
    assert text.count(b"\n") == len(keys) + 1
    assert b"\r" not in text
