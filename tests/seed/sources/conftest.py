"""What the tests of facts share: the records of the shipped sources, and the published texts and tables."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from seed.indexed import Indexed
from seed.sources.all_sources import Sources, read_sources
from tests.helpers.recommendation_tables import Tables


@pytest.fixture(scope="session")
def records() -> Indexed:
    """All that the shipped sources state."""
    return Indexed(read_sources(Sources()))


@pytest.fixture(scope="session")
def passages(sources: Path) -> dict[str, dict[str, Any]]:
    """The pages that were read, by the id of the passage."""
    with (sources / "data" / "police" / "passages.jsonl").open(encoding="utf-8") as file:
        return {each["id"]: each for each in map(json.loads, file)}


@pytest.fixture(scope="session")
def tables(sources: Path) -> Tables:
    return Tables(sources / "data" / "police")
