"""Atom (RFC 4287): a feed with one entry for each build."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement, tostring

from graph.news import News, Step
from web.addresses import path_of
from web.rendering import Site
from web.words import NOUNS, count

_NAMESPACE = "http://www.w3.org/2005/Atom"
# The scheme under which feed and entries say their version of the graph.
VERSION = "urn:x-safeguarding:version"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Feed:
    """A feed about the dataset or a node: its id in the graph, its title, and the paths of its page and of
    itself."""

    about: str
    title: str
    page: str
    path: str


def atom(site: Site, feed: Feed, version: str, published: datetime, found: Sequence[Step]) -> bytes:
    """The feed in XML; ``published`` is when the version that is served was."""
    root = Element("feed", {"xmlns": _NAMESPACE, "xml:lang": "en-GB"})
    _text(root, "id", _id(feed.about))
    _text(root, "title", f"{feed.title}: what changed")
    _text(root, "subtitle", "What was read since, worded otherwise or removed: not what happened since.")
    _text(root, "updated", _moment(max([published, *(step.when for step in found)])))
    SubElement(root, "category", {"scheme": VERSION, "term": version})
    _link(root, "self", site, feed.path, "application/atom+xml")
    _link(root, "alternate", site, feed.page, "text/html")
    _text(SubElement(root, "author"), "name", "Safeguarding Graph")
    for step in found:
        _entry(SubElement(root, "entry"), site, feed, step)
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _entry(entry: Element, site: Site, feed: Feed, step: Step) -> None:
    _text(entry, "id", f"{_id(feed.about)}:{step.to}")
    _text(entry, "title", f"{feed.title}: {', '.join(_sentences(step.news))}")
    _text(entry, "updated", _moment(step.when))
    SubElement(entry, "category", {"scheme": VERSION, "term": step.to})
    _link(entry, "alternate", site, feed.page, "text/html")
    _link(entry, "related", site, f"/changes?since={step.news.since}", "application/x-ndjson")
    content = SubElement(entry, "content", {"type": "html"})
    content.text = _plain("".join(_html(site, step)))


def _sentences(news: News) -> Iterator[str]:
    """The numbers of what differs, as `3 new, 1 changed`."""
    named: Mapping[str, Mapping[str, int]] = {
        "new": news.added, "changed": news.changed, "removed": news.removed
    }  # fmt: skip
    for how, numbers in named.items():
        if total := sum(numbers[kind] for kind in news.types):
            yield f"{total:,} {how}"
    if news.links:
        yield f"{count(news.links, 'link')} between them"


def _html(site: Site, step: Step) -> Iterator[str]:
    news = step.news
    yield f"<p>Version {step.to}, after {news.since}.</p><ul>"
    for kind in news.types:
        numbers = {"new": news.added[kind], "changed": news.changed[kind], "removed": news.removed[kind]}
        told = ", ".join(f"{number:,} {how}" for how, number in numbers.items() if number)
        yield f"<li>{escape(NOUNS[kind])}: {told}</li>"
    yield "</ul>"
    if news.named:
        yield "<p>Among what is new:</p><ul>"
        for kind, node_id, caption in news.named:
            address = escape(site.origin + site.link(path_of(node_id)))
            yield f'<li>{escape(NOUNS[kind])}: <a href="{address}">{escape(caption)}</a></li>'
        yield "</ul>"


def _id(about: str) -> str:
    return f"urn:x-safeguarding:feed:{quote(about, safe=':')}"


def _moment(when: datetime) -> str:
    return when.strftime("%Y-%m-%dT%H:%M:%SZ")


def _link(parent: Element, relation: str, site: Site, path: str, media_type: str) -> None:
    address = site.origin + site.link(path)
    SubElement(parent, "link", {"rel": relation, "type": media_type, "href": address})


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = _plain(text)


def _plain(text: str) -> str:
    """The text without the characters that XML cannot represent."""
    return _NOT_XML.sub("", text)
