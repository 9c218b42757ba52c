"""The curated files against the article itself: passages, quotes, seals, digests, lengths."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from seed.quotations import MAXIMUM_WORDS, digest, passage, seal, span
from seed.yaml_files import Mapped, read
from tests.helpers.paths import ROOT

ARTICLE = "source:willispalmer-police-failings"
FILES = sorted((ROOT / "seed" / "article").glob("*.yaml"))


def _mappings(value: Any) -> Iterator[Mapped]:
    if isinstance(value, Mapped):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from _mappings(item)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts(item)


def read_evidence(paths: Iterable[Path]) -> Iterator[tuple[str, Mapped]]:
    """All evidence of the files, each with the file and line where it stands."""
    for path in paths:
        for found in _mappings(read(path, path.name).value):
            if "source" in found:
                yield f"{path.name}:{found.line}", found


STATED = {place: found for place, found in read_evidence(FILES) if found["source"] == ARTICLE}


@pytest.fixture(scope="module")
def article(sources: Path) -> str:
    return (sources / "article.txt").read_text("utf-8")


@pytest.fixture(scope="module")
def parts_of_facts(sources: Path) -> dict[int, set[str]]:
    """The digests of the passages of each fact of the checklist."""
    with (sources / "data" / "seed_facts.csv").open(encoding="utf-8", newline="") as file:
        return {
            int(row["no"]): set(map(digest, row["exact_quote"].split(" || "))) for row in csv.DictReader(file)
        }


@pytest.mark.parametrize("place", STATED)
def test_evidence_is_what_the_article_says(place: str, article: str) -> None:
    stated = STATED[place]
    where = span(stated["locator"])
    assert where is not None
    found = passage(article, where)
    assert found is not None
    assert stated["sha256"] == digest(found)
    assert stated["quote"] in found


@pytest.mark.parametrize("place", STATED)
def test_quote_is_short_and_sealed(place: str) -> None:
    stated = STATED[place]
    assert len(stated["quote"].split()) <= MAXIMUM_WORDS
    assert stated["seal"] == seal(stated["quote"])


@pytest.mark.parametrize("place", STATED)
def test_evidence_names_every_fact_that_its_passage_states(
    place: str, parts_of_facts: dict[int, set[str]]
) -> None:
    stated = STATED[place]
    assert stated["facts"] == [no for no, parts in parts_of_facts.items() if stated["sha256"] in parts]


def test_the_quotes_together_are_a_third_of_the_article_at_most(article: str) -> None:
    lines = [line for line in article.splitlines() if line.strip()]
    quoted: set[tuple[int, int]] = set()
    for stated in STATED.values():
        where = span(stated["locator"])
        assert where is not None
        start = lines[where.paragraph - 1].index(stated["quote"], where.start)
        quoted |= {(where.paragraph, at) for at in range(start, start + len(stated["quote"]))}
    assert len(quoted) / sum(map(len, lines)) < 0.35


@pytest.mark.parametrize("path", [*FILES, ROOT / "docs" / "facts.md"], ids=lambda path: path.name)
def test_no_longer_run_of_the_article_is_kept(path: Path, article: str) -> None:
    length = MAXIMUM_WORDS + 1
    words = re.findall(r"\w+", article.lower())
    runs = {tuple(words[at : at + length]) for at in range(len(words) - length + 1)}
    texts = _texts(read(path, path.name).value) if path.suffix == ".yaml" else [path.read_text("utf-8")]
    for text in texts:
        own = re.findall(r"\w+", text.lower())
        assert not runs & {tuple(own[at : at + length]) for at in range(len(own) - length + 1)}
