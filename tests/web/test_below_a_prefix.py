"""Everything below a path of another site, behind nginx with the file that people copy.

Whoever visits has another name for the site than the API has: whatever leads back uses that name and path.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from urllib.parse import urljoin

import feedparser
import httpx
import pytest

from graph.settings import Settings
from graph.store.process import Neo4jProcess
from tests.helpers.api_server import serving
from tests.helpers.assistant import call
from tests.helpers.chromium import chromium
from tests.helpers.event_stream import subscribed
from tests.helpers.nginx import EXAMPLE, nginx_of_the_example
from tests.helpers.paths import ROOT
from tests.helpers.raw_http import port_of

NAME = "graph.example.org"
PREFIX = "/safeguarding"
SITE = f"http://{NAME}{PREFIX}"
# Pages whose links are of every form; what they lead to is tested without a prefix, too.
STARTS = (
    *("/", "/disputes", "/coverage", "/developers", "/graphql", "/force/cleveland", "/docs/operating"),
    *("/finding/bury-domestic-abuse-batches", "/search?q=bury", "/findings?force=cleveland"),
    "/neighbourhood?of=force:cleveland",
)
FILE = re.compile(r"(/[^/?]+)[^?]*(\.\w+)(?:\?.*)?$")
ADDRESS = re.compile(r"""(?:(?:href|src|action)="|data-[a-z-]+="(?=/|http))([^"]+)\"""")


@pytest.fixture(scope="module")
def proxied(
    served: Neo4jProcess, settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    own = replace(
        settings,
        deadline=60,
        root_path=PREFIX,
        trusted_proxies=("127.0.0.0/8",),
        allowed_hosts=(NAME,),
    )
    with (
        serving(served, own) as api,
        nginx_of_the_example(port_of(api), tmp_path_factory.mktemp("nginx")) as address,
    ):
        yield address


@pytest.fixture(scope="module")
def visitor(proxied: str) -> Iterator[httpx.Client]:
    """Who knows the site by its name; the proxy passes that on."""
    with httpx.Client(base_url=proxied, headers={"host": NAME, "accept": "text/html"}, timeout=60) as client:
        yield client


def own(page: str, found: str) -> str | None:
    """Where a link of a page leads on this site, without its fragment; None where it leads elsewhere."""
    target = urljoin(f"{SITE}{page}", unescape(found)).partition("#")[0]
    return target if target.startswith((f"http://{NAME}", f"https://{NAME}")) else None


def test_the_example_is_the_one_that_the_page_for_operators_shows() -> None:
    assert f"examples/proxy/{EXAMPLE.name}" in (ROOT / "docs" / "operating.md").read_text("utf-8")


def test_all_that_pages_lead_to_lies_below_the_prefix_and_is_there(visitor: httpx.Client) -> None:
    linked: dict[str, str] = {}
    for path in STARTS:
        answer = visitor.get(PREFIX + path)
        assert answer.status_code == 200, path
        targets = {own(path, each) for each in ADDRESS.findall(answer.text)} - {None}
        assert targets, path
        linked |= {str(target): path for target in targets}
    assert {target: page for target, page in linked.items() if not target.startswith(f"{SITE}/")} == {}
    assert len(linked) > 200
    # One of each kind of file, told by its folder and its ending.
    files = {match.groups(): each for each in linked if (match := FILE.match(each.removeprefix(SITE)))}
    assert {ending for _, ending in files} > {".css", ".atom", ".json", ".csv", ".ndjson"}
    for target in files.values():
        address = target.removeprefix(f"http://{NAME}")
        answer = visitor.request("HEAD" if "/export/" in target else "GET", address)
        assert answer.status_code == 200, (target, linked[target])


def test_a_citation_has_the_address_that_the_visitor_used(visitor: httpx.Client) -> None:
    page = visitor.get(f"{PREFIX}/force/cleveland").text
    assert f"{SITE}/force/cleveland" in page
    assert "127.0.0.1" not in page
    assert "localhost" not in re.sub(r'href="http://localhost:\d+/browser/[^"]*"', "", page)


def test_redirects_keep_name_and_prefix(visitor: httpx.Client) -> None:
    assert visitor.get(PREFIX).headers["location"] == f"{PREFIX}/"
    for path in ("/graphql/", "/reconcile/", "/authority/E06000048"):
        answer = visitor.get(PREFIX + path)
        assert answer.status_code in (307, 308), path
        assert urljoin(SITE, answer.headers["location"]).startswith(f"{SITE}/"), path


@pytest.mark.parametrize("path", ["/possible-types.json", "/labels.json", "/schema.graphql", "/metrics"])
def test_what_programs_read_is_there(visitor: httpx.Client, path: str) -> None:
    assert visitor.get(PREFIX + path).status_code == 200
    assert visitor.get(path).status_code == 404


def test_feeds_lead_back_below_the_prefix(visitor: httpx.Client) -> None:
    for path in ("/feed.atom", "/force/cleveland.atom"):
        feed = feedparser.parse(visitor.get(PREFIX + path).content).feed
        assert {link.rel: link.href for link in feed.links}["self"] == SITE + path
        assert all(link.href.startswith(f"{SITE}/") for link in feed.links)


def test_exports_and_changes_are_there(visitor: httpx.Client) -> None:
    export = visitor.get(f"{PREFIX}/export/dataset.ndjson")
    version = json.loads(export.text.splitlines()[0])["version"]
    assert visitor.get(f"{PREFIX}/changes", params={"since": version}).status_code == 200
    bulk = visitor.post(f"{PREFIX}/export/query", json={"query": "{ forces { nodes { id } } }"})
    assert json.loads(bulk.text.splitlines()[-1])["end"]["rows"] == 43


def test_reconciliation_names_only_addresses_below_the_prefix(visitor: httpx.Client) -> None:
    manifest = visitor.get(f"{PREFIX}/reconcile").json()
    found = re.findall(r"https?://[^\"{]+", json.dumps(manifest))
    assert found
    assert all(each == SITE or each.startswith(f"{SITE}/") for each in found), found
    proposed = manifest["extend"]["propose_properties"]
    address = (proposed["service_url"] + proposed["service_path"]).removeprefix(f"http://{NAME}")
    assert visitor.get(address, params={"type": "PoliceForce"}).json()["properties"]


def test_graphiql_asks_below_the_prefix_alone(proxied: str) -> None:
    with chromium() as page:
        page.go(f"{proxied}{PREFIX}/graphql")
        page.until("document.querySelectorAll('.graphiql-tab').length")
        page.run("document.querySelector('.graphiql-execute-button').click()")
        page.until("document.querySelector('.result-window')?.innerText ?? ''", lambda text: '"data"' in text)
        assert [url for url in page.asked if not url.startswith((f"{proxied}{PREFIX}/", "data:"))] == []


def test_events_come_through_the_proxy_at_once(proxied: str) -> None:
    with subscribed(f"{proxied}{PREFIX}/graphql") as stream:
        assert stream.version()


def test_assistants_are_told_of_pages_below_the_prefix(proxied: str) -> None:
    answer = call(f"{proxied}{PREFIX}/mcp", "look_up", id="force:cleveland")
    assert not answer.is_error, answer.text
    assert f"{proxied}{PREFIX}/force/cleveland" in answer.text
    assert re.findall(rf"{re.escape(proxied)}(?!{PREFIX}/)\S*", answer.text) == []
