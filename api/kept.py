"""Answers that were given before: whole bodies, for as long as the same build is served.

An answer is decided by the document, the operation, its variables, the version of the graph and the address
of Neo4j Browser, and by nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import orjson

from api.bounded import Bounded
from api.documents import Prepared
from api.execution import Answer, Request

_MEGABYTE = 2**20
# What a body costs beside its bytes and its key: the objects around them.
_AROUND = 1_000


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as it is sent: ``body`` holds its data, ``answer`` the rest."""

    answer: Answer
    body: bytes

    @classmethod
    def of(cls, answer: Answer) -> Given:
        return cls(replace(answer, data=None), body_of(answer))


class Kept:
    """Answers without errors, in at most so many megabytes; with 0, none."""

    def __init__(self, megabytes: int) -> None:
        self._given: Bounded[Given] = Bounded(megabytes * _MEGABYTE // _AROUND, megabytes * _MEGABYTE)
        self.is_on = megabytes > 0
        self.hits = 0

    def find(self, key: tuple[Any, ...]) -> Given | None:
        """The answer that was given for a key of `key_of`."""
        found = self._given.find(key)
        self.hits += found is not None
        return found

    def keep(self, key: tuple[Any, ...], given: Given) -> None:
        """Hold an answer, and forget others for it."""
        self._given.keep(key, given, len(given.body) + sum(len(str(each)) for each in key) + _AROUND)


def key_of(version: str, place: str, prepared: Prepared, request: Request) -> tuple[Any, ...]:
    """What decides an answer."""
    variables = orjson.dumps(request.variables or {}, option=orjson.OPT_SORT_KEYS)
    return version, place, prepared.text, request.operation_name or "", variables


def body_of(found: Answer) -> bytes:
    """The body of an answer, in JSON."""
    body: dict[str, Any] = {}
    if found.errors:
        body["errors"] = [error.formatted for error in found.errors]
    if found.executed:
        body["data"] = found.data
    extensions: dict[str, Any] = {}
    if found.version:
        extensions["dataset"] = {"version": found.version}
    if found.cost:
        extensions["cost"] = {"asked": found.cost.asked, "allowed": found.cost.allowed}
    if found.explained:
        extensions["explain"] = [each.as_json() for each in found.explained]
    if extensions:
        body["extensions"] = extensions
    return orjson.dumps(body)
