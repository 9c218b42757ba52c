"""Documents by their hash: cached when first sent (automatic persisted queries), or listed by the operator.

With a folder of trusted documents only those are answered, by their text or its SHA-256.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from sys import getsizeof

from graphql import GraphQLError

from api.execution.lru import WeightedLRU
from api.execution.prepared import Refused
from api.execution.request import Request
from graph.errors import SettingInvalid

_CAPACITY, _ENTRY = 4_000_000, 500  # bytes
NOT_FOUND = "PERSISTED_QUERY_NOT_FOUND"


class AutomaticPersistedQueries:
    """Accepts any document, and remembers those that are sent with their hash."""

    def __init__(self) -> None:
        self._texts: WeightedLRU[str] = WeightedLRU(_CAPACITY)

    def text(self, request: Request) -> str:
        """The text of the document. Raises Refused."""
        if request.digest is None or request.query is not None:
            assert request.query is not None
            if request.digest not in (None, _digest(request.query)):
                raise _refused("`extensions.persistedQuery.sha256Hash` is not the SHA-256 of `query`.")
            return request.query
        found = self._texts.find(request.digest)
        if found is None:
            # Clients of the protocol look for this very message.
            raise _refused("PersistedQueryNotFound", NOT_FOUND)
        return found

    def accepted(self, request: Request) -> None:
        """Cache a valid document that was sent with its hash."""
        if request.digest is not None and request.query is not None:
            self._texts.keep(request.digest, request.query, getsizeof(request.query) + _ENTRY)


class TrustedDocuments:
    """Accepts only these documents."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = {_digest(form): form for text in texts for form in (text, text.strip())}

    @classmethod
    def of(cls, folder: Path) -> TrustedDocuments:
        """The documents in a folder that the operator chose. Raises SettingInvalid."""
        texts = [path.read_text("utf-8") for path in sorted(folder.glob("**/*.graphql"))]
        if not texts:
            raise SettingInvalid(f"TRUSTED_DOCUMENTS is '{folder}'; give a folder that holds .graphql files.")
        return cls(texts)

    def text(self, request: Request) -> str:
        """The text of the document. Raises Refused."""
        digests = {each for each in (request.digest, request.query and _digest(request.query)) if each}
        found = self._texts.get(digests.pop()) if len(digests) == 1 else None
        if found is None:
            told = "This server answers only the documents that it lists, and this is not one of them."
            raise _refused(told, NOT_FOUND)
        return found

    def accepted(self, request: Request) -> None:
        """Nothing is added to the list."""


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _refused(message: str, code: str = "BAD_REQUEST") -> Refused:
    return Refused([GraphQLError(message, extensions={"code": code})])
