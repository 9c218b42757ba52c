"""Feeds, read with feedparser: whoever follows them and fetches the changes keeps an exact copy."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from xml.etree import ElementTree

import feedparser
import httpx
import pytest

from graph.settings import Settings
from graph.store.running import running
from seed.build.build import build
from seed.sources.manifest import version_of
from tests.helpers.api_server import serving
from tests.helpers.feed_consumer import Consumer, Copy, exported
from tests.helpers.small_sources import ARTICLE, MORE, small_sources, swapped

ATOM = "{http://www.w3.org/2005/Atom}"
FORCE, THEME, REPORT = "/force/eastmarsh", "/theme/information", "/inspection/ofsted-sif:E10999001:2016-08-05"
OTHER = "/force/westfell"
FEEDS = ["/feed.atom", *(f"{path}.atom" for path in (FORCE, THEME, REPORT))]
BATCHES = swapped(ARTICLE, "Notices came in bundles.", "Notices came in batches.")
FAR = swapped(BATCHES, "The force is far from what is expected.", "The force is not where it should be.")


@dataclass
class Followed:
    """What a consumer has after three builds, and what was served last: export, feeds, their answers."""

    consumer: Consumer
    versions: list[str]
    export: Copy
    base: str
    feeds: dict[str, httpx.Response]
    again: dict[str, int]
    pages: dict[str, str]


@pytest.fixture(scope="module")
def followed(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Followed]:
    """Three builds: at first; with a finding reworded and a source more; without that source, and with what a
    letter says of the force reworded."""
    folder = tmp_path_factory.mktemp("feeds")
    own = replace(settings, home=folder / "home", deadline=60)
    consumer, versions = Consumer(), list[str]()
    for number, article in enumerate((ARTICLE, BATCHES, FAR)):
        sources = small_sources(folder / str(number), article, extra=MORE if number == 1 else None)
        store = build(own, lambda line: None, sources=sources).store
        versions.append(version_of(store))
        with running(store, read_only=True, settings=own) as neo4j, serving(neo4j, own) as api:
            base = api.url.removesuffix("/graphql")
            consumer.follow(base, 60.0 * number)
            if number == 2:
                feeds = {path: httpx.get(base + path, timeout=60) for path in (*FEEDS, f"{OTHER}.atom")}
                again = {
                    path: httpx.get(
                        base + path, headers={"if-none-match": found.headers.get("etag", "")}, timeout=60
                    ).status_code
                    for path, found in feeds.items()
                }
                paths = ("/", "/developers", FORCE, THEME, REPORT, "/force/nowhere.atom")
                pages = {
                    path: httpx.get(base + path, headers={"accept": "text/html"}, timeout=60).text
                    for path in paths
                }
                yield Followed(consumer, versions, exported(base), base, feeds, again, pages)


def read(followed: Followed, path: str) -> Any:
    found = followed.feeds[path]
    assert found.status_code == 200, found.text
    parsed = feedparser.parse(found.content)
    assert not parsed.bozo
    assert parsed.version == "atom10"
    return parsed


def test_who_follows_the_feed_has_what_a_full_export_has(followed: Followed) -> None:
    assert followed.consumer.version == followed.versions[-1]
    assert list(followed.consumer.learned) == followed.versions
    assert followed.consumer.copy == followed.export


def test_the_feed_of_the_dataset_has_an_entry_for_each_build_newest_first(followed: Followed) -> None:
    found = read(followed, "/feed.atom")
    assert [entry.tags[0].term for entry in found.entries] == followed.versions[:0:-1]
    assert found.entries[0].title == "Safeguarding Graph: 1 changed, 2 removed, 2 links between them"
    related = [[link.href for link in entry.links if link.rel == "related"] for entry in found.entries]
    assert related == [[f"{followed.base}/changes?since={each}"] for each in followed.versions[1::-1]]


@pytest.mark.parametrize(
    ("path", "numbers"),
    [(FORCE, [2, 1]), (OTHER, []), (THEME, [1]), (REPORT, [1])],
    ids=["force", "another force", "theme", "inspection"],
)
def test_the_feed_of_a_node_has_the_builds_that_changed_something_at_it(
    followed: Followed, path: str, numbers: list[int]
) -> None:
    """The finding is in the history of the force by its area, which says nothing of the force."""
    found = read(followed, f"{path}.atom")
    assert [entry.tags[0].term for entry in found.entries] == [followed.versions[each] for each in numbers]
    assert found.feed.link == followed.base + path


@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_has_all_that_atom_asks_for(followed: Followed, path: str) -> None:
    """RFC 4287, 4.1: one id, title and updated each, an author, links to itself and to a page."""
    assert followed.feeds[path].headers["content-type"].startswith("application/atom+xml")
    root = ElementTree.fromstring(followed.feeds[path].content)
    assert root.tag == f"{ATOM}feed"
    for element in (root, *root.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1
    assert root.find(f"{ATOM}author/{ATOM}name") is not None
    found = read(followed, path)
    assert {link.rel: link.href for link in found.feed.links}["self"] == followed.base + path
    assert len({entry.id for entry in found.entries}) == len(found.entries) > 0
    assert found.feed.updated >= max(entry.updated for entry in found.entries)


def test_a_feed_that_a_client_has_is_not_sent_again(followed: Followed) -> None:
    assert set(followed.again.values()) == {304}
    assert {each.headers["cache-control"] for each in followed.feeds.values()} == {"public, max-age=60"}


def test_pages_lead_to_their_feeds(followed: Followed) -> None:
    of_all = '<link rel="alternate" type="application/atom+xml" title="What changed" href="/feed.atom">'
    assert of_all in followed.pages["/"]
    assert of_all in followed.pages["/developers"]
    for path in (FORCE, THEME, REPORT):
        assert (
            f'type="application/atom+xml" title="What changed here" href="{path}.atom"'
            in followed.pages[path]
        )


def test_nothing_has_no_feed(followed: Followed) -> None:
    (error,) = json.loads(followed.pages["/force/nowhere.atom"])["errors"]
    assert error["message"].startswith("Nothing has the id 'force:nowhere'")
