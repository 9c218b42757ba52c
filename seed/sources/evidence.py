"""Evidence in curated files, stated inline beside its fact."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from graph.model.nodes import Evidence
from graph.model.records import Location, NodeRecord, RelationshipRecord
from graph.model.spelling import snake
from seed.checks.rules import LONGEST_ID
from seed.quotations import check_quote
from seed.values import hints, nearest, texts, value

_PROPERTIES = ("locator", "speaker", "status", "attribution", "quote", "sha256", "summary", "note")
_KEYS = (*_PROPERTIES, "facts", "source", "seal", "via")
_REQUIRED = ("source", "locator", "speaker", "status", "attribution")


def evidence_id(source: str, locator: str, sha: str | None) -> str:
    """The id of evidence: from the digest of its passage, else from its locator, or from the locator's digest
    if that is too long for an id."""
    where = sha[:12] if sha else re.sub(r"[^a-z0-9]+", "-", locator.lower()).strip("-")
    own = f"evidence:{source.removeprefix('source:')}:"
    if len(own + where) > LONGEST_ID:
        where = sha256(where.encode()).hexdigest()[:12]
    return own + where


def evidence_of(stated: dict[str, Any], place: Location) -> tuple[NodeRecord, tuple[RelationshipRecord, ...]]:
    """The evidence node and its relationships. Raises ValueError if the statement is invalid."""
    for key in stated:
        if key not in _KEYS:
            raise ValueError(f"'{key}' is not part of evidence; {nearest(key, _KEYS)}")
    for key in _REQUIRED:
        if key not in stated:
            raise ValueError(f"evidence needs '{key}'")
    source, locator, sha = (stated.get(key) for key in ("source", "locator", "sha256"))
    if sha is not None and not re.fullmatch(r"[0-9a-f]{64}", str(sha)):
        raise ValueError(f"sha256 is {sha!r}; it takes 64 hexadecimal digits")
    if "quote" in stated:
        check_quote(value(str, stated["quote"]), stated.get("seal"))
    given = {snake(key): value(hints(Evidence)[key], stated[key]) for key in _PROPERTIES if key in stated}
    node = Evidence(id=evidence_id(str(source), str(locator), sha), **given)
    return NodeRecord(node, stated=place), tuple(_leads(node.id, str(source), stated, place))


def _leads(own: str, source: str, stated: dict[str, Any], place: Location) -> Iterator[RelationshipRecord]:
    yield RelationshipRecord("FROM", own, source, stated=place)
    for position, passed in enumerate(texts(stated.get("via", []))):
        yield RelationshipRecord("VIA", own, passed, {"position": position}, stated=place)
