"""Exports over HTTP: streamed, cached by version, refused with a sentence, never a partial file that looks
whole.
"""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import ExitStack
from typing import Any

import httpx
import psutil
import pytest

from api.exports.sending import AT_ONCE
from graph.errors import StoreUnavailable
from graph.export.formats import FORMATS
from graph.export.reader import ExportReader
from graph.neo4j.database import Database
from graph.settings import Settings
from graph.store.process import Neo4jProcess
from tests.helpers import export_readers
from tests.helpers.api_server import Api, serving
from tests.helpers.failing_exports import break_half_way
from tests.helpers.stalled_client import stalled_download

Run = Callable[[Any], Any]
ADVERSE = '{"polarity": {"eq": "ADVERSE"}}'
# Other processes ask the same Neo4j; the count itself is one of this one's.
RUNNING = """SHOW TRANSACTIONS YIELD metaData, clientAddress
WHERE clientAddress IN $own
RETURN count(*), count(CASE WHEN metaData.query STARTS WITH 'export' THEN 1 END)"""


@pytest.fixture
def exports(api: Api) -> Iterator[httpx.Client]:
    """A client of the exports."""
    with httpx.Client(base_url=api.url.replace("/graphql", "/export/"), timeout=120) as client:
        yield client


def message(response: httpx.Response) -> str:
    (error,) = response.json()["errors"]
    return str(error["message"])


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_has_its_type_and_a_name_to_save_it_under(exports: httpx.Client, name: str) -> None:
    response = exports.get(f"neighbourhood.{name}", params={"id": "force:cleveland"})
    assert response.status_code == 200
    assert response.headers["content-type"] == FORMATS[name].media_type
    disposition = response.headers["content-disposition"]
    extension = re.escape(FORMATS[name].extension)
    assert re.fullmatch(
        rf'attachment; filename="safeguarding-neighbourhood-[0-9a-f]{{16}}\.{extension}"', disposition
    )
    assert response.headers["x-content-type-options"] == "nosniff"
    assert len(response.content) > 1000


def test_an_http_export_holds_what_the_api_counts(exports: httpx.Client, api: Api) -> None:
    found = export_readers.ndjson(exports.get("findings.ndjson", params={"where": ADVERSE}).content)
    adverse = {own for own, (labels, data) in found.nodes.items() if data.get("polarity") == "ADVERSE"}
    query = "query($w: FindingWhere) { findings(where: $w) { totalCount } }"
    asked = httpx.post(api.url, timeout=60, json={"query": query, "variables": {"w": json.loads(ADVERSE)}})
    assert len(adverse) == asked.json()["data"]["findings"]["totalCount"] > 10


def test_sources_are_filtered_as_the_api_filters_them(exports: httpx.Client, api: Api) -> None:
    where = '{"kind": {"eq": "LETTER"}}'
    found = export_readers.ndjson(exports.get("sources.ndjson", params={"where": where}).content)
    kinds = [data["kind"] for labels, data in found.nodes.values() if "Source" in labels]
    query = "query($w: SourceWhere) { sources(where: $w) { totalCount } }"
    asked = httpx.post(api.url, timeout=60, json={"query": query, "variables": {"w": json.loads(where)}})
    assert kinds.count("LETTER") == asked.json()["data"]["sources"]["totalCount"] > 0


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_is_there_under_its_ending_too(exports: httpx.Client, name: str) -> None:
    extension = FORMATS[name].extension
    by_name, by_ending = (
        exports.head(f"neighbourhood.{each}?id=force:cleveland") for each in (name, extension)
    )
    assert (by_ending.status_code, by_ending.headers["etag"]) == (200, by_name.headers["etag"])


def test_derived_relationships_can_be_left_out(exports: httpx.Client) -> None:
    whole, part = (exports.get("dataset.ndjson", params={"derived": each}) for each in ("yes", "no"))
    assert whole.headers["etag"] != part.headers["etag"]
    assert b'"derived":true' in whole.content
    assert b'"derived":true' not in part.content


