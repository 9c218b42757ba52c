"""The web application of the API: GraphQL, exports, reconciliation, and what an operator asks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from api.changes.endpoint import ChangesEndpoint
from api.digests import digest_of
from api.errors import readable
from api.execution.admission import Admission
from api.execution.documents import Documents
from api.execution.executor import Executor
from api.execution.limits import Limits
from api.execution.persisted_documents import AutomaticPersistedQueries, TrustedDocuments
from api.execution.response_cache import ResponseCache
from api.execution.service import GraphQLService
from api.execution.statement_variants import StatementVariants
from api.execution.subscriptions import Subscriptions, VersionWatch
from api.exports.bulk import BulkEndpoint
from api.exports.endpoint import ExportsEndpoint
from api.exports.sending import ExportSlots
from api.http.compression import Compression
from api.http.conditional_answers import ConditionalAnswers
from api.http.cross_origin import CrossOrigin
from api.http.endpoint import GraphQLEndpoint
from api.http.error_responses import RETRY_SECONDS
from api.http.fingerprint import fingerprint
from api.http.forwarding import Forwarded, KnownHosts
from api.http.graphiql import POLICY, graphiql_page
from api.http.metrics import CONTENT_TYPE, Metrics, Watched
from api.http.negotiation import names_html
from api.http.request_log import RequestLog, Uncaught
from api.http.response_headers import ResponseHeaders
from api.http.routes import any_method_route, unrouted_response
from api.http.tracing import TracedRequests
from api.reconciliation.endpoint import ReconciliationEndpoint
from api.reconciliation.facts import Facts
from api.schema.labels import labels
from api.schema.schema import core_schema, possible_types, sdl
from graph.errors import GraphError
from graph.hosts import AllowedHosts
from graph.neo4j.database import Databases
from graph.settings import Settings
from graph.tracing import is_on

# Installed from npm by `make`; the pages that load them say so where they are missing.
_PACKAGES = Path(__file__).resolve().parent.parent / "browser" / "node_modules"
_ASSETS = {
    "cytoscape.js": "cytoscape/dist/cytoscape.esm.min.mjs",
    "react.js": "react/umd/react.production.min.js",
    "react-dom.js": "react-dom/umd/react-dom.production.min.js",
    "graphiql.js": "graphiql/graphiql.min.js",
    "graphiql.css": "graphiql/graphiql.min.css",
    "explorer.js": "@graphiql/plugin-explorer/dist/index.umd.js",
    "explorer.css": "@graphiql/plugin-explorer/dist/style.css",
}
_OF_THE_SCHEMA = digest_of("schema")
_RETRY = {"retry-after": str(RETRY_SECONDS)}
_PAGE = {"content-security-policy": POLICY}


Pages = Callable[[GraphQLService, ConditionalAnswers, ExportSlots], Sequence[BaseRoute]]


def create_app(
    databases: Databases, settings: Settings | None = None, pages_of: Pages = lambda *_: ()
) -> Starlette:
    """Assemble the Starlette application: middleware, routes and endpoints, and what is served beside them.

    Raises SettingInvalid.
    """
    settings = settings or Settings()
    admission = Admission(settings.dear_cost, settings.dear_slots)
    service = graphql_service(databases, settings, admission)
    conditional = ConditionalAnswers(fingerprint(settings), settings.max_age)
    slots = ExportSlots()
    exports = ExportsEndpoint(databases, service.documents, settings, conditional, slots, admission)
    subscriptions = Subscriptions(service, VersionWatch(databases))
    metrics = Metrics(
        Watched(
            lambda: databases.current.statements_run,
            service.documents.count,
            lambda: slots.under_way,
            lambda: subscriptions.open,
        )
    )
    changes = ChangesEndpoint(databases, settings, conditional)
    endpoint = GraphQLEndpoint(
        service, subscriptions, conditional, settings.max_body, settings.max_subscriptions
    )

    async def graphql(request: Request) -> Response:
        is_browser = names_html(request.headers.get("accept", ""))
        if request.method in ("GET", "HEAD") and not request.url.query and is_browser:
            return HTMLResponse(graphiql_page(), headers={**_PAGE, "vary": "Accept"})
        return await endpoint.answer(request)

    async def ready(_: Request) -> Response:
        try:
            await databases.current.verify()
        except GraphError as error:
            return JSONResponse({"ready": False, "reason": readable(error, []).message}, 503, _RETRY)
        return JSONResponse({"ready": True})

    routes: list[BaseRoute] = [
        any_method_route("/graphql", graphql),
        any_method_route("/changes", changes.answer),
        Route("/schema.graphql", _made_of_the_schema(conditional, lambda: PlainTextResponse(sdl()))),
        Route(
            "/possible-types.json", _made_of_the_schema(conditional, lambda: JSONResponse(possible_types()))
        ),
        Route("/labels.json", _made_of_the_schema(conditional, lambda: JSONResponse(labels()))),
        Route("/health/live", lambda _: JSONResponse({"live": True})),
        Route("/health/ready", ready),
        Route("/metrics", lambda _: Response(metrics.text(), media_type=CONTENT_TYPE)),
        Route("/static/{name}", _asset),
        any_method_route("/export/query", BulkEndpoint(service, settings, slots).answer),
        Route("/export/{file}", exports.answer),
    ]
    routes += ReconciliationEndpoint(
        databases, service.executor, settings.deadline, settings.max_body, admission, Facts(service)
    ).routes()
    routes += pages_of(service, conditional, slots)
    app = Starlette(
        routes=routes,
        middleware=_layers(settings, metrics),
        exception_handlers={HTTPException: unrouted_response(routes)},
    )
    app.router.redirect_slashes = False
    app.state.metrics = metrics
    app.state.subscriptions = subscriptions
    return app


def _layers(settings: Settings, metrics: Metrics) -> list[Middleware]:
    """What each request goes through, from the outside in."""
    return [
        Middleware(RequestLog, metrics),
        *([Middleware(TracedRequests)] if is_on() else []),
        Middleware(ResponseHeaders),
        Middleware(Forwarded, settings),
        Middleware(KnownHosts, AllowedHosts.of(settings)),
        Middleware(CrossOrigin, settings.cors_origins),
        Middleware(Compression),
        Middleware(Uncaught, metrics),
    ]


def graphql_service(
    databases: Databases, settings: Settings, admission: Admission | None = None
) -> GraphQLService:
    """The service that answers GraphQL within the limits of the settings. Raises SettingInvalid."""
    trusted = settings.trusted_documents
    executor = Executor(
        databases,
        settings.deadline,
        settings.max_age,
        settings.explain_profile,
        # Trusted documents are planned as they stand when the server starts.
        StatementVariants() if trusted is None else None,
    )
    return GraphQLService(
        Documents(core_schema(), Limits.of(settings)),
        executor,
        AutomaticPersistedQueries() if trusted is None else TrustedDocuments.of(trusted),
        ResponseCache(settings.response_cache),
        admission or Admission(settings.dear_cost, settings.dear_slots),
    )


def _made_of_the_schema(
    conditional: ConditionalAnswers, made: Callable[[], Response]
) -> Callable[[Request], Response]:
    """What stays the same for as long as the program does."""

    def answer(request: Request) -> Response:
        if response := conditional.not_modified(request, _OF_THE_SCHEMA):
            return response
        response = made()
        response.headers.update(conditional.headers(_OF_THE_SCHEMA))
        return response

    return answer


def _asset(request: Request) -> Response:
    path = _PACKAGES / _ASSETS.get(request.path_params["name"], "")
    if not path.is_file():
        return PlainTextResponse("There is no such file.", 404)
    return FileResponse(path, headers={"cache-control": "public, max-age=3600"})
