"""Feeds: what each build changed, of the whole dataset or around one node, in Atom."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from starlette.requests import Request as HttpRequest
from starlette.responses import Response

from api.digests import digest_of
from api.execution.answer import EncodedAnswer
from api.execution.request import Request
from api.execution.service import GraphQLService
from api.http.conditional_answers import ConditionalAnswers
from api.http.error_responses import answered
from graph.export.reader import ExportReader
from graph.neo4j.database import Databases
from graph.neo4j.dataset import require_ready
from graph.news import Step, steps, steps_around
from graph.settings import Settings
from graph.store.stores import published_at
from web.addresses import id_at, path_of
from web.atom import Feed, atom
from web.documents import question
from web.endpoint import site_of
from web.errors import Problem
from web.rendering import Site

MEDIA_TYPE = "application/atom+xml"
# The newest builds that a feed tells of.
MOST = 20
_STARTED = datetime.now(UTC).replace(microsecond=0)


@dataclass(frozen=True)
class Feeds:
    """Answers requests for feeds, from the files of changes that builds leave in the home."""

    databases: Databases
    service: GraphQLService
    conditional: ConditionalAnswers
    settings: Settings

    async def of_dataset(self, http: HttpRequest) -> Response:
        """Every build."""
        return await self._response(http, "")

    async def of_node(self, folder: str, http: HttpRequest) -> Response:
        """The builds that changed something at a node."""
        return await self._response(http, id_at(folder, http.path_params["name"]))

    async def _response(self, http: HttpRequest, about: str) -> Response:
        try:
            return await answered(self._answered(http, site_of(http), about))
        except Problem as problem:
            return problem.as_json()

    async def _answered(self, http: HttpRequest, site: Site, about: str) -> Response:
        async with self.databases.request() as database:
            version = (await require_ready(database)).version
            digest = digest_of(
                "feed", site.origin, site.prefix, about, version, published_at(self.settings.home)
            )
            if response := self.conditional.not_modified(http, digest):
                return response
            headers = self.conditional.headers(digest)
            if known := self.service.responses.find(digest):
                return Response(known.body, headers=headers, media_type=MEDIA_TYPE)
            reader = ExportReader(database, self.settings.deadline)
            body = await self._feed(site, about, version, reader)
        self.service.responses.keep(digest, EncodedAnswer(body))
        return Response(body, headers=headers, media_type=MEDIA_TYPE)

    async def _feed(self, site: Site, about: str, version: str, reader: ExportReader) -> bytes:
        """A feed. Raises Problem where nothing has the id."""
        home = self.settings.home
        if not about:
            found = await asyncio.to_thread(steps, home, version, MOST)
            return _atom(site, Feed("dataset", "Safeguarding Graph", "/", "/feed.atom"), version, home, found)
        caption = await self._caption(about)
        # Many changes are read for a node.
        async with self.service.dear():
            near = await reader.ids("ids_one_step_from", [about])
            found = await asyncio.to_thread(steps_around, home, version, MOST, about, near)
        path = path_of(about)
        return _atom(site, Feed(about, caption, path, f"{path}.atom"), version, home, found)

    async def _caption(self, node_id: str) -> str:
        answer = await self.service.run(Request(question("feed"), {"id": node_id}))
        if answer.errors:
            raise Problem.of(answer)
        node = (answer.data or {}).get("node")
        if node is None or node["id"] != node_id:
            raise Problem(
                404, "NOT_FOUND", f"Nothing has the id '{node_id}'; its page says what became of it."
            )
        return str(node["caption"])


def _atom(site: Site, feed: Feed, version: str, home: Path, found: Sequence[Step]) -> bytes:
    return atom(site, feed, version, published_at(home) or _STARTED, found)
