"""Links of pages lead to pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest
from lxml import html

from graph.neo4j.database import SyncDatabase
from graph.store.process import Neo4jProcess
from tests.helpers.api_server import Api
from tests.helpers.site_pages import LISTS, NODES, extremes, read, some

# Of links that differ only in a name or a value, so many are followed.
ALIKE = 3


@pytest.fixture(scope="module")
def base(shipped_api: Api) -> str:
    return shipped_api.url.removesuffix("/graphql")


@pytest.fixture(scope="module")
def database(shipped_neo4j: Neo4jProcess) -> Iterator[SyncDatabase]:
    with SyncDatabase(shipped_neo4j.uri, auth=shipped_neo4j.auth) as database:
        yield database


def shape(link: str) -> tuple[object, ...]:
    """What links have in common that one template writes: the folders of the path, and the parameters."""
    address = urlsplit(link)
    folder, *rest = address.path.strip("/").split("/")
    ending = rest[-1].rpartition(".")[2] if rest and "." in rest[-1] else ""
    return folder, len(rest), *rest[1:], ending, *(name for name, _ in parse_qsl(address.query))


def links_by_shape(base: str, paths: Iterable[str]) -> dict[tuple[object, ...], dict[str, str]]:
    """The links of pages that lead to this site, each with a page that has it."""
    found: dict[tuple[object, ...], dict[str, str]] = defaultdict(dict)
    for path in paths:
        for link in html.fromstring(read(base + path).text).xpath("//a/@href | //form/@action"):
            if link.startswith("/"):
                found[shape(link)].setdefault(link, path)
    return found


def test_every_kind_of_link_leads_to_a_page(base: str, database: SyncDatabase) -> None:
    paths = [page.path for page in LISTS]
    for page in NODES.values():
        paths += [*extremes(database, page), *some(database, page, 5)]
    shapes = links_by_shape(base, paths)
    assert len(shapes) > 50
    dead = []
    for links in shapes.values():
        for link, path in list(links.items())[:ALIKE]:
            answer = httpx.head(base + link.partition("#")[0], headers={"accept": "text/html"}, timeout=60)
            if answer.status_code != 200:
                dead.append(f"{path} leads to {link}: {answer.status_code}")
    assert dead == []
