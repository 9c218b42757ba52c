"""The pages that tests look at, chosen from the graph: the fullest, emptiest, longest-named node of each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import httpx
from lxml import html

from graph.neo4j.database import SyncDatabase
from web.addresses import FOLDERS, path_of
from web.page import Page
from web.pages import PAGES
from web.words import LABELS, NOUNS, day, scale, speaker, words

LISTS = [page for page in PAGES if "{" not in page.path]
NODES = {page.path.split("/")[1]: page for page in PAGES if re.fullmatch(r"/[^/]+/\{name\}", page.path)}
# Of an answer, what leads on and is not read: ids, cursors, types, what facets are counted by.
LEADS_ON = {"id", "__typename", "cursor", "startCursor", "endCursor", "hasNextPage", "hasPreviousPage", "by"}
LEADS_ON |= {"browserUrl"}


def read(address: str) -> httpx.Response:
    """A page as a browser asks for it."""
    return httpx.get(address, headers={"accept": "text/html"}, timeout=60)


def extremes(database: SyncDatabase, page: Page) -> list[str]:
    """The paths of the fullest node of a page, the emptiest, and the one with the longest caption."""
    label = FOLDERS[page.path.split("/")[1]]
    orders = ("links DESC", "links", "size(coalesce(n.caption, n.name, n.id)) DESC")
    nodes = f"MATCH (n:{label}) WITH n, COUNT {{ (n)--() }} AS links RETURN n.id"
    found = [database.rows(f"{nodes} ORDER BY {order}, n.id LIMIT 1") for order in orders]
    return list(dict.fromkeys(path_of(row[0]) for rows in found for row in rows))


def some(database: SyncDatabase, page: Page, most: int) -> list[str]:
    """The paths of some nodes of a page, the same ones for the same graph, spread over all ids."""
    label = FOLDERS[page.path.split("/")[1]]
    ids = [row[0] for row in database.rows(f"MATCH (n:{label}) RETURN n.id ORDER BY n.id")]
    return [path_of(each) for each in ids[:: max(1, len(ids) // most)][:most]]


def leaves(answer: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """Every scalar of an answer that a reader should meet, with the name of its field."""
    if isinstance(answer, dict):
        for key, value in answer.items():
            yield from leaves(value, key)
    elif isinstance(answer, list):
        for value in answer:
            yield from leaves(value, name)
    elif answer is not None and not isinstance(answer, bool) and name not in LEADS_ON and answer != "":
        yield name, answer


def wordings(value: Any) -> set[str]:
    """How a page may show a scalar: as it is, as a number or a date, or a key or a vocabulary in words."""
    if isinstance(value, int | float):
        return {str(value), f"{value:,}", f"{value:g}"}
    shown = {value, words(value), speaker(value), scale(value), NOUNS.get(value, value)}
    if re.fullmatch(r"\d{4}(-\d\d){0,2}", value):
        shown.add(day(value))
    if re.fullmatch(r"[a-z-]+:\S+", value):  # an id, which an address has without its type
        shown.add(value.partition(":")[2])
    shown |= {members[value] for members in LABELS.values() if value in members}
    return {_spaced(each) for each in shown}


def _spaced(text: str) -> str:
    """A text with single spaces, and none before a semicolon, where one element ends and another begins."""
    return " ".join(text.split()).replace(" ;", ";")


def shown_text(page: str) -> str:
    """Whatever a page says: its text, what its links and shapes are named, and where it leads."""
    tree = html.fromstring(page)
    for element in tree.xpath("//footer"):
        element.drop_tree()
    attributes = tree.xpath("//@aria-label | //@title | //@href | //@alt | //@value | //@datetime")
    return _spaced(" ".join([*tree.itertext(), *attributes]))
