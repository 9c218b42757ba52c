"""What is held of what exists, against the published tables, read without the code under test."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from graph.model.nodes import Correspondence, LocalPolicingBody, Organisation, PoliceForce
from seed.build.chronology import Chronology
from seed.build.coverage import coverage
from seed.frameworks import Ended, read_frameworks
from seed.indexed import Indexed
from seed.rows import RelationshipRow
from seed.sources.all_sources import Sources
from tests.helpers.police_tables import table

Rows = Mapping[tuple[str, str, str], RelationshipRow]
# The questions of which a row of the table says that all 43 forces were graded.
PEEL_CYCLES = ("2014", "2015", "2016", "2017", "2018/19", "2021/22", "2023-25")
ALL_GRADED = {("2015", "protecting-vulnerable-people"), ("2015", "effectiveness")}
# What gives the number of each grade of a force.
COUNTS = ("statement:clm-wmid-2023-grades", "statement:clm-dc-2024-grades")
# The question that no force was graded on before 2015, by a row of the table, and two that a page says one
# force was not graded on.
NONE_GRADED = {("2014", "protecting-vulnerable-people")}
NOT_GRADED = {("greater-manchester", "2017", "efficiency"), ("greater-manchester", "2017", "legitimacy")}
# Questions of the table under the keys that they have here (test_police_grades.py).
RENAMED = {
    ("2016", "police-powers-and-public-treatment"): "treatment-of-the-public",
    ("2017", "police-powers-and-public-treatment"): "treatment-of-the-public",
    ("2016", "workforce"): "treatment-of-the-workforce",
    ("2017", "workforce"): "treatment-of-the-workforce",
    ("2017", "resources-to-meet-demand"): "use-of-resources",
}
# Cycles that a row says covered each force.
EVERY_FORCE = {"2014", "2015", "2016", "2017", "2018/19", "2021/22"}


@pytest.fixture(scope="module")
def rows(records: Indexed) -> Rows:
    frameworks = read_frameworks(Sources().frameworks)
    found = coverage(records, Chronology(records), frameworks)
    return {(each.start, each.end, str(each.values.get("cycle", ""))): each for each in found}


def test_the_state_of_each_question_of_each_cycle_of_each_force(sources: Path, rows: Rows) -> None:
    folder = sources / "data" / "police"
    put, graded = defaultdict[str, set[str]](set), set()
    for row in table(folder / "peel.csv"):
        question = RENAMED.get((row["cycle"], row["question"]), row["question"])
        graded.add((row["force_id"], row["cycle"], question))
        put[row["cycle"]].add(question)
    forces = {force for force, _, _ in graded}
    assert (len(forces), len(put)) == (43, 7)
    known = sorted(set().union(*put.values()))
    counted = Counter[str]()
    for force in forces:
        for cycle in put:
            framework = f"framework:{'hmicfrs' if cycle > '2021' else 'hmic'}-peel"
            values = rows[f"force:{force}", framework, cycle].values
            expected = {
                question: "COMPLETE"
                if (force, cycle, question) in graded
                else "NOT_ASKED"
                if (cycle, question) in NONE_GRADED or (force, cycle, question) in NOT_GRADED
                else "EXISTS_NOT_HELD"
                if (cycle, question) in ALL_GRADED
                else "NOT_KNOWN"
                for question in known
            }
            found = dict(zip(_list(values["questions"]), _list(values["questionStates"]), strict=True))
            assert found == expected, (force, cycle)
            assert {*_list(values["questionsPut"])} == put[cycle], (force, cycle)
            counted.update(expected.values())
    assert counted == {"COMPLETE": 1267, "EXISTS_NOT_HELD": 25, "NOT_ASKED": 45, "NOT_KNOWN": 4984}


def test_what_derbyshire_was_asked_in_2016_is_held(
    sources: Path, rows: Rows, passages: dict[str, dict[str, Any]]
) -> None:
    """A newspaper tells of both grades; no other force has one of these questions in that cycle."""
    text = passages["p-peel1-0388"]["text"]
    assert (
        "‘outstanding’ in how it legitimately keeps people safe and reduces crime, for treating all" in text
    )
    assert "‘good’ for treating its workforce with fairness and respect" in text
    questions = ("treatment-of-the-public", "treatment-of-the-workforce", "workforce")
    for force, states in ("derbyshire", "COMPLETE"), ("kent", "NOT_KNOWN"):
        values = rows[f"force:{force}", "framework:hmic-peel", "2016"].values
        found = dict(zip(_list(values["questions"]), _list(values["questionStates"]), strict=True))
        assert [found[each] for each in questions] == [states, states, "NOT_KNOWN"]
        assert [
            "workforce" in _list(values["questionsPut"]),
            questions[0] in _list(values["questionsPut"]),
        ] == [
            False,
            True,
        ]


def test_a_cycle_counts_what_is_held_of_it_or_exists_where_a_publisher_says_so(
    sources: Path, rows: Rows
) -> None:
    folder = sources / "data" / "police"
    graded = Counter((row["force_id"], row["cycle"]) for row in table(folder / "peel.csv"))
    found = Counter[tuple[str, str]]()
    for each in table(Sources().police / "findings.csv"):
        if (inspection := each["inspection"]).startswith("inspection:peel"):
            cycle = next(known for known in PEEL_CYCLES if inspection.endswith(f"-{known.replace('/', '-')}"))
            force = inspection.removesuffix(f"-{cycle.replace('/', '-')}")
            found[force.removeprefix("inspection:peel-"), cycle] += 1
    assert found.total() > 100
    # Assessments of which findings or answers are held and no grade; they stand in a table of their own.
    without_grade = {
        (each["body"].removeprefix("force:"), each["cycle"])
        for each in table(Sources().police / "peel_inspections.csv")
    } - graded.keys()
    assert len(without_grade) == 9
    for (owner, framework, cycle), row in rows.items():
        if not (owner.startswith("force:") and framework.endswith("-peel")):
            continue
        key, values = (owner.removeprefix("force:"), cycle), row.values
        is_held = key in graded or key in without_grade
        absent = "EXISTS_NOT_HELD" if cycle in EVERY_FORCE else "NOT_KNOWN"
        assert (values["state"], values["held"]) == (("PARTIAL", 1) if is_held else (absent, 0)), key
        assert (values["withFindings"] == 1) == (key in found), key
        if is_held:
            numbers = [
                f"{number or 'no'} {what}{'' if number == 1 else 's'}"
                for number, what in ((graded[key], "grade"), (found[key], "finding"))
            ]
            assert f"{' and '.join(numbers)} are held" in str(values["explanation"]), key
        else:
            assert key not in found
    missing = {key for key, row in rows.items() if row.values["state"] == "EXISTS_NOT_HELD"}
    assert ("force:city-of-london", "framework:hmic-peel", "2014") in missing
    assert ("force:city-of-london", "framework:hmicfrs-peel", "2021/22") in missing


def test_a_force_has_the_inspections_of_its_area_of_every_framework(sources: Path, rows: Rows) -> None:
    """By the table of who polices which council today; forces whose areas never changed."""
    listed = defaultdict[str, set[tuple[str, str, str]]](set)
    for row in table(Sources().outcomes / "ofsted-2023.csv"):
        listed[row["framework"]].add((row["body"], row["published"], row["kind"]))
    areas = defaultdict[str, set[str]](set)
    for row in table(Sources().reference / "authorities.csv"):
        areas[row["police_force"]].add(f"authority:{row['ons_code']}")
    for force in ("kent", "derbyshire", "greater-manchester"):
        for framework in ("ofsted-slac", "ofsted-cpi", "ofsted-tlac"):
            number = len({each for each in listed[framework] if each[0] in areas[force]})
            values = rows[f"force:{force}", f"framework:{framework}", ""].values
            assert (values["basis"], values["held"]) == ("AREA", number), (force, framework)
    forces = {own for own, _, _ in rows if own.startswith("force:")}
    of_areas = ("slac", "cpi", "tlac", "sif", "ilacs")
    for own in forces:
        for name in (*(f"ofsted-{each}" for each in of_areas), "lscb-review", "jtai"):
            assert rows[own, f"framework:{name}", ""].values["basis"] == "AREA", (own, name)


def test_every_organisation_says_what_is_held_of_it_and_why_no_more(records: Indexed, rows: Rows) -> None:
    owners = {owner for owner, _, _ in rows}
    assert {body.id for _, body in records.of(Organisation)} <= owners
    assert all(str(row.values["explanation"]).endswith(".") for row in rows.values())


def test_the_inspectorate_of_england_has_no_remit_in_wales(rows: Rows) -> None:
    welsh = [row for (owner, _, _), row in rows.items() if owner.startswith("authority:W")]
    states = {(row.end, row.values["state"]) for row in welsh if "ofsted" in row.end}
    assert states == {
        (f"framework:ofsted-{name}", "NOT_ASKED") for name in ("slac", "cpi", "tlac", "sif", "ilacs")
    }
    others = {row.values["state"] for row in welsh if row.end == "framework:welsh-authorities"}
    assert others == {"NOT_KNOWN"}
    assert rows["force:gwent", "framework:ofsted-sif", ""].values["state"] == "NOT_ASKED"
    assert not any("welsh" in end for owner, end, _ in rows if owner == "authority:E06000053")


@pytest.mark.parametrize("force", ["cambridgeshire", "dorset"])
def test_a_search_for_a_reply_found_none(rows: Rows, force: str) -> None:
    row = rows[f"force:{force}", "framework:replies-of-ofsted", ""]
    assert (row.values["state"], row.values["held"]) == ("NONE_FOUND", 0)
    assert len([1 for _, end, _ in rows if end == "framework:replies-of-ofsted"]) == 3  # with all of them


def test_english_authorities_have_what_ofsted_lists(rows: Rows) -> None:
    """Counted from the tables that Ofsted's releases made; a later council was never asked."""
    listed = defaultdict[str, set[str]](set)
    for row in table(Sources().outcomes / "ofsted-2023.csv"):
        listed[row["framework"]].add(row["body"])
    authorities = {row["ons_code"]: row for row in table(Sources().reference / "authorities.csv")}
    english = {f"authority:{code}": row for code, row in authorities.items() if code.startswith("E")}
    assert len(english) == 161
    for own, row in english.items():
        state = rows[own, "framework:ofsted-sif", ""].values["state"]
        expected = "COMPLETE" if own in listed["ofsted-sif"] else "NOT_ASKED"
        assert state == expected, own
        assert expected == "COMPLETE" or row["start"] > "2018-03-31"
        for name in ("slac", "cpi", "tlac"):
            found = rows[own, f"framework:ofsted-{name}", ""].values["state"]
            none = "NOT_ASKED" if row["start"] > "2013-12-31" else "NONE_FOUND"
            assert found == ("COMPLETE" if own in listed[f"ofsted-{name}"] else none), (own, name)


