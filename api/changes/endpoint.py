"""`GET /changes?since=VERSION`: what changed, line by line, for those who keep a copy of the graph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from api.digests import digest_of
from api.http.conditional_answers import ConditionalAnswers
from api.http.cross_origin import METHODS
from api.http.error_responses import RequestRefused, answered
from api.http.request_reading import method_response, query_parameters
from graph.changes import changes_since
from graph.export.graph import ValueType
from graph.export.json_lines import MEDIA_TYPE, dataset_line
from graph.export.reader import ExportReader
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

    def __init__(self, databases: Databases, settings: Settings, conditional: ConditionalAnswers) -> None:
        self._databases = databases
        self._settings = settings
        self._conditional = conditional

    async def answer(self, request: Request) -> Response:
        """The changes, 304 for who has them, or a refusal in words."""
        return await answered(self._answered(request))

    async def _answered(self, request: Request) -> Response:
        if (response := method_response(request, ALLOWED)) is not None:
            return response
        since = _since(query_parameters(request))
        async with self._databases.request() as database:
            return await self._changes(request, database, since)

    async def _changes(self, request: Request, database: Database, since: str) -> Response:
        reader = ExportReader(database, self._settings.deadline)
        about = await reader.about()
        digest = digest_of(since, about.version)
        if response := self._conditional.not_modified(request, digest):
            return response
        headers = self._conditional.headers(digest)
        found = changes_since(self._settings.home, since, about.version)
        dates = (await StoredGraph(about, reader, WHOLE).tables()).named(ValueType.DATE)
        head = dataset_line(about, **{"from": since, "to": about.version}, dates=dates)
        parts = _parts(head, (change.line() for change in found))
        name = f'attachment; filename="safeguarding-changes-{since}-{about.version}.ndjson"'
        return StreamingResponse(
            parts, headers={**headers, "content-disposition": name}, media_type=MEDIA_TYPE
        )


def _since(parameters: Mapping[str, str]) -> str:
    """The version that is asked about. Raises RequestRefused."""
    if parameters.keys() != {"since"}:
        raise RequestRefused("Give one version, such as /changes?since=47faab5e3189dd1a, and nothing else.")
    if not _VERSION.fullmatch(parameters["since"]):
        raise RequestRefused(
            "`since` is not a version: 16 digits from 0 to f, as `{ dataset { version } }` tells."
        )
    return parameters["since"]


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