def test_without_a_filter_all_findings_are_exported(exports: httpx.Client, api: Api) -> None:
    found = export_readers.ndjson(exports.get("findings.ndjson").content)
    asked = httpx.post(api.url, timeout=60, json={"query": "{ findings { totalCount } }"})
    findings = [own for own, (labels, _) in found.nodes.items() if "Finding" in labels]
    assert len(findings) == asked.json()["data"]["findings"]["totalCount"]


def test_a_client_that_has_the_export_gets_304(exports: httpx.Client) -> None:
    first = exports.get("dataset.ndjson")
    etag = first.headers["etag"]
    assert etag.startswith('W/"')
    assert first.headers["cache-control"] == "public, max-age=60"
    for sent in (etag, etag.removeprefix("W/"), f'"other", {etag}', "*"):
        again = exports.get("dataset.ndjson", headers={"if-none-match": sent})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == etag
    assert exports.get("dataset.ndjson", headers={"if-none-match": '"other"'}).status_code == 200


def test_another_choice_or_format_has_another_tag(exports: httpx.Client) -> None:
    asked = (
        *("dataset.ndjson", "dataset.csv", "findings.ndjson"),
        f"findings.ndjson?where={ADVERSE}",
        *("neighbourhood.ndjson?id=force:cleveland", "neighbourhood.ndjson?id=force:cleveland&depth=2"),
    )
    assert len({exports.head(each).headers["etag"] for each in asked}) == len(asked)


def test_head_has_the_headers_of_get_without_a_body(exports: httpx.Client) -> None:
    head, got = (exports.request(method, "dataset.turtle") for method in ("HEAD", "GET"))
    differing = {"date", "transfer-encoding", "content-length", "x-request-id"}
    assert {k: v for k, v in head.headers.items() if k not in differing} == {
        k: v for k, v in got.headers.items() if k not in differing
    }
    assert head.content == b""
    assert "content-length" not in head.headers


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("dataset.xls", 404, "Unknown format 'xls'; choose one of graphml, gexf"),
        ("dataset", 404, "Unknown format ''; choose one of graphml, gexf"),
        (
            "passages.csv",
            404,
            "'passages' cannot be exported; choose one of dataset, neighbourhood, forces, authorities,",
        ),
        ("dataset.csv?depth=2", 400, "`depth` is not a parameter of dataset; it has derived."),
        ("dataset.csv?derived=false", 400, "`derived` is 'false'; it is yes or no."),
        ("findings.csv?where={", 400, "`where` is not JSON"),
        ("findings.csv?where=[]", 400, "`where` is not an object"),
        (
            'findings.csv?where={"polarity":{"eq":"BAD"}}',
            400,
            "Value 'BAD' does not exist in 'Polarity' enum",
        ),
        ("findings.csv?where={}&where={}", 400, "`where` is given twice in the address."),
        ("findings.csv?where=%FF", 400, "The address is not percent-encoded UTF-8."),
        ("neighbourhood.csv", 400, "`id` is missing."),
        ("neighbourhood.csv?id=force:nowhere", 400, "Nothing has the id 'force:nowhere'."),
        ("neighbourhood.csv?id=force:cleveland&depth=4", 400, "The depth is 4; it can be from 1 to 3."),
        ("neighbourhood.csv?id=force:cleveland&depth=two", 400, "`depth` is 'two'; it is a number of steps."),
        ("neighbourhood.csv?id=force:cleveland&depth=²", 400, "`depth` is '²'"),
    ],
)
def test_a_refused_export_says_why(exports: httpx.Client, address: str, status: int, said: str) -> None:
    response = exports.get(address)
    assert response.status_code == status
    assert said in message(response)
    assert response.headers["cache-control"] == "no-store"


def test_a_format_made_in_memory_is_refused_where_it_would_be_too_large(served: Neo4jProcess) -> None:
    settings = Settings.from_environ({"EXPORT_IN_MEMORY": "200"})
    with (
        serving(served, settings) as api,
        httpx.Client(base_url=api.url.replace("graphql", "export/")) as client,
    ):
        for name, chosen in FORMATS.items():
            response = client.get(f"dataset.{name}", timeout=120)
            assert response.status_code == (200 if chosen.streams else 400)
            if not chosen.streams:
                assert message(response).startswith(f"{name} is made in memory, of at most 200 nodes")
        assert client.get("neighbourhood.gexf?id=finding:bury-conference-attendance").status_code == 200


