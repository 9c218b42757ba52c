"""`safeguarding explain`: the Cypher of a GraphQL query, ready to paste into Neo4j Browser."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from typing import Any

from rich.console import Console

from api.execution.documents import Documents
from api.execution.explain import Explained, explained
from api.execution.limits import UNLIMITED
from api.execution.prepared import Refused
from api.schema.schema import core_schema
from graph.errors import GraphError
from graph.neo4j.database import Auth, Database
from graph.settings import Settings
from graph.store.access import read_access


class QueryRefused(GraphError):
    """A query that is not valid for the schema."""


def run_explain(
    settings: Settings, query: str, variables: Mapping[str, Any], *, profile: bool, as_json: bool
) -> None:
    """Print the statement of each root field; with ``profile``, also run each once on the served graph.

    Raises QueryRefused, and NotServed or StoreError if ``profile`` finds no served graph.
    """
    found = asyncio.run(_explained(settings, query, variables, profile))
    if as_json:
        print(json.dumps([each.as_json() for each in found], ensure_ascii=False, indent=2))
        return
    console = Console(soft_wrap=True, highlight=False, markup=False)
    for each in found:
        console.print(f"// {each.field}{_cost(each)}")
        console.print(each.cypher)


async def _explained(
    settings: Settings, query: str, variables: Mapping[str, Any], profile: bool
) -> list[Explained]:
    try:
        prepared = Documents(core_schema(), UNLIMITED).prepare(query, None, variables)
    except Refused as refused:
        raise QueryRefused(" ".join(error.message for error in refused.errors)) from None
    if not profile:
        return await explained(prepared)
    uri, auth = _served(settings)
    database = Database.connect(uri, auth=auth, database=settings.neo4j_database)
    try:
        return await explained(prepared, database)
    finally:
        await database.close()


def _served(settings: Settings) -> tuple[str, Auth]:
    """The address and login of your own server, or of a running `serve`. Raises NotServed."""
    if settings.neo4j_uri:
        return settings.neo4j_uri, settings.neo4j_auth
    access = read_access(settings.home)
    return access.uri, access.auth


def _cost(each: Explained) -> str:
    if each.measured is None:
        return ""
    measured = each.measured
    return f": {measured.rows} row, {measured.db_hits} db hits, {measured.milliseconds} ms"
