"""Two tellings of one event, which the shipped facts do not have at present, over a small graph."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from graph.settings import Settings
from graph.store.running import running
from seed.build.build import build
from tests.helpers.api_server import serving
from tests.helpers.graphql_requests import ask
from tests.helpers.small_sources import small_sources

TELLING = """
findings:
  - id: finding:force-was-there
    summary: The force had been at each meeting.
    polarity: positive
    date: 2016-10-18
    attribution: explicit
    status: stated
    otherAccountOf: finding:report-meetings
    evidence:
      - source: source:report
        locator: page 4
        speaker: The force
        status: stated
        attribution: explicit
"""


def test_what_another_source_tells_otherwise_is_contested_with_both_tellings(
    settings: Settings, tmp_path: Path
) -> None:
    own = replace(settings, home=tmp_path / "home", deadline=60)
    built = build(own, lambda line: None, sources=small_sources(tmp_path / "sources", extra=TELLING))
    with running(built.store, read_only=True, settings=own) as neo4j, serving(neo4j, own) as api:
        found = ask(
            api,
            """{
            disputes(first: 10) { claim { ... on Finding { id } } otherAccounts { ... on Finding { id } } }
            dispute(id: "finding:report-meetings") { otherAccounts { ... on Finding { id } } }
            finding(id: "finding:force-was-there") { otherAccountOf { ... on Finding { id } } } }""",
        )
    told = {"claim": {"id": "finding:report-meetings"}, "otherAccounts": [{"id": "finding:force-was-there"}]}
    assert told in found["disputes"]
    assert found["dispute"] == {"otherAccounts": told["otherAccounts"]}
    assert found["finding"]["otherAccountOf"] == [{"id": "finding:report-meetings"}]