def test_a_programme_ended_with_the_last_inspection_that_the_list_has() -> None:
    frameworks = read_frameworks(Sources().frameworks).frameworks
    last = defaultdict[str, str](str)
    for row in table(Sources().outcomes / "ofsted-2023.csv"):
        last[row["framework"]] = max(last[row["framework"]], row["published"])
    for key in ("ofsted-slac", "ofsted-cpi", "ofsted-tlac"):
        assert frameworks[key].extent.ended == Ended(last[key]), key


def test_a_force_has_the_answers_of_the_bodies_that_oversee_it(records: Indexed, rows: Rows) -> None:
    """Whichever inspection they answer: those of joint inspections in its area too."""
    sent = {
        (body, letter.id)
        for _, letter in records.of(Correspondence)
        if records.ends("ANSWERS", letter.id)
        for body in records.ends("SENT_FOR", letter.id)
    }
    for _, force in records.of(PoliceForce):
        bodies = records.starts("OVERSEES", force.id)
        for own in bodies:
            number = len({letter for body, letter in sent if body == own})
            assert rows[own, "framework:pcc-response", ""].values["held"] == number, own
        number = len({letter for body, letter in sent if body in bodies})
        assert rows[force.id, "framework:pcc-response", ""].values["held"] == number, force.id
    for own in ("local-policing-body:metropolitan", "local-policing-body:greater-manchester-mayor"):
        assert rows[own, "framework:pcc-response", ""].values["held"] == 2, own


