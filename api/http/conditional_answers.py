"""Conditional answers: what clients may store, its `ETag`, and 304 for who holds it.

A tag is the digest of what decides an answer, with a mark of the code that makes it and of its form. Tags are
always weak: compression, here or at a proxy, changes the bytes and not what they say.
"""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from api.digests import ANY_ANSWER, digest_of, is_held


@dataclass(frozen=True)
class ConditionalAnswers:
    """Answers that stay the same for as long as what decides them. ``fingerprint`` is of the installed code
    and its settings; clients need not ask again for ``max_age`` seconds."""

    fingerprint: str
    max_age: int

    def headers(self, digest: str, form: str = "") -> dict[str, str]:
        """The headers of an answer that may be stored."""
        etag = f'W/"{digest}{self._mark(form)}"'
        return {"etag": etag, "cache-control": f"public, max-age={self.max_age}"}

    def held(self, http: Request, form: str = "") -> frozenset[str]:
        """The digests of answers that the client holds; `*` stands for any."""
        header = http.headers.get("if-none-match")
        if header is None:
            return frozenset()
        mark = self._mark(form)
        # Tags are compared weakly: a client may have dropped the `W/`.
        tags = (tag.strip().removeprefix("W/").strip('"') for tag in header.split(","))
        return frozenset(tag.removesuffix(mark) for tag in tags if tag == ANY_ANSWER or tag.endswith(mark))

    def not_modified(self, http: Request, digest: str, form: str = "") -> Response | None:
        """The answer to a client that holds this one; None for any other."""
        if is_held(digest, self.held(http, form)):
            return Response(status_code=304, headers=self.headers(digest, form))
        return None

    def _mark(self, form: str) -> str:
        return f"-{digest_of(self.fingerprint, form)[:16]}"
