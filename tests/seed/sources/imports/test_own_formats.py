"""The project's own formats: the documented templates are read, and mistakes are refused."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from graph.model.dates import Period
from graph.model.nodes import (
    Correspondence,
    Finding,
    Inspection,
    Judgement,
    Recommendation,
    Review,
    Statement,
)
from graph.model.records import Records
from graph.model.vocabulary import Who
from seed.checks.soundness import check_rules
from seed.frameworks import read_frameworks
from seed.sources.all_sources import Sources, read_base
from seed.sources.imports.errors import FileRefused
from seed.sources.imports.graph_assembly import ImportFile, assemble_graph, context_of, read_imports
from seed.sources.imports.own.texts import READ_CLOSELY
from seed.sources.imports.reading import Reading
from tests.helpers.paths import FORMATS, ROOT
from tests.helpers.small_sources import article_sources

FRAMEWORKS = read_frameworks(Sources().frameworks)
MEGABYTES = 500
NEW = (Correspondence, Finding, Inspection, Judgement, Recommendation, Review, Statement)
OTHER_AREAS = {"framework": "ofsted-cpi", "kind": ""}
NEW_POST = {"sent_for": "", "person": "person:x", "person_name": "X", "post": "post:x:y", "post_name": "Y"}
NEW_RECIPIENT = {"to_post": "post:cleveland:example", "to_post_name": "An example"}
NO_GRADES = {"framework": "jtai", "kind": "", "overall": ""}


@pytest.fixture(scope="module")
def base() -> Records:
    return read_base(article_sources())


def _read(base: Records, *paths: Path) -> list[Reading]:
    files = [ImportFile(path, path.name) for path in paths]
    return read_imports(files, context_of(base, FRAMEWORKS))


def _changed(tmp_path: Path, name: str, changes: Mapping[str, str]) -> Path:
    """The template with some cells changed."""
    with (FORMATS / name).open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    path = tmp_path / name
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(row))
        writer.writeheader()
        writer.writerow(row | dict(changes))
    return path


def test_every_template_is_read_and_goes_together(base: Records) -> None:
    readings = _read(base, *sorted(FORMATS.glob("*.csv")))
    assert [each.kind for each in readings] == [
        *(
            "correspondence",
            "coverage",
            "findings",
            "inspections",
            "peel",
            "recommendations",
            "responses",
            "reviews",
            "statements",
        )
    ]
    assert [(each.read, each.refused) for each in readings] == [(1, ())] * 9
    records = assemble_graph(base, readings, FRAMEWORKS)
    assert list(check_rules(records, FRAMEWORKS)) == []
    known = {record.node.id for record in base.nodes}
    new = {record.node.id: record.node for record in records.nodes if record.node.id not in known}
    kinds = {type(node).__name__ for node in new.values()}
    assert {kind.__name__ for kind in NEW} <= kinds
    peel = new["judgement:peel:cleveland:2027-29:protecting-vulnerable-people"]
    assert isinstance(peel, Judgement)
    assert (peel.grade, peel.scale) == ("Adequate", "hmicfrs-five-grades")
    links = {(link.type, link.start, link.end) for link in records.relationships}
    finding = "finding:example-notices-late"
    assert ("OBSERVED_IN", finding, "authority:E06000004") in links
    assert not any(link[:2] == ("ATTRIBUTED_TO", finding) for link in links)


@pytest.mark.parametrize(
    ("name", "changes", "column", "reason"),
    [
        ("peel.csv", {"force_id": "clevland"}, "force_id", "Cleveland Police (force:cleveland)"),
        ("peel.csv", {"cycle": "2018/19"}, "grade", "not a grade of this scale"),
        ("peel.csv", {"cycle": "last year"}, "cycle", "is no cycle"),
        ("peel.csv", {"cycle": ""}, "cycle", "a grade needs its cycle"),
        ("inspections.csv", {"framework": "ofsted"}, "framework", "is no framework here"),
        ("inspections.csv", {"body": "authority:E06999999"}, "body", "is the id of no body here"),
        ("inspections.csv", OTHER_AREAS, "help_and_protection", "is not of an area"),
        ("inspections.csv", NO_GRADES, "help_and_protection", "it grades nothing"),
        ("inspections.csv", {"source_name": ""}, "source", "fill source_name and source_publisher"),
        ("findings.csv", {"polarity": "bad"}, "polarity", "known are adverse, mixed, positive"),
        ("findings.csv", {"quote": " ".join(["word"] * 16)}, "quote", "15"),
        ("findings.csv", {"who": "somebody else"}, "who", "known are named force, police, police and others"),
        ("findings.csv", {"sha256": "12AB"}, "sha256", "64 hexadecimal digits"),
        ("findings.csv", {"id": "example"}, "id", "such as finding:example"),
        ("correspondence.csv", {"sent_for": ""}, "sent_for", "is empty"),
        ("correspondence.csv", {"locator": ""}, "locator", "say where in the source"),
        ("correspondence.csv", NEW_POST, "post", "is a post in no body; write sent_for"),
        ("correspondence.csv", NEW_RECIPIENT, "to_post", "is a post in no body; write to_post_in"),
        ("correspondence.csv", {"scope": "elsewhere"}, "scope", "known are other"),
        ("statements.csv", {"disputes": ""}, "not_disputed", "is beside no dispute"),
        ("statements.csv", {"kind": "quarrel"}, "kind", "is not known here"),
        ("statements.csv", {"person": "person:John"}, "person", "is not the id of a person"),
        ("statements.csv", {"person_name": ""}, "person_name", "a value is needed"),
        ("reviews.csv", {"of": "statement:example"}, "of", "stands beside a recommendation"),
    ],
)  # fmt: skip
def test_a_wrong_cell_refuses_its_row(
    base: Records, tmp_path: Path, name: str, changes: dict[str, str], column: str, reason: str
) -> None:
    (reading,) = _read(base, _changed(tmp_path, name, changes))
    (refused,) = reading.refused
    assert (refused.column, refused.row) == (column, 2)
    assert reason in refused.reason


def test_a_finding_says_whom_it_is_about_and_holds_the_digest_of_its_passage(
    base: Records, tmp_path: Path
) -> None:
    digest = "0123456789abcdef" * 4
    path = _changed(tmp_path, "findings.csv", {"who": "Police and others", "sha256": digest.upper()})
    (reading,) = _read(base, path)
    evidence, finding = (record.node for record in reading.part.records.nodes)
    assert isinstance(finding, Finding)
    assert finding.who is Who.POLICE_AND_OTHERS
    assert getattr(evidence, "sha256", None) == digest


def test_a_finding_without_a_date_has_that_of_its_inspection_and_needs_one_without(
    base: Records, tmp_path: Path
) -> None:
    found_by = {"date": "", "inspection": "inspection:ofsted-sif:E08000002:2016-05-16"}
    (reading,) = _read(base, _changed(tmp_path, "findings.csv", found_by))
    (finding,) = (each.node for each in reading.part.records.nodes if isinstance(each.node, Finding))
    assert (reading.refused, finding.date) == ((), None)
    (alone,) = _read(base, _changed(tmp_path, "findings.csv", {"date": ""}))
    (refused,) = alone.refused
    assert refused.column == "date"


def test_a_table_of_findings_without_the_columns_that_may_be_left_out_is_read(
    base: Records, tmp_path: Path
) -> None:
    with (FORMATS / "findings.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    path = tmp_path / "findings.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [header for header in row if header not in READ_CLOSELY])
        writer.writeheader()
        writer.writerow({header: cell for header, cell in row.items() if header not in READ_CLOSELY})
    (reading,) = _read(base, path)
    (finding,) = (node for record in reading.part.records.nodes if isinstance(node := record.node, Finding))
    assert (reading.refused, finding.who) == ((), None)


def test_a_finding_is_of_the_council_that_existed_then(base: Records, tmp_path: Path) -> None:
    path = _changed(tmp_path, "findings.csv", {"observed_in": "E06000059", "date": "2016-05-01"})
    (reading,) = _read(base, path)
    ends = {link.end for link in reading.part.records.relationships if link.type == "OBSERVED_IN"}
    assert (reading.refused, ends) == ((), {"authority:E10000009"})


def test_a_grade_until_2018_is_of_another_scale(base: Records, tmp_path: Path) -> None:
    early = {"cycle": "2018/19", "grade": "Requires improvement", "published": "2019-05-02"}
    (reading,) = _read(base, _changed(tmp_path, "peel.csv", early))
    records = assemble_graph(base, [reading], FRAMEWORKS)
    (grade,) = [
        record.node
        for record in records.nodes
        if isinstance(record.node, Judgement) and record.node.framework == "hmic-peel"
    ]
    assert grade.scale == "hmic-four-grades"


def test_a_lookup_of_another_year_is_read_and_a_change_of_force_refused(
    base: Records, tmp_path: Path
) -> None:
    path = tmp_path / "lookup.csv"
    path.write_text(
        "\ufeffLAD23CD,LAD23NM,CSP23CD,CSP23NM,PFA23CD,PFA23NM,ObjectId\n"
        "E06000004,Stockton-on-Tees,E22000001,Stockton,E23000013,Cleveland,1\n"
        'E06000023,"Bristol, City of",E22000002,Bristol,E23000013,Cleveland,2\n'
        "E07000008,Cambridge,E22000003,Cambridge,E23000023,Cambridgeshire,3\n",
        "utf-8",
    )
    (reading,) = _read(base, path)
    assert (reading.read, len(reading.policing), len(reading.refused)) == (2, 1, 1)
    assert (
        "who polices it by the reference data (Avon and Somerset Constabulary)" in reading.refused[0].reason
    )
    assert dict(reading.skipped) == {"districts that are no authority with children's services": 1}
    records = assemble_graph(base, [reading], FRAMEWORKS)
    (link,) = [
        each
        for each in records.relationships
        if (each.type, each.start) == ("POLICED_BY", "authority:E06000004")
    ]
    period = link.properties["period"]
    assert isinstance(period, Period)
    assert period.ended_not_before == "2023"
    assert any("ons-lad-pfa-2023" in own for own in link.evidence)


def test_a_kind_that_does_not_fit_is_refused(base: Records) -> None:
    with pytest.raises(FileRefused, match=r"looks like|has no table"):
        read_imports([ImportFile(FORMATS / "peel.csv", "peel.csv", "findings")], context_of(base, FRAMEWORKS))
    with pytest.raises(FileRefused, match="cannot be read as 'finding'; did you mean findings"):
        read_imports([ImportFile(FORMATS / "peel.csv", "peel.csv", "finding")], context_of(base, FRAMEWORKS))


STREAM = """
import sys
from pathlib import Path
from seed.sources.imports.headers import Table, find, lines
from seed.sources.imports.spreadsheet import open_file
from tests.helpers.process_memory import peak
opened = open_file(Path(sys.argv[1]), "large.csv")
found = find(opened, Table(("framework", "body")))
print(sum(1 for line in lines(opened, found)), peak())
"""


def test_five_million_rows_are_streamed(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write("framework,body\n")
        for _ in range(5000):
            file.write("jtai,authority:E06000004\n" * 1000)
    run = subprocess.run(
        [sys.executable, "-c", STREAM, str(path)], capture_output=True, text=True, check=True, cwd=ROOT
    )
    rows, bytes_at_most = map(int, run.stdout.split())
    assert (rows, bytes_at_most < MEGABYTES * 1024 * 1024) == (5_000_000, True)
