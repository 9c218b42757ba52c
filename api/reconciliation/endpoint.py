"""Reconciliation for OpenRefine and its kind: the W3C Entity Reconciliation Community Group's protocol, 0.2.

Names of other people's tables go in, bodies of the graph come out with a score; what is asked of the graph is
read once a version. Every address may be asked from any web page, as the protocol wants.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import partial
from typing import Any
from weakref import WeakKeyDictionary

import orjson
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from api.execution.admission import Admission
from api.execution.executor import Executor
from api.http.cross_origin import METHODS
from api.http.error_responses import RequestRefused, answered
from api.http.request_reading import form_parameters, method_response, query_parameters
from api.http.routes import any_method_route
from api.reconciliation import answers, questions
from api.reconciliation.facts import DETAILS, OF_BODIES, Facts, FactSettings, Node, is_fact
from graph.neo4j.database import Database, Databases
from graph.reconcile.bodies import Body, read_bodies
from graph.reconcile.candidates import Candidate, candidates
from graph.reconcile.suggestions import bodies_beginning

PATH = "/reconcile"
_CORS = {
    "access-control-allow-origin": "*",
    "access-control-allow-methods": ", ".join(METHODS),
    # Every header but this one is in the asterisk.
    "access-control-allow-headers": "*, authorization",
    "access-control-expose-headers": "retry-after, x-request-id",
    "access-control-max-age": "3600",
}
_CALLBACK = re.compile(r"[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*")
_LONGEST_CALLBACK = 200
# Matching one name with all bodies, in microseconds of processor time.
NAME_COST = 2_000
# A preview, and what is told in place of one, stands in a frame of any page: OpenRefine may run anywhere. It
# runs nothing, loads nothing and does nothing.
_PREVIEW_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors *"
)

Fields = Mapping[str, str]
Handler = Callable[[Request, Fields], Awaitable[Response]]


@dataclass(frozen=True)
class ReconciliationEndpoint:
    """Matches names to bodies of the graph, for OpenRefine and its kind.

    ``deadline`` is in seconds, ``largest_body`` in bytes.
    """

    databases: Databases
    executor: Executor
    deadline: float
    largest_body: int
    admission: Admission
    facts: Facts
    _bodies_read: WeakKeyDictionary[Database, tuple[str, tuple[Body, ...]]] = field(
        default_factory=WeakKeyDictionary
    )

    def routes(self) -> list[Route]:
        """The addresses of the service."""
        handlers: dict[str, tuple[Handler, bool]] = {
            PATH: (self._reconcile, True),
            f"{PATH}/preview": (self._preview, False),
            f"{PATH}/properties": (self._propose, False),
            f"{PATH}/suggest/entity": (self._suggest_entity, False),
            f"{PATH}/suggest/type": (_suggest_type, False),
            f"{PATH}/suggest/property": (_suggest_property, False),
        }
        return [
            any_method_route(path, partial(self._answer, handler, posted))
            for path, (handler, posted) in handlers.items()
        ]

    async def _answer(self, handler: Handler, posted: bool, http: Request) -> Response:
        """The response of a handler, or the error in its place, with the headers that all have."""
        response = await answered(self._handled(handler, posted, http))
        response.headers.update(_CORS)
        if handler == self._preview:
            response.headers["content-security-policy"] = _PREVIEW_POLICY
        return response

    async def _handled(self, handler: Handler, posted: bool, http: Request) -> Response:
        allowed = [method for method in METHODS if posted or method != "POST"]
        if (response := method_response(http, allowed)) is not None:
            return response
        fields = query_parameters(http)
        if http.method == "POST":
            fields |= await form_parameters(http, self.largest_body)
        return await handler(http, fields)

    async def _reconcile(self, http: Request, fields: Fields) -> Response:
        if "queries" in fields:
            asked = questions.batch(fields["queries"])
            bodies, today = await self._bodies(), datetime.now(UTC).date()
            async with self.admission.admitted(NAME_COST * len(asked)):
                found = await asyncio.to_thread(
                    lambda: {
                        key: answers.result(_candidates(each, bodies, today)[: each.limit], each.problem)
                        for key, each in asked.items()
                    }
                )
            return _json(found, fields)
        if "extend" in fields:
            extension = questions.extension(fields["extend"])
            bodies = await self._bodies()
            return _json(answers.extended(extension, bodies, await self._facts(extension, bodies)), fields)
        if http.method == "POST":
            raise RequestRefused("The form holds neither `queries` nor `extend`.")
        return _json(answers.manifest(str(http.base_url).rstrip("/")), fields)

    async def _preview(self, _: Request, fields: Fields) -> Response:
        own = _needed(fields, "id")
        body = next((each for each in await self._bodies() if own.casefold() in each.keys), None)
        if body:
            return HTMLResponse(answers.preview(body))
        node = (await self.facts.nodes([own], (), FactSettings())).get(own)
        if node is None or node["__typename"] not in DETAILS:
            return HTMLResponse(answers.nobody(own), 404)
        return HTMLResponse(answers.preview_of_fact(node))

    async def _propose(self, _: Request, fields: Fields) -> Response:
        kind, limit = _needed(fields, "type"), questions.whole(fields, "limit", 100)
        kind = questions.known_type(kind, *DETAILS)
        return _json(answers.proposed(kind, limit, await self._bodies()), fields)

    async def _suggest_entity(self, _: Request, fields: Fields) -> Response:
        prefix, skipped = _needed(fields, "prefix"), questions.whole(fields, "cursor", 0)
        found = bodies_beginning(prefix, await self._bodies())
        return _json(answers.suggested_bodies(found[skipped : skipped + questions.LIMIT]), fields)

    async def _facts(
        self, asked: questions.Extension, bodies: tuple[Body, ...]
    ) -> dict[FactSettings, dict[str, Node]]:
        """What the bodies do not hold, by what is asked of the columns. Raises RequestRefused."""
        known = {own: body.id for body in bodies for own in body.ids}
        found = {}
        for settings in dict.fromkeys(each.settings for each in asked.columns):
            names = [each.name for each in asked.columns if each.settings == settings]
            of_bodies = any(name in OF_BODIES for name in names)
            ids = [known.get(own, own) for own in asked.ids if (own in known and of_bodies) or is_fact(own)]
            found[settings] = await self.facts.nodes([*dict.fromkeys(ids)], names, settings)
        return found

    async def _bodies(self) -> tuple[Body, ...]:
        """The bodies of the graph that is served. Raises GraphError."""
        version = await self.executor.version() or ""
        async with self.databases.request() as database:
            if (known := self._known(database, version)) is None:
                async with self.admission.dear(), asyncio.timeout(self.deadline):
                    # Whoever had the slot before may have read them.
                    known = self._known(database, version) or await read_bodies(database, self.deadline)
                self._bodies_read[database] = version, known
        return known

    def _known(self, database: Database, version: str) -> tuple[Body, ...] | None:
        read, bodies = self._bodies_read.get(database, ("", None))
        return bodies if read == version else None


def _candidates(asked: questions.Asked, bodies: tuple[Body, ...], today: date) -> list[Candidate]:
    return candidates(asked.question, bodies, today) if asked.question else []


async def _suggest_type(_: Request, fields: Fields) -> Response:
    return _json(answers.suggested_types(_needed(fields, "prefix")), fields)


async def _suggest_property(_: Request, fields: Fields) -> Response:
    return _json(answers.suggested_properties(_needed(fields, "prefix")), fields)


def _needed(fields: Fields, name: str) -> str:
    # Nothing typed yet is a beginning, too.
    if name not in fields or not (fields[name].strip() or name == "prefix"):
        raise RequestRefused(f"`{name}` is missing.")
    return fields[name]


def _json(found: Any, fields: Fields) -> Response:
    """The answer as JSON, or as a script that calls the function that a client names (JSONP)."""
    # Other origins may read this: where one takes it for a page, it holds no element.
    written = orjson.dumps(found).replace(b"<", b"\\u003c")
    callback = fields.get("callback")
    if callback is None:
        return Response(written, media_type="application/json")
    if len(callback) > _LONGEST_CALLBACK or not _CALLBACK.fullmatch(callback):
        raise RequestRefused("`callback` is not the name of a function in JavaScript.")
    # Line separators end a text in older JavaScript; a comment first keeps the answer from being taken for
    # a file of another type.
    script = written.replace("\u2028".encode(), b"\\u2028").replace("\u2029".encode(), b"\\u2029")
    return Response(b"/**/" + callback.encode() + b"(" + script + b");", media_type="text/javascript")
