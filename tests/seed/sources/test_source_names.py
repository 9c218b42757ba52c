"""A source has its document's own title or plain words as its name, not words of its address."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from graph.model.nodes import Source
from graph.model.records import Records
from seed.frameworks import read_frameworks
from seed.indexed import Indexed
from seed.sources.all_sources import Sources, read_base
from seed.sources.imports.context import Context
from seed.sources.imports.graph_assembly import (
    ImportFile,
    assemble_graph,
    context_of,
    read_imports,
    read_shipped,
)
from seed.sources.imports.publishers.ncpi_list import web_source

FRAMEWORKS = read_frameworks(Sources().frameworks)
INTERNAL = re.compile(r"\bA\d{1,2}\b(?= and A\d|:)|^A\d{1,2}\b")


@pytest.fixture(scope="module")
def base() -> Records:
    return read_base(Sources())


@pytest.fixture(scope="module")
def context(base: Records) -> Context:
    return context_of(base, FRAMEWORKS)


@pytest.fixture(scope="module")
def shipped(base: Records, context: Context) -> Indexed:
    return Indexed(assemble_graph(base, read_shipped(Sources().outcomes, context), FRAMEWORKS))


@pytest.fixture(scope="module")
def titles(sources: Path) -> dict[str, set[str]]:
    """Address to the titles, in comparable words, of the pages that were read; a page may have several."""
    found: dict[str, set[str]] = defaultdict(set)
    with (sources / "data" / "police" / "passages.jsonl").open(encoding="utf-8") as file:
        for each in map(json.loads, file):
            found[_address(each["url"])].add(_words(each["title"] or f"A page of {each['publisher']}"))
    return found


def test_a_name_that_repeats_its_address_is_the_title_that_the_document_has(
    shipped: Indexed, titles: dict[str, set[str]]
) -> None:
    found = [
        node
        for _, node in shipped.of(Source)
        if node.url and _words(_last_part(node.url)) == _words(node.name)
    ]
    assert len(found) > 5
    for node in found:
        assert _words(node.name) in titles.get(_address(node.url or ""), set())


def test_a_title_is_the_one_that_the_document_has(shipped: Indexed, titles: dict[str, set[str]]) -> None:
    found = {
        node.name.partition(", copy at ")[0]: titles[_address(node.url)]
        for _, node in shipped.of(Source)
        if node.id.startswith("source:web-") and node.url and _address(node.url) in titles
    }
    assert len(found) > 15
    assert [name for name, known in found.items() if _words(name) not in known] == []


def test_no_name_is_a_host_and_words_in_small_letters(shipped: Indexed) -> None:
    assert not [node.name for _, node in shipped.of(Source) if re.match(r"[\w-]+\.[\w.-]+: [a-z]", node.name)]


def test_an_address_alone_names_the_place_of_a_page_and_nothing_else() -> None:
    for address in ("https://www.example.org/a-page-of-need-police-protec", "http://example.org"):
        assert web_source(address).name == "Web page at example.org"


def test_the_list_of_pages_imports_beside_the_shipped_titles_in_either_order(
    base: Records, context: Context, sources: Path
) -> None:
    own = Sources().outcomes / "ncpi.csv"
    raw = sources / "data" / "ncpi_evidence.csv"
    readings = read_imports([ImportFile(own, own.name), ImportFile(raw, raw.name)], context)
    for order in permutations(readings):
        names = {node.name for _, node in Indexed(assemble_graph(base, order, FRAMEWORKS)).of(Source)}
        assert "Norfolk Constabulary inspected on child protection" in names
        assert not any(name.startswith("Web page at") for name in names)


def test_nothing_that_is_served_carries_a_number_of_a_working_paper(shipped: Indexed) -> None:
    records = shipped.records
    texts = [
        *(text for record in records.nodes for text in _texts(asdict(record.node))),
        *(text for record in records.relationships for text in _texts(dict(record.properties))),
    ]
    assert len(texts) > 10_000
    assert [text for text in texts if INTERNAL.search(text)] == []


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _texts(item)


def _words(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", text.casefold().replace("’", "").replace("'", "")))


def _last_part(address: str) -> str:
    return (
        re.sub(r"[?#].*", "", address).rstrip("/").rpartition("/")[2].rpartition(".")[0]
        or (address.rstrip("/").rpartition("/")[2])
    )


def _address(address: str) -> str:
    bare = re.sub(r"^https?://(www\.)?", "", address).rstrip("/")
    return bare.replace("justiceinspectorates.gov.uk/hmicfrs/", "hmicfrs.justiceinspectorates.gov.uk/")
