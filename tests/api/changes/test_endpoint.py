"""Changes since a version, over HTTP and on the command line, between two real builds."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from graph.changes import versions
from graph.export.ndjson import write
from graph.export.reader import ExportReader
from graph.export.scopes import WHOLE
from graph.export.stored import StoredGraph
from graph.neo4j.database import Database
from graph.settings import Settings
from graph.store.process import Neo4jProcess
from graph.store.running import running
from seed.build.build import build
from seed.sources.manifest import undo, version_of
from tests.conftest import Run
from tests.helpers.api_server import Api, serving
from tests.helpers.feed_consumer import Copy, applied
from tests.helpers.paths import ROOT
from tests.helpers.small_sources import ARTICLE, MORE, small_sources, swapped

UNKNOWN = "0123456789abcdef"


@dataclass(frozen=True)
class Served:
    """A graph that is served: its version, and what a full export of it holds."""

    version: str
    export: Copy


@dataclass(frozen=True)
class Built:
    settings: Settings
    first: Served
    second: Served
    # While the second was served, and after it was undone: the answers to who has the other.
    forwards: httpx.Response
    back: httpx.Response


@pytest.fixture(scope="module")
def built(settings: Settings, tmp_path_factory: pytest.TempPathFactory, run: Run[Any]) -> Built:
    """Two builds, the second with a summary reworded, a statement gone and a source more; then an undo."""
    folder = tmp_path_factory.mktemp("changes")
    own = replace(settings, home=folder / "home", deadline=60)
    reworded = swapped(ARTICLE, "Notices came in bundles.", "Notices came in batches.")
    before = build(own, lambda line: None, sources=small_sources(folder / "one")).store
    first, _ = _look(before, own, run, None)
    after = build(own, lambda line: None, sources=small_sources(folder / "two", reworded, extra=MORE)).store
    second, forwards = _look(after, own, run, first.version)
    assert undo(own.home) == before
    again, back = _look(before, own, run, second.version)
    assert again == first
    assert forwards is not None
    assert back is not None
    return Built(own, first, second, forwards, back)


def _look(
    store: Path, settings: Settings, run: Run[Any], since: str | None
) -> tuple[Served, httpx.Response | None]:
    with running(store, read_only=True, settings=settings) as neo4j:
        export = run(_exported(neo4j))
        if since is None:
            return Served(version_of(store), export), None
        with serving(neo4j, settings) as api:
            return Served(version_of(store), export), asked(api, since=since)


async def _exported(neo4j: Neo4jProcess) -> Copy:
    database = Database.connect(neo4j.uri, auth=neo4j.auth)
    try:
        reader = ExportReader(database, 60)
        written = b"".join([part async for part in write(StoredGraph(await reader.about(), reader, WHOLE))])
    finally:
        await database.close()
    _, *lines = map(json.loads, written.splitlines())
    return {(line["kind"], line["id"]): line for line in lines}


def asked(api: Api, headers: dict[str, str] | None = None, **parameters: Any) -> httpx.Response:
    address = api.url.replace("/graphql", "/changes")
    return httpx.get(address, params=parameters, headers=headers, timeout=60)


def parsed(response: httpx.Response) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    assert response.status_code == 200, response.text
    assert response.headers["content-type"].startswith("application/x-ndjson")
    head, *lines = map(json.loads, response.text.splitlines())
    return head, lines


def test_a_copy_with_all_changes_equals_a_full_export(built: Built) -> None:
    head, lines = parsed(built.forwards)
    assert (head["from"], head["to"]) == (built.first.version, built.second.version)
    assert applied(built.first.export, lines) == built.second.export
    words = {(each["change"], each["id"]) for each in lines}
    assert ("changed", "finding:letter-bundles") in words
    assert ("added", "source:another") in words
    (reworded,) = [each for each in lines if each["id"] == "finding:letter-bundles"]
    assert reworded["before"]["properties"]["summary"] == "Notices came in bundles."
    assert reworded["after"]["properties"]["summary"] == "Notices came in batches."
    assert len(lines) < len(built.second.export) / 2


def test_after_an_undo_the_changes_lead_back(built: Built) -> None:
    head, lines = parsed(built.back)
    assert (head["from"], head["to"]) == (built.second.version, built.first.version)
    assert applied(built.second.export, lines) == built.first.export


def test_the_command_writes_what_the_api_answers(built: Built, tmp_path: Path) -> None:
    output = tmp_path / "changes.ndjson"
    done = _command(built.settings, "--since", built.second.version, "-o", str(output))
    assert done.returncode == 0, done.stderr
    assert output.read_bytes() == built.back.content
    assert list(tmp_path.iterdir()) == [output]
    printed = _command(built.settings, "--since", built.second.version)
    assert printed.stdout.encode() == built.back.content


def test_the_command_says_what_to_do_about_a_version_that_it_does_not_know(
    built: Built, tmp_path: Path
) -> None:
    output = tmp_path / "changes.ndjson"
    done = _command(built.settings, "--since", UNKNOWN, "-o", str(output))
    assert done.returncode == 1
    assert UNKNOWN in done.stderr
    assert "full export" in done.stderr
    assert not output.exists()
    nothing = _command(replace(built.settings, home=tmp_path / "nothing"), "--since", UNKNOWN)
    assert nothing.returncode == 1
    assert "safeguarding build" in nothing.stderr


def _command(settings: Settings, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "cli", "changes", *words],
        cwd=ROOT,
        env={"SAFEGUARDING_HOME": str(settings.home), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_client_with_the_current_version_gets_the_first_line_alone(api: Api, store: Path) -> None:
    head, lines = parsed(asked(api, since=version_of(store)))
    assert lines == []
    assert head["kind"] == "dataset"
    assert head["from"] == head["to"] == head["version"] == version_of(store)
    assert "day" in head["dates"]
    assert "attributed" in head["caveat"]
    assert any(each["licence"] for each in head["licences"])


def test_changes_that_a_client_has_are_not_sent_again(api: Api, store: Path) -> None:
    etag = asked(api, since=version_of(store)).headers["etag"]
    assert etag.startswith("W/")
    for known in (etag, etag.removeprefix("W/")):
        again = asked(api, {"if-none-match": f'"other", {known}'}, since=version_of(store))
        assert (again.status_code, again.content) == (304, b"")
    assert asked(api, {"if-none-match": '"other"'}, since=version_of(store)).status_code == 200


def test_a_version_that_is_not_known_is_refused_with_the_way_to_start(api: Api) -> None:
    message = refused(asked(api, since=UNKNOWN), 404)
    assert UNKNOWN in message
    assert "/export/dataset.ndjson" in message


def test_a_version_whose_changes_are_not_kept_is_gone(
    served: Neo4jProcess, settings: Settings, tmp_path: Path, store: Path
) -> None:
    """Its store stands there still, from before builds left changes."""
    for version in (UNKNOWN, version_of(store)):
        (tmp_path / "stores" / f"{version}-neo4j-5.26.30").mkdir(parents=True)
    with serving(served, replace(settings, home=tmp_path, deadline=60)) as api:
        message = refused(asked(api, since=UNKNOWN), 410)
    assert UNKNOWN in message
    assert "/export/dataset.ndjson" in message
    assert versions(tmp_path) == set()


def test_a_server_without_builds_of_its_own_says_that_it_cannot_know(
    served: Neo4jProcess, settings: Settings, tmp_path: Path, store: Path
) -> None:
    with serving(served, replace(settings, home=tmp_path, deadline=60)) as api:
        message = refused(asked(api, since=UNKNOWN), 404)
        head, lines = parsed(asked(api, since=version_of(store)))
    assert "neither built nor pushed with the home of this server" in message
    assert "/export/dataset.ndjson" in message
    assert (head["to"], lines) == (version_of(store), [])


@pytest.mark.parametrize(
    "query", ["", "since=", "since=latest", "since=../../etc", "since=*", f"since={UNKNOWN}&since={UNKNOWN}"]
)
def test_an_invalid_version_is_refused_in_a_sentence(api: Api, query: str) -> None:
    address = api.url.replace("/graphql", "/changes")
    assert refused(httpx.get(f"{address}?{query}", timeout=60), 400)


def test_only_get_is_answered(api: Api) -> None:
    address = api.url.replace("/graphql", "/changes")
    response = httpx.post(address, content=b"", timeout=60)
    assert refused(response, 405)
    assert response.headers["allow"] == "GET, HEAD, OPTIONS"
    assert httpx.options(address, timeout=60).status_code == 204


def refused(response: httpx.Response, status: int) -> str:
    assert response.status_code == status, response.text
    (error,) = response.json()["errors"]
    assert error["message"].endswith(".")
    assert set(error["extensions"]) == {"code"}
    return str(error["message"])
