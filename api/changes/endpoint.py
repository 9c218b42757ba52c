"""`GET /changes?since=VERSION`: what changed, line by line, for those who keep a copy of the graph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from hashlib import sha256

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from api.http.conditional import matches, tag_of
from api.http.cross_origin import METHODS
from api.http.error_responses import failure, malformed, of_method, refusal
from api.http.request_reading import Malformed
from graph.changes import changes_since
from graph.errors import ChangesNotKept, GraphError, VersionUnknown
from graph.export.graph import Kind
from graph.export.lines import MEDIA_TYPE, dataset_line
from graph.export.reader import Reader
from graph.export.scopes import WHOLE
from graph.export.stored import StoredGraph
from graph.neo4j.database import Database, Databases
from graph.settings import Settings

ALLOWED = tuple(method for method in METHODS if method != "POST")
_VERSION = re.compile("[0-9a-f]{16}")
# Lines are sent together: each part of an answer costs a change of thread.
_PART = 1 << 16


class ChangesEndpoint:
    """Streams the changes since a version as the answer to `GET /changes`.

    They come from the files that builds leave in ``settings.home``, up to the version that is served.
    """

    def __init__(self, databases: Databases, settings: Settings, fingerprint: str) -> None:
        self._databases = databases
        self._settings = settings
        self._fingerprint = fingerprint

    async def answer(self, request: Request) -> Response:
        """The changes, 304 for who has them, or a refusal in words."""
        try:
            if (response := of_method(request.method, ALLOWED)) is not None:
                return response
            since = _since(request)
            async with self._databases.request() as database:
                return await self._found(request, database, since)
        except Malformed as problem:
            return malformed(problem, ALLOWED)
        except ChangesNotKept as problem:
            status = 404 if isinstance(problem, VersionUnknown) else 410
            return refusal(status, "CHANGES_NOT_KEPT", str(problem), {"cache-control": "no-store"})
        except (GraphError, TimeoutError) as error:
            return failure(error, {})

    async def _found(self, request: Request, database: Database, since: str) -> Response:
        reader = Reader(database, self._settings.deadline)
        about = await reader.about()
        etag = tag_of(sha256(f"{self._fingerprint} {since} {about.version}".encode()).hexdigest()[:32])
        headers = {"etag": etag, "cache-control": f"public, max-age={self._settings.max_age}"}
        if matches(request.headers.get("if-none-match", ""), etag):
            return Response(status_code=304, headers=headers)
        found = changes_since(self._settings.home, since, about.version)
        dates = (await StoredGraph(about, reader, WHOLE).tables()).named(Kind.DATE)
        head = dataset_line(about, **{"from": since, "to": about.version}, dates=dates)
        parts = _parts(head, (change.line() for change in found))
        name = f'attachment; filename="safeguarding-changes-{since}-{about.version}.ndjson"'
        return StreamingResponse(
            parts, headers={**headers, "content-disposition": name}, media_type=MEDIA_TYPE
        )


def _since(request: Request) -> str:
    """The version that is asked about. Raises Malformed."""
    given = request.query_params.getlist("since")
    if len(given) != 1 or set(request.query_params) != {"since"}:
        raise Malformed("Give one version, such as /changes?since=47faab5e3189dd1a, and nothing else.")
    if not _VERSION.fullmatch(given[0]):
        raise Malformed(
            "`since` is not a version: 16 digits from 0 to f, as `{ dataset { version } }` tells."
        )
    return given[0]


def _parts(head: bytes, lines: Iterable[bytes]) -> Iterator[bytes]:
    """The lines in larger parts. The first waits for no file."""
    yield head
    part = bytearray()
    for line in lines:
        part += line
        if len(part) >= _PART:
            yield bytes(part)
            part.clear()
    yield bytes(part)
