"""The whole site: the API, and the pages in front of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from functools import partial

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import Scope

from api.app import Pages
from api.app import create_app as create_api
from api.execution.persisted_documents import TrustedDocuments
from api.execution.service import GraphQLService
from api.exports.sending import ExportSlots
from api.http.conditional_answers import ConditionalAnswers
from api.http.error_responses import refusal
from api.http.negotiation import names_html
from api.http.request_log import FAILED
from api.request_record import PAGE
from graph.neo4j.database import Databases
from graph.settings import Settings
from web.documentation import documentation_routes
from web.documents import questions
from web.endpoint import PageEndpoint, site_of
from web.errors import Problem
from web.feeds import Feeds
from web.page import FED, Asked, Form
from web.pages import PAGES
from web.rendering import STATIC
from web.rows import RowFiles

# What a browser is shown in words, where no page answers.
_SHOWN = {404: "Nothing is at this address.", 405: "A page can be asked for, and nothing can be sent to it."}
# What a page asks is known and costs little: what takes time is that Neo4j plans it, once after a start.
# Whoever opens it first waits for that: a statement that is cut off leaves no plan behind for the next.
_DEADLINES = 3
Handler = Callable[[Request, Exception], Awaitable[Response]]


def create_app(
    databases: Databases, settings: Settings | None = None, more_of: Pages = lambda *_: ()
) -> Starlette:
    """Assemble the application: the API's, with the pages and what else is served. Raises SettingInvalid."""
    settings = settings or Settings()

    def routes(
        service: GraphQLService, conditional: ConditionalAnswers, slots: ExportSlots
    ) -> list[BaseRoute]:
        return [
            *more_of(service, conditional, slots),
            *_feeds(Feeds(databases, service.trusting(TrustedDocuments(questions())), conditional, settings)),
            *_routes(settings, service, conditional, slots),
        ]

    app = create_api(databases, settings, routes)
    app.state.contact = settings.report_errors_to or ""
    setattr(app.state, FAILED, _failed)
    of_the_api: Handler = app.exception_handlers[HTTPException]
    app.exception_handlers[HTTPException] = _for_people(of_the_api)
    return app


def _routes(
    settings: Settings, service: GraphQLService, conditional: ConditionalAnswers, slots: ExportSlots
) -> Iterator[Route]:
    trusting = service.trusting(TrustedDocuments(questions()), _DEADLINES * settings.deadline)
    of_rows = service.trusting(TrustedDocuments(()), settings.export_seconds)
    files = RowFiles(of_rows, conditional, slots, settings.export_seconds, settings.dear_cost)
    for page in PAGES:
        endpoint = PageEndpoint(page, trusting, conditional, files, settings.home)
        # Names match whatever stands between slashes: forms with an ending come first.
        for form, path in reversed([*endpoint.paths().items()]):
            yield Route(path, partial(_page, endpoint, form))
    yield Route("/index", lambda http: RedirectResponse(site_of(http).link("/"), 308))
    yield from documentation_routes()
    yield Route("/assets/{name}", _asset)


def _feeds(feeds: Feeds) -> Iterator[Route]:
    yield Route("/feed.atom", feeds.of_dataset)
    for folder in FED:
        yield Route(f"/{folder}/{{name}}.atom", partial(feeds.of_node, folder))


async def _page(endpoint: PageEndpoint, form: Form, http: Request) -> Response:
    http.scope["state"][PAGE] = endpoint.path
    return await endpoint.answer(http, form)


async def _asset(http: Request) -> Response:
    path = STATIC / http.path_params["name"]
    if path not in STATIC.iterdir():
        raise HTTPException(404)
    # Addresses of assets have their fingerprint.
    return FileResponse(path, headers={"cache-control": "public, max-age=31536000, immutable"})


def _failed(scope: Scope, message: str) -> Response:
    http = Request(scope)
    if not names_html(http.headers.get("accept", "")):
        return refusal(500, "INTERNAL_SERVER_ERROR", message)
    return Problem(500, "INTERNAL_SERVER_ERROR", message).as_page(site_of(http), Asked(scope["path"]))


def _for_people(handler: Handler) -> Handler:
    """Where nothing is, a browser gets a page and a program what the API says."""

    async def answer(http: Request, error: Exception) -> Response:
        response = await handler(http, error)
        if response.status_code not in _SHOWN or not names_html(http.headers.get("accept", "")):
            return response
        problem = Problem(response.status_code, "", _SHOWN[response.status_code])
        page = problem.as_page(site_of(http), Asked(http.scope["path"]))
        page.headers.update({name: value for name, value in response.headers.items() if name == "allow"})
        return page

    return answer
