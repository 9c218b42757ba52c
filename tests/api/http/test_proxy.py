"""The API behind a reverse proxy that ends TLS, adds a path prefix, or caches answers."""

from __future__ import annotations

import asyncio
import json
import re
import ssl
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import httpx
import pytest
from starlette.types import Receive, Scope, Send

from api.http.forwarding import Forwarded
from graph.settings import Settings
from graph.store.process import Neo4jProcess
from tests.docs.test_clients import CACHES, output, packages
from tests.helpers.api_server import Api, serving
from tests.helpers.chromium import chromium
from tests.helpers.nginx import Nginx, nginx
from tests.helpers.raw_http import HOST, port_of, sent, serving_no_graph

RESULT = "document.querySelector('.result-window')?.innerText ?? ''"


@pytest.fixture(scope="module")
def behind(served: Neo4jProcess, settings: Settings) -> Iterator[Api]:
    own = replace(settings, deadline=60, root_path="/sg", trusted_proxies=("127.0.0.0/8",))
    with serving(served, own) as api:
        yield api


@pytest.fixture(scope="module")
def proxy(behind: Api, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nginx]:
    with nginx(port_of(behind), tmp_path_factory.mktemp("nginx")) as proxy:
        yield proxy


@pytest.fixture(scope="module")
def client(proxy: Nginx) -> Iterator[httpx.Client]:
    trusted = ssl.create_default_context(cafile=str(proxy.certificate))
    with httpx.Client(verify=trusted, timeout=60) as client:
        yield client


@pytest.mark.parametrize("page", ["/sg/", "/sg/graphql"])
def test_all_that_a_page_leads_to_lies_below_the_prefix(
    client: httpx.Client, proxy: Nginx, page: str
) -> None:
    answer = client.get(proxy.tls + page, headers={"accept": "text/html"})
    assert answer.status_code == 200
    found = [urljoin(str(answer.url), link) for link in re.findall(r'(?:href|src)="([^"]+)"', answer.text)]
    own = [link for link in found if link.startswith(proxy.tls)]
    assert len(own) > 3
    for link in own:
        assert link.startswith(f"{proxy.tls}/sg/")
        if "/export/" not in link:
            assert client.get(link, headers={"accept": "text/html"}).status_code == 200, link
    exports = [link for link in own if "/export/" in link]
    assert all(client.head(link).status_code == 200 for link in exports[:1])


@pytest.mark.parametrize("prefix", ["/sg", "/kept/sg"])
def test_the_prefix_may_be_taken_out_by_the_proxy_or_left_in(
    client: httpx.Client, proxy: Nginx, prefix: str
) -> None:
    answer = client.post(f"{proxy.tls}{prefix}/graphql", json={"query": "{ dataset { version } }"})
    assert answer.json()["data"]["dataset"]["version"]


def test_redirects_and_the_manifest_lead_to_the_address_that_the_client_uses(
    client: httpx.Client, proxy: Nginx
) -> None:
    answer = client.get(f"{proxy.tls}/sg/reconcile/")
    assert answer.headers["location"] == "/sg/reconcile"
    manifest = client.get(f"{proxy.tls}/sg/reconcile", follow_redirects=True).json()
    assert manifest["view"]["url"] == f"{proxy.tls}/sg/reconcile/preview?id={{{{id}}}}"
    assert {each["service_url"] for each in manifest["suggest"].values()} == {f"{proxy.tls}/sg"}
    assert client.get(manifest["preview"]["url"].replace("{{id}}", "force:cleveland")).status_code == 200
    assert client.get(manifest["documentation"]).text.startswith("# ")


def test_graphiql_asks_below_the_prefix(proxy: Nginx) -> None:
    with chromium() as page:
        page.go(f"{proxy.plain}/sg/graphql")
        page.until("document.querySelectorAll('.graphiql-tab').length")
        page.run("document.querySelector('.graphiql-execute-button').click()")
        page.until(RESULT, lambda text: '"data"' in text)
        assert [url for url in page.asked if not url.startswith((f"{proxy.plain}/sg/", "data:"))] == []


def forwarded(api: Api, *more: bytes) -> dict[str, object]:
    head = b"GET /reconcile HTTP/1.1\r\nConnection: close\r\nX-Forwarded-Proto: https\r\n"
    head += b"X-Forwarded-Host: graph.example.org\r\n" + b"".join(more)
    answer = sent(api, head + HOST + b"\r\n")
    return dict(json.loads(answer.partition(b"\r\n\r\n")[2]))


@pytest.mark.parametrize(
    ("trusted", "base"),
    [
        ("", "http://localhost"),
        ("10.0.0.0/8", "http://localhost"),
        ("127.0.0.1", "https://graph.example.org"),
    ],
)
def test_forwarded_headers_are_trusted_only_from_trusted_proxies(trusted: str, base: str) -> None:
    with serving_no_graph(TRUSTED_PROXIES=trusted, ALLOWED_HOSTS="graph.example.org") as api:
        assert str(forwarded(api)["documentation"]).startswith(f"{base}/")