def test_a_failure_half_way_breaks_the_transfer(
    exports: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    break_half_way(monkeypatch)
    with exports.stream("GET", "dataset.ndjson") as response:
        assert response.status_code == 200
        received: list[bytes] = []
        with pytest.raises(httpx.RemoteProtocolError, match="incomplete"):
            received.extend(response.iter_bytes())
    assert b"".join(received).startswith(b'{"kind":"dataset"')


def test_a_new_graph_half_way_breaks_the_transfer(
    exports: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = ExportReader.require

    async def requires_another(reader: ExportReader, version: str) -> None:
        await whole(reader, "another")

    monkeypatch.setattr(ExportReader, "require", requires_another)
    with exports.stream("GET", "dataset.ndjson") as response, pytest.raises(httpx.RemoteProtocolError):
        response.read()


def test_a_failure_before_the_first_part_is_an_answer(
    exports: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def gone(reader: ExportReader, name: str, **parameters: object) -> Any:
        raise StoreUnavailable("Neo4j went away.")

    monkeypatch.setattr(ExportReader, "read", gone)
    response = exports.get("dataset.ndjson")
    assert response.status_code == 503
    assert int(response.headers["retry-after"]) > 0
    assert message(response) == "The graph cannot be reached at the moment; try again shortly."


@pytest.fixture
def stuck(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Exports that stop after their nodes until the block ends."""

    async def waits(reader: ExportReader, ids: Any) -> AsyncGenerator[list[Any]]:
        await asyncio.sleep(60)
        yield []

    monkeypatch.setattr(ExportReader, "relationships", waits)
    return monkeypatch


def test_an_export_that_takes_too_long_is_broken_off(served: Neo4jProcess, stuck: pytest.MonkeyPatch) -> None:
    with serving(served, Settings.from_environ({"EXPORT_SECONDS": "5"})) as api:
        place = api.url.replace("graphql", "export/dataset.turtle")
        with httpx.stream("GET", place, timeout=60) as response:
            assert response.status_code == 200
            with pytest.raises(httpx.RemoteProtocolError, match="incomplete"):
                response.read()


def no_export_runs(database: Database, run: Run) -> bool:
    """Whether Neo4j runs the count for this process, and no statement of an export."""
    connections = psutil.Process().net_connections("tcp")
    own = [f"{each.laddr.ip}:{each.laddr.port}" for each in connections]
    counts, exports = run(database.read(RUNNING, {"own": own}, name="count"))
    return bool(counts) and not exports


def test_a_client_that_stops_half_way_leaves_nothing_running(api: Api, database: Database, run: Run) -> None:
    for _ in range(3):
        with stalled_download(api) as client:
            client.recv(1000)
    deadline = time.monotonic() + 5
    while not no_export_runs(database, run):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_only_so_many_exports_are_made_side_by_side(
    api: Api, exports: httpx.Client, stuck: pytest.MonkeyPatch
) -> None:
    with ExitStack() as clients:
        for _ in range(AT_ONCE):
            clients.enter_context(stalled_download(api)).recv(1000)
        response = exports.get("dataset.ndjson")
        assert response.status_code == 503
        assert message(response) == f"{AT_ONCE} exports are being made; try again shortly."
        assert int(response.headers["retry-after"]) > 0
        told = httpx.get(api.url.replace("/graphql", "/metrics"), timeout=60).text
        assert f"\nexports_under_way {AT_ONCE}.0\n" in told
        assert '\nexports_total{status="503"} ' in told
        # The API still answers.
        assert httpx.post(api.url, timeout=60, json={"query": "{ dataset { version } }"}).status_code == 200
    stuck.undo()
    deadline = time.monotonic() + 10
    while exports.get("neighbourhood.ndjson?id=force:cleveland").status_code != 200:
        assert time.monotonic() < deadline
