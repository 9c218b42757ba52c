"""Rows that contradict themselves, or that nobody can read, are refused at the cell."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from api.schema import lengths
from graph.export.values import _NOT_XML
from seed.checks import rules
from seed.sources.all_sources import LoadedSources
from seed.sources.imports import cells
from tests.helpers.own_tables import Rows

BURY = "inspection:lscb-review:E08000002:2016-05-16"


@pytest.mark.parametrize(
    ("name", "own"),
    [("findings.csv", "finding:bury-conference-attendance"), ("correspondence.csv", "")],
)
def test_only_the_row_with_an_id_of_the_product_is_refused(
    rows: Rows, held: LoadedSources, name: str, own: str
) -> None:
    own = own or next(each.node.id for each in held.base.nodes if each.node.id.startswith("correspondence:"))
    reading = rows(name, {}, {"id": own})
    (refused,) = reading.refused
    assert (refused.file, refused.row, refused.column, refused.value) == (name, 3, "id", own)
    assert "comes with the product" in refused.reason
    assert (reading.read, reading.refused_count, len(reading.texts)) == (2, 1, 1)


UNREADABLE = {
    "\x01": "U+0001", "a\u202eb": "U+202E", "a\ufeffb": "U+FEFF", "a\u200bb": "U+200B", "x\x7f": "U+007F",
    "e" * 1001: "has 1001 characters; at most 1000 are kept",
}  # fmt: skip
TEXTS = [
    *(("findings.csv", column) for column in ("summary", "consequence", "locator", "speaker", "source_name")),
    *(("correspondence.csv", column) for column in ("name", "subject", "quote", "licence")),
    *(("inspections.csv", column) for column in ("focus", "note", "delivered_by", "locator")),
    ("peel.csv", "question"), ("sif.csv", "la"), ("ncpi.csv", "event"), ("lookup.csv", "LAD23NM"),
]  # fmt: skip


@pytest.mark.parametrize("found", UNREADABLE, ids=UNREADABLE.values())
@pytest.mark.parametrize(("name", "column"), TEXTS)
def test_hidden_characters_and_long_texts_are_refused_by_cell(
    rows: Rows, name: str, column: str, found: str
) -> None:
    reading = rows(name, {column: found})
    assert {(each.row, each.column) for each in reading.refused} == {(2, column)}
    assert UNREADABLE[found] in reading.refused[0].reason
    assert reading.refused_count == reading.read


def test_no_cell_holds_what_xml_cannot_write() -> None:
    for code in [*range(0x11000), 0xE0001]:
        if _NOT_XML.search(chr(code)):
            with pytest.raises(ValueError, match="hidden character"):
                cells.filled(f"a{chr(code)}b")
    assert cells.filled("Heddlu De Cymru, naïve ’ – \n\t£ 中 🙂") == "Heddlu De Cymru, naïve ’ – £ 中 🙂"


def test_texts_and_ids_are_no_longer_than_what_can_be_asked_for() -> None:
    assert (lengths.LONGEST_TEXT, lengths.LONGEST_ID) == (cells.LONGEST, rules.LONGEST_ID)


@pytest.mark.parametrize(
    "found", ["HMICFRS; CQC", "HMIC; Care Quality Commission", "inspectorate:hmic; inspectorate:cqc"]
)
def test_inspectorates_go_by_their_names(rows: Rows, found: str) -> None:
    reading = rows("inspections.csv", {"carried_out_by": found})
    assert reading.refused == ()
    assert reading.outcomes[0].carried_out_by == ("inspectorate:hmic", "inspectorate:cqc")


@pytest.mark.parametrize("found", ["norfolk", "Norfolk Constabulary", "force:norfolk", "E23000024"])
@pytest.mark.parametrize("name", ["ncpi.csv", "peel.csv"])
def test_a_force_of_a_list_goes_by_its_name_id_or_code(rows: Rows, name: str, found: str) -> None:
    reading = rows(name, {"force_id": found})
    assert ([each.body for each in reading.outcomes], reading.refused) == (["force:norfolk"], ())


@pytest.mark.parametrize(
    ("name", "change", "column", "reason"),
    [
        ("findings.csv", {"observed_in": "Bromley;Bury"}, "observed_in", "a row for each"),
        (
            "findings.csv",
            {"attributed_to": "Kent Police; Cleveland Police"},
            "attributed_to",
            "a row for each",
        ),
        ("inspections.csv", {"body": "Bromley; Bury"}, "body", "a row for each"),
        ("findings.csv", {"inspection": "inspection:a; inspection:b"}, "inspection", "a finding for each"),
        (
            "findings.csv",
            {"attributed_to": "Bury"},
            "attributed_to",
            "a police force is needed here",
        ),
        ("findings.csv", {"attributed_to": "E08000002"}, "attributed_to", "a police force is needed here"),
        ("findings.csv", {"observed_in": "Kent Police"}, "observed_in", "E10000016"),
        ("findings.csv", {"observed_in": "Metropolitan Police"}, "observed_in", "a police force"),
        ("ncpi.csv", {"force_id": "Bury"}, "force_id", "a local authority"),
        (
            "inspections.csv",
            {"body": "authority:E08000002", "body_name": "Kent"},
            "body_name",
            "authority:E08000002",
        ),
        ("sif.csv", {"framework": "ILACS"}, "framework", "is not SIF"),
        ("sif.csv", {"force_id": "kent"}, "force_id", "Metropolitan Police"),
        ("peel.csv", {"published": "2001-06-01"}, "published", "before the cycle 2027/29"),
        ("inspections.csv", {"kind": "standard inspektion"}, "kind", "did you mean standard inspection"),
        ("inspections.csv", {"source": "source:ofsted-csc-england-2023"}, "source_name", "is held to have"),
        ("findings.csv", {"remark": "x"}, "remark", "this table does not have"),
        ("findings.csv", {"observd_in": "x"}, "observd_in", "did you mean observed_in"),
        ("peel.csv", {"note": "x"}, "note", "this table does not have"),
        ("inspections.csv", {"body_nme": "x"}, "body_nme", "did you mean body_name"),
        ("findings.csv", {"inspection": BURY, "date": "2010"}, "date", "is before the inspection"),
        ("findings.csv", {"who": "police", "attributed_to": "Kent Police"}, "who", "without a name"),
        ("findings.csv", {"who": "named force"}, "who", "needs the force that is named"),
        ("lookup.csv", {"PFA23NM": "Kent"}, "PFA23NM", "is no name of"),
        (
            "findings.csv",
            {"correspondence": "correspondence:none"},
            "correspondence",
            "is not stated anywhere",
        ),
        (
            "findings.csv",
            {"correspondence": BURY},
            "correspondence",
            "of type Inspection; Correspondence is needed",
        ),
        (
            "correspondence.csv",
            {"replies_to": "correspondence:example-letter-2027"},
            "replies_to",
            "this very row",
        ),
    ],
)
def test_a_row_that_contradicts_itself_is_refused_at_the_cell(
    rows: Rows, name: str, change: Mapping[str, str], column: str, reason: str
) -> None:
    reading = rows(name, change)
    found = {each.column: each for each in reading.refused}
    assert column in found
    assert reason in found[column].reason
    assert found[column].value == change.get(column, found[column].value)
    assert reading.refused_count == reading.read
    relationships = ("REPORTED_IN", "REPLIES_TO", "FOUND", "OBSERVED_IN", "SENT_FOR")
    assert not any(name in str(each) for name in relationships for each in reading.refused)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("inspections.csv", {"body": "E08000002", "body_name": "Bury Metropolitan Borough Council"}),
        ("inspections.csv", {"kind": "Standard Inspection"}),
        ("inspections.csv", {"remark": ""}),
        ("findings.csv", {"inspection": BURY, "date": "2016-05-16", "observed_in": "Bury"}),
        ("findings.csv", {"observed_in": ""}),
        ("findings.csv", {"who": "named force", "attributed_to": "Kent Police"}),
        ("findings.csv", {"who": "police and others", "attributed_to": "Kent Police"}),
        ("findings.csv", {"who": "police and others"}),
        ("findings.csv", {"who": "police"}),
        ("sif.csv", {"framework": "", "force_id": ""}),
        ("sif.csv", {"force_id": "Metropolitan Police Service"}),
    ],
)
def test_a_row_without_contradiction_is_imported(rows: Rows, name: str, change: Mapping[str, str]) -> None:
    reading = rows(name, change)
    assert (reading.refused, reading.refused_count) == ((), 0)


def test_a_finding_without_origin_or_area_is_imported_and_reported(rows: Rows) -> None:
    (noted,) = rows("findings.csv", {"observed_in": ""}).notes
    assert noted.startswith("row 2: leads to no inspection, letter, area or force")
    assert rows("findings.csv", {}).notes == ()
