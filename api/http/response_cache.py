"""Answers that were sent before: whole bodies, for as long as the same build is served.

What decides an answer is hashed, so that nothing of a request stays here but its answer.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from hashlib import sha256
from sys import getsizeof
from typing import Any

import orjson

from api.execution.executor import Answer, Request
from api.execution.lru import WeightedLRU
from api.execution.prepared import Prepared

_MEGABYTE = 2**20
# The objects around a body and its key, in bytes.
_ENTRY = 800


@dataclass(frozen=True, slots=True)
class CachedResponse:
    """An answer as it is sent: ``body`` holds its data, ``answer`` the rest."""

    answer: Answer
    body: bytes

    @classmethod
    def of(cls, answer: Answer) -> CachedResponse:
        return cls(replace(answer, data=None), body_of(answer))


class ResponseCache:
    """An LRU cache of complete answers without errors, bounded in megabytes. With 0 it keeps none."""

    def __init__(self, megabytes: int) -> None:
        self._responses: WeightedLRU[CachedResponse] = WeightedLRU(megabytes * _MEGABYTE)
        self.is_on = megabytes > 0
        self.hits = 0

    def find(self, decides: bytes) -> CachedResponse | None:
        """The answer to what was asked before."""
        found = self._responses.find(decides)
        self.hits += found is not None
        return found

    def keep(self, decides: bytes, response: CachedResponse) -> None:
        """Hold an answer; one that is larger than the cache is not kept."""
        # What orjson writes stands in a buffer that may be larger by far; the copy is as long as the body.
        body = bytes(memoryview(response.body))
        self._responses.keep(decides, CachedResponse(response.answer, body), getsizeof(body) + _ENTRY)


@dataclass(frozen=True)
class Deciding:
    """What decides the answer to a request, hashed once for each version that it meets: nearly always one."""

    prepared: Prepared
    request: Request
    _hashes: dict[tuple[str, str], bytes] = field(default_factory=dict)

    def at(self, version: str, place: str) -> bytes:
        """A hash of what decides an answer of one release: the build, the address of Neo4j Browser, the
        document, the operation, and its variables."""
        if (known := self._hashes.get((version, place))) is not None:
            return known
        asked = version, place, self.prepared.text, self.request.operation_name, self.request.variables or {}
        found = sha256(orjson.dumps(asked, option=orjson.OPT_SORT_KEYS)).digest()
        self._hashes[version, place] = found
        return found


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
