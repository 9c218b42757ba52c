"""Documents by their hash: sent once and kept (automatic persisted queries), or listed by the operator.

With a folder of trusted documents only those are answered, by their text or its SHA-256.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from sys import getsizeof

from graphql import GraphQLError

from api.execution.lru import WeightedLRU
from api.execution.prepared import Refused
from graph.errors import SettingInvalid

_CAPACITY, _ENTRY = 4_000_000, 500  # bytes
NOT_FOUND = "PERSISTED_QUERY_NOT_FOUND"


@dataclass(frozen=True)
class Sent:
    """A document as a request sends it: its text, its SHA-256 in hexadecimal digits, or both."""

    text: str | None
    digest: str | None


class AutomaticPersistedQueries:
    """Accepts any document, and remembers those that are sent with their hash."""

    def __init__(self) -> None:
        self._texts: WeightedLRU[str] = WeightedLRU(_CAPACITY)

    def text(self, sent: Sent) -> str:
        """The text of the document. Raises Refused."""
        if sent.digest is None or sent.text is not None:
            assert sent.text is not None
            if sent.digest not in (None, _digest(sent.text)):
                raise _refused("`extensions.persistedQuery.sha256Hash` is not the SHA-256 of `query`.")
            return sent.text
        found = self._texts.find(sent.digest)
        if found is None:
            # What clients of the protocol wait for, word for word.
            raise _refused("PersistedQueryNotFound", NOT_FOUND)
        return found

    def accepted(self, sent: Sent) -> None:
        """Keep a document that proved to be sound, if it was sent with its hash."""
        if sent.digest is not None and sent.text is not None:
            self._texts.keep(sent.digest, sent.text, getsizeof(sent.text) + _ENTRY)


class TrustedDocuments:
    """Accepts only the documents in a folder that the operator chose."""

    def __init__(self, folder: Path) -> None:
        texts = [path.read_text("utf-8") for path in sorted(folder.glob("**/*.graphql"))]
        if not texts:
            raise SettingInvalid(f"TRUSTED_DOCUMENTS is '{folder}'; give a folder that holds .graphql files.")
        self._texts = {_digest(form): form for text in texts for form in (text, text.strip())}

    def text(self, sent: Sent) -> str:
        """The text of the document. Raises Refused."""
        digests = (
            {sent.digest} if sent.text is None else {_digest(sent.text), sent.digest or _digest(sent.text)}
        )
        found = self._texts.get(digests.pop() or "") if len(digests) == 1 else None
        if found is None:
            raise _refused("This server answers the documents that it lists, and this is none.", NOT_FOUND)
        return found

    def accepted(self, sent: Sent) -> None:
        """Nothing is added to the list."""


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _refused(message: str, code: str = "BAD_REQUEST") -> Refused:
    return Refused([GraphQLError(message, extensions={"code": code})])
