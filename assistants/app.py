"""The whole site: the API, the pages, and what assistants are answered at `/mcp`."""

from __future__ import annotations

from functools import partial

from starlette.applications import Starlette

from api.http.routes import any_method_route
from assistants.endpoint import AssistantEndpoint
from graph.neo4j.database import Databases
from graph.settings import Settings
from web.app import create_app as create_site


def create_app(databases: Databases, settings: Settings | None = None) -> Starlette:
    """Assemble the application: that of the pages, with `/mcp`. Raises SettingInvalid."""
    settings = settings or Settings()
    endpoint_of = partial(AssistantEndpoint, settings=settings)
    return create_site(
        databases, settings, lambda service, *_: [any_method_route("/mcp", endpoint_of(service).answer)]
    )
