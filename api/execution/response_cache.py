"""An LRU cache of complete answers, bounded by weight.

Its keys are digests of whatever decides an answer, so that it holds nothing of a request but the answer.
"""

from __future__ import annotations

from sys import getsizeof

from api.digests import digest_of
from api.execution.answer import EncodedAnswer
from api.execution.lru import WeightedLRU
from api.execution.request import Request

_MEGABYTE = 2**20
# The objects around a body and its key, in bytes.
_ENTRY = 800


class ResponseCache:
    """An LRU cache of complete answers without errors, bounded in megabytes. With 0 it keeps none."""

    def __init__(self, megabytes: int) -> None:
        self._responses: WeightedLRU[EncodedAnswer] = WeightedLRU(megabytes * _MEGABYTE)
        self.is_on = megabytes > 0

    def find(self, digest: str) -> EncodedAnswer | None:
        """The cached answer, if there is one."""
        return self._responses.find(digest)

    def keep(self, digest: str, answer: EncodedAnswer) -> None:
        """Cache an answer, unless it is larger than the whole cache."""
        if not self.is_on:
            return
        # orjson writes into a buffer that may be much larger; the copy is as long as the body.
        body = bytes(memoryview(answer.body))
        self._responses.keep(digest, EncodedAnswer(body), getsizeof(body) + _ENTRY)


class AnswerIdentity:
    """What decides the answer to a request for the document ``text``. It is hashed once for each version that
    the request meets: nearly always one."""

    __slots__ = ("_digests", "_request", "_text")

    def __init__(self, text: str, request: Request) -> None:
        self._text = text
        self._request = request
        self._digests: dict[tuple[str, str], str] = {}

    def digest(self, version: str, browser_url: str) -> str:
        """A hash of the version of the graph, the address of Neo4j Browser, the document, the operation and
        its variables."""
        if (known := self._digests.get((version, browser_url))) is not None:
            return known
        request = self._request
        decides = version, browser_url, self._text, request.operation_name, request.variables or {}
        digest = digest_of(*decides)
        self._digests[version, browser_url] = digest
        return digest
