"""What people call forces and councils, against the published tables and passages, read independently."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from graph.model.nodes import Evidence, Organisation, Source
from seed.indexed import Indexed
from seed.sources.all_sources import Sources
from seed.sources.merge import merge
from seed.sources.reference import read_reference

TABLES = {"force_names.csv": ("force:", "force_id"), "authority_names.csv": ("authority:", "ons_code")}
# Rows that do not come in as they stand, and why.
IS_ITS_NAME = {("force:hampshire", "Hampshire and Isle of Wight Constabulary")}
# Welsh names of authorities, from a list of the principal areas, by their names in the lookup of the ONS.
WELSH = {
    "Bridgend": "Pen-y-bont ar Ogwr",
    "Caerphilly": "Caerffili",
    "Cardiff": "Caerdydd",
    "Carmarthenshire": "Sir Gaerfyrddin",
    "Denbighshire": "Sir Ddinbych",
    "Flintshire": "Sir y Fflint",
    "Isle of Anglesey": "Ynys Môn",
    "Merthyr Tydfil": "Merthyr Tudful",
    "Monmouthshire": "Sir Fynwy",
    "Neath Port Talbot": "Castell-nedd Port Talbot",
    "Newport": "Casnewydd",
    "Pembrokeshire": "Sir Benfro",
    "Swansea": "Abertawe",
    "Torfaen": "Tor-faen",
    "Vale of Glamorgan": "Bro Morgannwg",
    "Wrexham": "Wrecsam",
}
KINDS = {
    "Welsh name": "WELSH",
    "former name": "FORMER",
    "abbreviation": "ABBREVIATION",
    "everyday name": "EVERYDAY",
    "short name": "EVERYDAY",
    "misspelling-free variant": "VARIANT",
    "variant": "VARIANT",
    "own style": "VARIANT",
}
# Names that came from tables that print no sentence with them.
WITHOUT_QUOTE = 13


@pytest.fixture(scope="module")
def records() -> Indexed:
    return Indexed(merge([read_reference(Sources().reference)]))


@pytest.fixture(scope="module")
def published(sources: Path) -> list[tuple[str, Mapping[str, str]]]:
    """Each row of the tables that comes in, with the id of its body."""
    found = []
    for name, (prefix, column) in TABLES.items():
        with (sources / "data" / "police" / name).open(encoding="utf-8", newline="") as file:
            found += [(prefix + row[column], row) for row in csv.DictReader(file)]
    assert len(found) == 66
    return [(own, row) for own, row in found if (own, row["name"]) not in IS_ITS_NAME]


def quoted(records: Indexed, own: str) -> dict[tuple[str, str], Evidence]:
    """The places that a body's names were read from, by name and quote."""
    places = [records.get(evidence) for evidence in records.nodes[own].evidence]
    return {
        (place.locator.rpartition(": ")[2], place.quote): place
        for place in places
        if isinstance(place, Evidence) and place.quote
    }


def test_every_name_of_the_tables_is_held_with_its_dates_and_its_words(
    records: Indexed, published: list[tuple[str, Mapping[str, str]]]
) -> None:
    missing = []
    for own, row in published:
        body = records.get(own)
        assert isinstance(body, Organisation)
        dates = zip(body.other_names_from, body.other_names_to, strict=True)
        names = zip(body.other_names, dates, body.other_names_kind, strict=True)
        if (row["name"], (row.get("from", ""), row.get("to", "")), KINDS[row["kind"]]) not in names:
            missing.append((own, row["name"], "is not held with its dates and kind"))
        if (row["name"], row["quote"]) not in quoted(records, own):
            missing.append((own, row["name"], "is not held with its words"))
    assert missing == []


def test_no_other_name_is_held(
    records: Indexed, published: list[tuple[str, Mapping[str, str]]], sources: Path
) -> None:
    expected = {(own, row["name"]) for own, row in published}
    with (sources / "data" / "authority_aliases.csv").open(encoding="utf-8-sig", newline="") as file:
        expected |= {(f"authority:{row['ons_code']}", row["alias"]) for row in csv.DictReader(file)}
    expected |= {(body.id, WELSH[body.name]) for _, body in records.of(Organisation) if body.name in WELSH}
    held = {(body.id, name) for _, body in records.of(Organisation) for name in body.other_names}
    assert held - expected == set()


def test_authorities_of_wales_have_their_welsh_names(records: Indexed) -> None:
    found = {
        body.name: name
        for _, body in records.of(Organisation)
        for name, kind in zip(body.other_names, body.other_names_kind, strict=True)
        if kind == "WELSH" and body.id.startswith("authority:W")
    }
    assert found == WELSH


def test_the_words_of_a_name_stand_in_its_passage_and_its_page_is_named(
    records: Indexed, published: list[tuple[str, Mapping[str, str]]], passages: dict[str, dict[str, Any]]
) -> None:
    for own, row in published:
        passage, place = passages[row["passage"]], quoted(records, own)[row["name"], row["quote"]]
        text = " ".join(passage["text"].split())
        assert row["quote"] in text, row["name"]
        assert place.sha256 == sha256(text.encode()).hexdigest(), row["name"]
        (source,) = records.ends("FROM", place.id)
        url = getattr(records.get(source), "url", None)
        assert url is not None
        assert url.startswith(passage["url"]), row["name"]


def test_a_name_that_two_sources_use_keeps_both(records: Indexed) -> None:
    for own, sources in {
        "force:hampshire": {"source:wave-105-hampshire-2022", "source:bbc-hampshire-police-name"},
        "force:metropolitan": {"source:ons-lad-pfa-2016", "source:wikimili-metropolitan-police"},
    }.items():
        assert sources <= {end for each in records.nodes[own].evidence for end in records.ends("FROM", each)}


def test_where_a_page_is_a_copy_its_source_says_so(records: Indexed) -> None:
    for _, source in records.of(Source):
        if "copy of Wikipedia" in source.publisher:
            assert source.note == "A copy of a page of Wikipedia, which many people write."


def test_the_table_is_sorted_and_every_row_without_words_is_known() -> None:
    with (Sources().reference / "other_names.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    keys = [(row["id"], row["name"], row["source"]) for row in rows]
    assert keys == sorted(keys)
    assert sum(not row["quote"] for row in rows) == WITHOUT_QUOTE
