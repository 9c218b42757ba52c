"""The practical limit: the bench's questions as Cypher written by hand, in bare Starlette.

`python -m bench.handwritten BOLT_URI PORT`, with NEO4J_USER and NEO4J_PASSWORD. POST /NAME with the variables
as JSON; the answer is what the question's own document answers, as plain lists without pages. The public
driver, a session a query, the indexes that the build makes; no validation, no limits, no errors of its own.
"""

from __future__ import annotations

import os
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import orjson
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from graph.neo4j.driver import READ_ACCESS, AsyncGraphDatabase

STATEMENTS = Path(__file__).parent / "questions"


def statements() -> Mapping[str, str]:
    """The statement of each question, by the question's name."""
    return {path.stem: path.read_text("utf-8") for path in sorted(STATEMENTS.glob("*.cypher"))}


def application(uri: str, auth: tuple[str, str]) -> Starlette:
    texts = statements()

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        # Unless they are off, Neo4j sends notifications with every answer and the driver logs each.
        async with AsyncGraphDatabase.driver(
            uri, auth=auth, telemetry_disabled=True, notifications_min_severity="OFF"
        ) as driver:
            app.state.driver = driver
            yield

    async def answer(request: Request) -> Response:
        given = orjson.loads(await request.body())
        driver = request.app.state.driver
        async with driver.session(database="neo4j", default_access_mode=READ_ACCESS) as session:
            result = await session.run(texts[request.path_params["name"]], given)
            (record,) = await result.fetch(1)
            await result.consume()
        return Response(orjson.dumps({"data": record[0]}), media_type="application/json")

    return Starlette(routes=[Route("/{name}", answer, methods=["POST"])], lifespan=lifespan)


def main() -> None:
    uri, port = sys.argv[1:]
    auth = os.environ["NEO4J_USER"], os.environ["NEO4J_PASSWORD"]
    uvicorn.run(
        application(uri, auth), host="127.0.0.1", port=int(port), log_level="warning", access_log=False
    )


if __name__ == "__main__":
    main()
