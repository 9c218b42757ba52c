"""The curated files against the reports and the press: each passage, quote, seal and digest.

A locator ends with the sentences of the passage that it means: "paragraph 16, sentences 8 to 9".
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from seed.quotations import MAXIMUM_WORDS, digest, seal
from seed.yaml_files import read
from tests.seed.sources.test_article_text import ARTICLE, FILES, read_evidence

# The sources whose passages are held, by the authority and the day of a report, or by an address.
REPORT = re.compile(r"source:ofsted-sif-report-.+")
SENTENCES = re.compile(r"(?P<place>.+), sentences? (?P<first>\d+)(?: to (?P<last>\d+))?")
STATED = {
    place: found
    for place, found in read_evidence(FILES)
    if found.get("source") != ARTICLE and "quote" in found
}


def sentences(text: str) -> list[str]:
    """The sentences of a passage, without the number of its paragraph and with single spaces."""
    plain = re.sub(r"^\d+\. ", "", " ".join(text.split()))
    return re.split(r"(?<=[.!?”\"])\s+(?=[A-Z‘“\"])", plain)


@pytest.fixture(scope="module")
def published() -> Mapping[str, str]:
    """What a curated source is known by among the passages: the day of a report, or an address."""
    return {
        item["id"]: str(item["published"] if REPORT.fullmatch(item["id"]) else item.get("url"))
        for path in FILES
        for item in sources_of(path)
    }


@pytest.fixture(scope="module")
def held(sources: Path) -> Mapping[str, list[str]]:
    """The passages by the day of their report and by their address."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in _rows(sources / "data" / "police" / "paragraphs.jsonl"):
        found[row["published"]].append(row["text"])
    for row in _rows(sources / "data" / "police" / "passages.jsonl"):
        found[row["url"]].append(row["text"])
    return found


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def sources_of(path: Path) -> list[dict[str, Any]]:
    content: Any = read(path, path.name).value
    return list(content.get("sources", []))


def _passages(texts: list[str], locator: str) -> Iterator[str]:
    """Each stretch of the texts that a locator may mean; a numbered paragraph is known by its number."""
    meant = SENTENCES.fullmatch(locator)
    assert meant, f"{locator!r} names no sentence"
    first = int(meant["first"])
    last = int(meant["last"] or first)
    numbered = re.fullmatch(r"paragraph (\d+)", meant["place"])
    for text in texts:
        if not numbered or text.startswith(f"{numbered[1]}. "):
            yield " ".join(sentences(text)[first - 1 : last])


def test_many_places_of_reports_and_of_the_press_are_quoted() -> None:
    assert len({stated["source"] for stated in STATED.values()}) >= 15


@pytest.mark.parametrize("place", STATED)
def test_evidence_is_what_the_passage_says(
    place: str, published: Mapping[str, str], held: Mapping[str, list[str]]
) -> None:
    stated = STATED[place]
    texts = held[published[stated["source"]]]
    found = [each for each in _passages(texts, stated["locator"]) if stated["sha256"] == digest(each)]
    assert found, f"no passage of {stated['source']} at {stated['locator']} has the digest {stated['sha256']}"
    assert stated["quote"] in found[0], f"{stated['quote']!r} is not in the passage"


@pytest.mark.parametrize("place", STATED)
def test_quote_is_short_and_sealed(place: str) -> None:
    stated = STATED[place]
    assert len(stated["quote"].split()) <= MAXIMUM_WORDS
    assert stated["seal"] == seal(stated["quote"])
