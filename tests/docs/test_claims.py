"""What README, docs and guides say of the graph and the program, compared with both.

A claim is a piece of a page with its values in braces, and what answers it (`tests/claims/README.md`). It
fails where the page no longer says so, and where the answer is another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml
from graphql import build_schema

from graph.neo4j.database import SyncDatabase
from graph.store.process import Neo4jProcess
from tests.helpers.api_server import Api
from tests.helpers.paths import ROOT

CLAIMS = sorted((ROOT / "tests" / "claims").glob("*.yaml"))
# Numbers of the bench's made-up country, written by the bench.
BENCH = (
    *("performance.md", "performance-dearest.md", "performance-loads.md", "performance-pages.md"),
    *("performance-real.md", "scaling.md"),
)
PAGES = [
    ROOT / "README.md",
    *(page for page in sorted((ROOT / "docs").glob("*.md")) if page.name not in BENCH),
    *sorted((ROOT / "browser" / "guides").glob("*.md")),
]
_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven")
NUMBERS = {word: str(number) for number, word in enumerate(_WORDS)} | {"thousand": "1000"}
# A number beside one of these is one of the graph, or of what the program offers.
COUNTED = re.compile(
    r"(?<![\w.,-])(\d[\d,]*|" + "|".join(_WORDS[2:]) + r")\*{0,2} (?:[a-z-]+ ){0,2}?"
    r"(?:facts|forces|authorities|boards|questions|formats|answers to|families|guides)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Claim:
    """A piece of a page, and what answers it: `way` is one of WAYS."""

    page: str
    says: str
    way: str
    asked: Any
    unit: int = 1

    @property
    def words(self) -> str:
        return re.sub(r"[{}]", "", self.says)

    @property
    def values(self) -> list[str]:
        """The values in braces; a claim without any is one that is true."""
        found = re.findall(r"\{(.+?)\}", self.says)
        return [NUMBERS.get(value.lower(), value.replace(",", "")) for value in found] or ["True"]

    def __str__(self) -> str:
        return f"{self.page}: {self.words[:40]}"


def _claims() -> Iterator[Claim]:
    for file in CLAIMS:
        for page, entries in yaml.safe_load(file.read_text("utf-8")).items():
            for entry in entries:
                (way,) = entry.keys() & WAYS.keys()
                assert entry.keys() <= {"says", "unit", way}, entry
                yield Claim(page, entry["says"], way, entry[way], entry.get("unit", 1))


@pytest.fixture(scope="module")
def graph(shipped_neo4j: Neo4jProcess) -> Iterator[SyncDatabase]:
    with SyncDatabase(shipped_neo4j.uri, auth=shipped_neo4j.auth) as opened:
        yield opened


def _from_code(names: list[str], _: Any) -> list[Any]:
    found = [
        getattr(import_module(module), name) for module, _, name in (each.partition(":") for each in names)
    ]
    return [value if isinstance(value, (int, float)) else len(value) for value in found]


def _from_lines(asked: list[str], _: Any) -> list[Any]:
    file, expression = asked
    return [len(re.findall(expression, (ROOT / file).read_text("utf-8"), re.MULTILINE))]


def _from_graphql(document: str, served: tuple[SyncDatabase, Api]) -> list[Any]:
    body = httpx.post(served[1].url, json={"query": document}, timeout=60.0).json()
    assert "errors" not in body, body
    return list(_scalars(body["data"]))


def _scalars(value: Any) -> Iterator[Any]:
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from _scalars(each)
    else:
        yield value


def _root_fields_without(argument: str, _: Any) -> list[Any]:
    query = build_schema((ROOT / "schema.graphql").read_text("utf-8")).query_type
    assert query is not None
    return sorted(name for name, field in query.fields.items() if argument not in field.args)


WAYS: dict[str, Any] = {
    "cypher": lambda text, served: list(_scalars(list(served[0].rows(text)[0]))),
    "graphql": _from_graphql,
    "code": _from_code,
    "files": lambda pattern, _: [len(list(ROOT.glob(pattern)))],
    "lines": _from_lines,
    "without": _root_fields_without,
}
ALL = list(_claims())
SERVED = [claim for claim in ALL if claim.way in ("cypher", "graphql")]
UNSERVED = [claim for claim in ALL if claim not in SERVED]


def flat(page: str) -> str:
    """The text of a page with each white space as one space, without the marks of a quotation."""
    return " ".join(re.sub(r"^> ?", "", (ROOT / page).read_text("utf-8"), flags=re.MULTILINE).split())


def wrong(claim: Claim, served: Any = None) -> str | None:
    """What is wrong with a claim, if anything."""
    if claim.words not in flat(claim.page):
        return f"{claim.page} does not say: {claim.words}"
    answer = [
        str(each // claim.unit if claim.unit > 1 else each) for each in WAYS[claim.way](claim.asked, served)
    ]
    return (
        None
        if answer == claim.values
        else f"{claim.page} says {claim.values}, and it is {answer}: {claim.words}"
    )


@pytest.mark.parametrize("claim", UNSERVED, ids=str)
def test_claims_of_a_page_about_the_program_are_true(claim: Claim) -> None:
    assert wrong(claim) is None


@pytest.mark.parametrize("claim", SERVED, ids=str)
def test_claims_of_a_page_about_the_graph_are_true(
    claim: Claim, graph: SyncDatabase, shipped_api: Api
) -> None:
    assert wrong(claim, (graph, shipped_api)) is None


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_number_of_things_in_the_graph_has_a_claim(page: Path) -> None:
    name = str(page.relative_to(ROOT))
    text = re.sub(r"```.*?```", "", page.read_text("utf-8"), flags=re.DOTALL)
    prose = " ".join(re.sub(r"^> ?", "", text, flags=re.MULTILINE).split())
    for claim in ALL:
        if claim.page == name:
            prose = prose.replace(claim.words, "")
    assert [found[0] for found in COUNTED.finditer(prose)] == []


@pytest.mark.parametrize(
    ("says", "way", "asked"),
    [
        ("exports in {nine} formats", "code", ["graph.export.formats:FORMATS"]),
        ("exports in {ten} formats", "files", "docs/questions/01*.graphql"),
        ("exports in {10} formats", "code", ["graph.export.formats:FORMATS"]),
        ("All {95} facts of the article", "lines", ["docs/facts.md", r"^\| \d+ \|"]),
    ],
)
def test_a_false_claim_of_a_page_is_reported(says: str, way: str, asked: Any) -> None:
    assert wrong(Claim("README.md", says, way, asked))