def test_a_body_that_ended_is_told_of_in_the_past_tense(records: Indexed, rows: Rows) -> None:
    ended = {node.id for _, node in records.of(LocalPolicingBody) if node.period.end}
    assert "local-policing-body:kent-authority" in ended
    for own in ended:
        row = rows[own, "framework:pcc-response", ""]
        words = str(row.values["explanation"])
        assert " is due " not in words, own
        assert row.values["held"] or "this body ended " in words, own


def test_every_statement_that_the_frameworks_rely_on_is_in_the_table() -> None:
    known = {row["id"] for row in table(Sources().police / "coverage.csv")}
    named = {
        each
        for each in _texts(yaml.safe_load(Sources().frameworks.read_text("utf-8")))
        if each.startswith("statement:")
    }
    assert named
    assert named - {*COUNTS} <= known


def test_states_rest_on_what_publishers_say(records: Indexed, rows: Rows) -> None:
    said = {
        framework: {
            held
            for statement in records.starts("ABOUT", framework)
            for held in records.nodes[statement].evidence
        }
        for _, framework, _ in rows
    }
    counts = {held for own in COUNTS for held in records.nodes[own].evidence}
    for key, row in rows.items():
        if row.values["state"] == "EXISTS_NOT_HELD":
            assert {*_list(row.values["evidenceIds"])} <= said[row.end] | counts, key
        assert row.values["evidenceIds"], key


def _texts(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for each in (*value.keys(), *value.values()) for text in _texts(each)]
    if isinstance(value, list):
        return [text for each in value for text in _texts(each)]
    return [str(value)]


def _list(value: object) -> tuple[str, ...]:
    assert isinstance(value, tuple)
    return value