def test_a_trusted_proxy_cannot_pass_on_a_name_that_is_not_answered_to() -> None:
    with serving_no_graph(TRUSTED_PROXIES="127.0.0.1") as api:
        assert "errors" in forwarded(api)


def test_of_several_values_that_of_the_nearest_proxy_counts() -> None:
    with serving_no_graph(TRUSTED_PROXIES="127.0.0.1") as api:
        more = b"X-Forwarded-Host: evil.example, localhost\r\n", b"X-Forwarded-Proto: https, http\r\n"
        assert str(forwarded(api, *more)["documentation"]).startswith("http://localhost/")


def test_a_proxy_is_known_by_its_older_address_inside_a_newer_one() -> None:
    schemes = []

    async def noted(scope: Scope, receive: Receive, send: Send) -> None:
        schemes.append(scope["scheme"])

    app: Any = Forwarded(noted, Settings.from_environ({"TRUSTED_PROXIES": "10.0.0.0/8"}))
    for address in ("::ffff:10.0.0.7", "::ffff:11.0.0.7", "2001:db8::1"):
        headers = [(b"x-forwarded-proto", b"https")]
        scope = {"type": "http", "scheme": "http", "client": (address, 1), "headers": headers}
        asyncio.run(app(scope, None, None))
    assert schemes == ["https", "http", "http"]


@pytest.mark.parametrize(
    ("prefix", "path"),
    [("/sg", "/graphql/"), ("/sg", "/sg/graphql/"), ("/g", "/graphql/"), ("/g", "/g/graphql/")],
)
def test_below_a_prefix_redirects_keep_it_whichever_way_the_proxy_has_it(prefix: str, path: str) -> None:
    with serving_no_graph(ROOT_PATH=prefix) as api:
        answer = httpx.get(api.url.removesuffix("/graphql") + path, timeout=30)
        assert (answer.status_code, answer.headers["location"]) == (307, f"{prefix}/graphql")


def test_a_persisted_query_miss_is_never_cached(proxy: Nginx) -> None:
    text = "query Kept { dataset { edgeless: version } }"
    persisted = {"version": 1, "sha256Hash": sha256(text.encode()).hexdigest()}
    asked = {"extensions": json.dumps({"persistedQuery": persisted})}
    url = f"{proxy.plain}/graphql"
    for _ in range(2):
        missed = httpx.get(url, params=asked, headers={"accept": "*/*"}, timeout=60)
        assert missed.json()["errors"][0]["message"] == "PersistedQueryNotFound"
        assert missed.headers["cache-control"] == "no-store"
        assert missed.headers["x-cache"] != "HIT"
    sent_whole = {"query": text, "extensions": {"persistedQuery": persisted}}
    assert httpx.post(url, json=sent_whole, timeout=60).json()["data"]
    found = [httpx.get(url, params=asked, headers={"accept": "*/*"}, timeout=60) for _ in range(2)]
    assert [each.json()["data"]["dataset"] != {} for each in found] == [True, True]
    assert found[1].headers["x-cache"] == "HIT"


@pytest.mark.parametrize(
    "asked", ["?query=%7Bnothing%7D", "?query=%7B", "?query=%7Bforces(first:99999)%7BtotalCount%7D%7D", ""]
)
def test_no_refusal_is_cacheable(proxy: Nginx, asked: str) -> None:
    for _ in range(2):
        answer = httpx.get(f"{proxy.plain}/graphql{asked}", headers={"accept": "*/*"}, timeout=60)
        assert "errors" in answer.json()
        assert answer.headers["x-cache"] != "HIT"


@pytest.mark.parametrize("program", ["persisted.mjs", "persisted-apollo-3.mjs"])
def test_apollo_client_behind_a_cache_keeps_its_persisted_queries(proxy: Nginx, program: str) -> None:
    packages(CACHES)
    url = f"{proxy.plain}/graphql"
    first, second = (json.loads(output(["node", program, url], CACHES)) for _ in range(2))
    assert first["methods"] == ["GET", "POST"]
    assert second["methods"] == ["GET"]
    assert first["version"] == second["version"]


def test_a_compressed_answer_varies_by_encoding(proxy: Nginx) -> None:
    asked = {"query": "{ findings(first: 50) { nodes { id summary caption } } }"}
    for encoding in ("gzip", "identity", "gzip", "identity"):
        with httpx.stream(
            "GET", f"{proxy.plain}/graphql", params=asked, headers={"accept-encoding": encoding}, timeout=60
        ) as answer:
            raw = b"".join(answer.iter_raw())
        assert (answer.headers.get("content-encoding") == "gzip") is (encoding == "gzip")
        assert raw.startswith(b"\x1f\x8b") is (encoding == "gzip")


def test_a_certificate_was_needed(proxy: Nginx) -> None:
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"{proxy.tls}/sg/", timeout=60)
    assert Path(proxy.certificate).read_text().startswith("-----BEGIN CERTIFICATE")
