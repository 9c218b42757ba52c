"""The web application: GraphQL, the pages for people, and what an operator asks."""

from __future__ import annotations

from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from api.changes.endpoint import ChangesEndpoint
from api.errors import readable
from api.execution.executor import Execution
from api.execution.limits import Limits
from api.execution.persisted_documents import AutomaticPersistedQueries, TrustedDocuments
from api.execution.statement_variants import StatementVariants
from api.exports.endpoint import ExportsEndpoint
from api.http import site
from api.http.compression import Compression
from api.http.cross_origin import CrossOrigin
from api.http.endpoint import RETRY_SECONDS, GraphQLEndpoint
from api.http.fingerprint import fingerprint
from api.http.forwarding import Forwarded, KnownHosts
from api.http.metrics import CONTENT_TYPE, Metrics, Watched
from api.http.request_log import RequestLog, Uncaught
from api.http.response_cache import ResponseCache
from api.http.response_headers import ResponseHeaders
from api.http.routing import not_routed, of_any_method
from api.reconciliation.endpoint import ReconciliationEndpoint
from api.schema.schema import core_schema, possible_types, sdl
from graph.errors import GraphError
from graph.hosts import AllowedHosts
from graph.neo4j.database import Databases
from graph.settings import Settings

# Installed from npm by `make`; GraphiQL's page says so where they are missing.
_PACKAGES = Path(__file__).resolve().parent.parent / "browser" / "node_modules"
_ASSETS = {
    "react.js": "react/umd/react.production.min.js",
    "react-dom.js": "react-dom/umd/react-dom.production.min.js",
    "graphiql.js": "graphiql/graphiql.min.js",
    "graphiql.css": "graphiql/graphiql.min.css",
    "explorer.js": "@graphiql/plugin-explorer/dist/index.umd.js",
    "explorer.css": "@graphiql/plugin-explorer/dist/style.css",
}
_RETRY = {"retry-after": str(RETRY_SECONDS)}
_PAGE = {"content-security-policy": site.POLICY}


def create_app(databases: Databases, settings: Settings | None = None) -> Starlette:
    """Assemble the Starlette application: middleware, routes and endpoints. Raises SettingInvalid."""
    settings = settings or Settings()
    execution = _execution(databases, settings)
    release = fingerprint(settings)
    exports = ExportsEndpoint(databases, execution.documents, settings, release)
    metrics = Metrics(
        Watched(lambda: databases.current.statements_run, execution.documents.kept, lambda: exports.under_way)
    )
    changes = ChangesEndpoint(databases, settings, release)
    responses = ResponseCache(settings.response_cache)
    door = GraphQLEndpoint(execution, metrics, release, settings.max_age, settings.max_body, responses)

    async def graphql(request: Request) -> Response:
        if request.method in ("GET", "HEAD") and not request.url.query and _is_browser(request):
            return HTMLResponse(site.graphiql(), headers={**_PAGE, "vary": "Accept"})
        return await door.answer(request)

    async def export(request: Request) -> Response:
        response = await exports.answer(request)
        metrics.export(response.status_code)
        return response

    async def home(_: Request) -> Response:
        page, told = await site.home(execution)
        return HTMLResponse(page, 200 if told else 503, _PAGE if told else _PAGE | _RETRY)

    async def ready(_: Request) -> Response:
        try:
            await databases.current.verify()
        except GraphError as error:
            return JSONResponse({"ready": False, "reason": readable(error, []).message}, 503, _RETRY)
        return JSONResponse({"ready": True})

    routes: list[BaseRoute] = [
        Route("/", home),
        of_any_method("/graphql", graphql),
        of_any_method("/changes", changes.answer),
        Route("/schema.graphql", lambda _: PlainTextResponse(sdl())),
        Route("/possible-types.json", lambda _: JSONResponse(possible_types())),
        Route("/docs/{name}", _documentation),
        Route("/health/live", lambda _: JSONResponse({"live": True})),
        Route("/health/ready", ready),
        Route("/metrics", lambda _: Response(metrics.text(), media_type=CONTENT_TYPE)),
        Route("/static/{name}", _asset),
        Route("/export/{what}.{format}", export),
    ]
    routes += ReconciliationEndpoint(databases, execution, settings.deadline, settings.max_body).routes()
    app = Starlette(
        routes=routes,
        middleware=_layers(settings, metrics),
        exception_handlers={HTTPException: not_routed(routes)},
    )
    app.router.redirect_slashes = False
    app.state.metrics = metrics
    return app


def _layers(settings: Settings, metrics: Metrics) -> list[Middleware]:
    """What each request goes through, from the outside in."""
    return [
        Middleware(RequestLog, metrics),
        Middleware(ResponseHeaders),
        Middleware(Forwarded, settings),
        Middleware(KnownHosts, AllowedHosts.of(settings)),
        Middleware(CrossOrigin, settings.cors_origins),
        Middleware(Compression),
        Middleware(Uncaught, metrics),
    ]


def _execution(databases: Databases, settings: Settings) -> Execution:
    trusted = settings.trusted_documents
    return Execution(
        core_schema(),
        databases,
        settings.deadline,
        Limits.of(settings),
        AutomaticPersistedQueries() if trusted is None else TrustedDocuments(trusted),
        settings.max_age,
        settings.explain_profile,
        # Trusted documents are planned as they stand when the server starts.
        StatementVariants() if trusted is None else None,
    )


def _asset(request: Request) -> Response:
    path = _PACKAGES / _ASSETS.get(request.path_params["name"], "")
    if not path.is_file():
        return PlainTextResponse("There is no such file.", 404)
    return FileResponse(path, headers={"cache-control": "public, max-age=3600"})


def _documentation(request: Request) -> Response:
    path = site.documentation().get(request.path_params["name"])
    if path is None:
        return PlainTextResponse("There is no such page.", 404)
    return FileResponse(path, media_type="text/plain; charset=utf-8")


def _is_browser(request: Request) -> bool:
    return "text/html" in request.headers.get("accept", "")
