"""The practical limit: the bench's questions as Cypher written by hand, in bare Starlette.

`python -m bench.handwritten BOLT_URI PORT`, with NEO4J_USER and NEO4J_PASSWORD. POST /NAME with the variables
as JSON; the answer is what the question's own document answers, as plain lists without pages. The public
driver, a session a query, the indexes that the build makes; no validation, no limits, no errors of its own.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from itertools import chain
from pathlib import Path
from typing import Any

import orjson
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from api.schema.environment import Environment
from api.schema.search_text import excerpt, index_query
from api.schema.types.questions import in_words
from api.schema.types.reports import READING
from graph.model.relationships import FOLLOWED
from graph.neo4j.driver import READ_ACCESS, AsyncDriver, AsyncGraphDatabase

STATEMENTS = Path(__file__).parent / "questions"
_AT_ONCE = 1_000
_WHOLE = (
    "MATCH (n:Entity) WHERE n.id > '' RETURN {id: n.id, labels: labels(n), properties: properties(n)}",
    """MATCH (a:Entity)-[e]->(b:Entity)
RETURN {id: e.id, type: type(e), from: a.id, to: b.id, properties: properties(e)}""",
)
_PASSAGE = """RETURN passage {
  .locator, .quote, .summary, .speaker, .status, .attribution,
  source: head(COLLECT { MATCH (passage)-[:FROM]->(source) RETURN source {.id} }),
  via: COLLECT { MATCH (passage)-[v:VIA]->(by) WITH v, by ORDER BY v.position, by.id RETURN by {.id} }
}"""
_SPEAKERS = r"""head(COLLECT {
  MATCH (person:Person)
  WHERE EXISTS { MATCH (s)-[:MADE_BY]->(person) WHERE s.scope IS NULL AND \1 }
  WITH person ORDER BY person.name, person.id
  WITH collect(person) AS people
  WITH people, COLLECT {
    UNWIND people[..100] AS person
    CALL (person) {
      MATCH (s)-[:MADE_BY]->(person) WHERE s.scope IS NULL
      WITH s ORDER BY s.day, s.position, s.id
      RETURN collect(s) AS said
    }
    WITH *, COLLECT {
      UNWIND said[..50] AS s
      RETURN s {.id, .kind,
        madeForBodies: COLLECT { MATCH (s)-[:MADE_FOR]->(o) WITH o ORDER BY o.name, o.id RETURN o {.id} },
        madeIn: head(COLLECT { MATCH (s)-[:MADE_IN]->(c)
          RETURN {senderPost: head(COLLECT { MATCH (c)-[:SENT_AS]->(p) RETURN p {.name} })} }),
        evidence: COLLECT {
          MATCH (s)-[e:EVIDENCED_BY]->(p) WITH e, p ORDER BY e.position, p.id RETURN p {.speaker}
        },
        about: COLLECT { MATCH (s)-[:ABOUT]->(o) WITH o ORDER BY o.caption, o.id RETURN o {.id} },
        answers: COLLECT { MATCH (s)-[:ANSWERS]->(o) WITH o ORDER BY o.caption, o.id RETURN o {.id} },
        disputes: COLLECT { MATCH (s)-[:DISPUTES]->(o) WITH o ORDER BY o.caption, o.id RETURN o {.id} },
        qualifies: COLLECT { MATCH (s)-[:QUALIFIES]->(o) WITH o ORDER BY o.caption, o.id RETURN o {.id} }
      }
    } AS statements
    RETURN person {.id, .name, statements: {totalCount: size(said), nodes: statements}}
  } AS nodes
  RETURN {totalCount: size(people), nodes: nodes}
})"""
_ACCOUNT = r"""CASE
  WHEN \1:Statement THEN \1 {
    __typename: 'Statement', .id, .kind, .summary, .note, said: \1.date, .status, .attribution,
    madeBy: {{one (\1)-[:MADE_BY]->(o) | .name}}, madeFor: {{one (\1)-[:MADE_FOR]->(o) | .name}}%(more)s
  }
  WHEN \1:Finding THEN \1 {
    __typename: 'Finding', .id, .summary, .note, found: \1.date, .status, .attribution,
    reportedIn: {{one (\1)-[:REPORTED_IN]->(o) | .id}}, foundBy: {{one (\1)<-[:FOUND]-(o) | .id}}%(more)s
  }
  ELSE \1 {__typename: {{type \1}}%(more)s}
END"""
_FOUND = r"""CALL () {
  CALL db.index.fulltext.queryNodes('searchText', {{query of \1}}) YIELD node, score
  WITH node, CASE WHEN node:Evidence THEN score / 1000 ELSE score END AS score
  WHERE node.scope IS NULL
  WITH node, score ORDER BY score DESC, node.id
  WITH collect([node, score]) AS found
  RETURN {totalCount: size(found), edges: COLLECT {
    UNWIND found[..20] AS each
    WITH each[0] AS n, each[1] AS score
    RETURN {score: score, node: {__typename: {{type n}}, id: n.id}, excerpt: [
      \1, n.summary, n.consequence, n.raw, n.name, n.subject, n.definition, n.notDisputed, n.due, n.caption
    ]}
  }} AS \2
}"""
_SIDE = r"""\1 {.id, .kind, .date, .scope, .summary, .notDisputed, .standing,
  answeredBy: COLLECT {
    MATCH (o:Statement)-[:ANSWERS]->(\1) WITH o ORDER BY o.day, o.position, o.id RETURN o {.id, .summary}
  },
  evidence: COLLECT {
    MATCH (\1)-[e:EVIDENCED_BY]->(o) WITH e, o ORDER BY e.position, o.id RETURN o {.quote, .speaker}
  }%s
}"""
_NUMBERS = ", ".join(
    rf"""{name}: size([said IN \1 WHERE any(n IN said WHERE n.polarity = '{name.upper()}')]),
{name}Alone: size([said IN \1 WHERE any(n IN said WHERE n.alone AND n.polarity = '{name.upper()}')])"""
    for name in ("adverse", "positive", "mixed")
)
_REPEATED: Mapping[str, str | Callable[[re.Match[str]], str]] = {
    r"\{\{followed\}\}": "|".join(FOLLOWED["followed"]),
    r"\{\{search ('.+?') into (\w+)\}\}": _FOUND,
    # The index is asked in its own language, which nobody writes by hand.
    r"\{\{query of '(.+?)'\}\}": lambda match: f"'{index_query(match[1])}'",
    r"\{\{numbers of (\w+)\}\}": _NUMBERS,
    r"\{\{accounts (.+?)\}\}": r"""COLLECT {
  MATCH \1
  WITH s ORDER BY s.day, s.position, s.id
  RETURN {{whole account s}}
}""",
    r"\{\{account (\w+)\}\}": _ACCOUNT % {"more": ""},
    r"\{\{whole account (\w+)\}\}": _ACCOUNT % {"more": r", evidence: {{passages \1}}"},
    r"\{\{side (\w+) and (.+?\}\})\}\}": _SIDE % r", \2",
    r"\{\{sides (.+?)\}\}": r"""COLLECT {
  MATCH \1
  WITH s ORDER BY s.day, s.position, s.id
  RETURN {{side s}}
}""",
    r"\{\{side (\w+)\}\}": _SIDE % "",
    r"\{\{outcomes (\w+)\}\}": r"""COLLECT {
  MATCH (o)-[:REVIEW_OF]->(\1)
  WITH o ORDER BY o.day, o.position, o.id
  RETURN o {.id, .status, .date, .summary, .saidBy, .doneBy}
}""",
    r"\{\{answer (\w+)\}\}": r"""\1 {.id, .kind, .standing,
  disputes: {{all (\1)-[:DISPUTES]->(o)}}, qualifies: {{all (\1)-[:QUALIFIES]->(o)}},
  doesNotDispute: {{all (\1)-[:DOES_NOT_DISPUTE]->(o)}},
  statistics: COLLECT {
    MATCH (\1)-[:QUANTIFIED_BY]->(o) WITH o ORDER BY o.position, o.id
    RETURN o {.raw, .value, .of, .unit, .ofUnit, .periodText}
  }
}""",
    r"\{\{all (.+?)\}\}": r"COLLECT { MATCH \1 WITH o ORDER BY o.caption, o.id RETURN o {.id} }",
    r"\{\{type (\w+)\}\}": r"[l IN labels(\1) WHERE NOT l IN ['Entity', 'Organisation']][0]",
    r"\{\{speakers for (.+?\})\}\}": _SPEAKERS,
    r"\{\{councils on (.+?)\}\}": r"""COLLECT {
  MATCH (c:LocalAuthority)
  WHERE c.name = 'Dorset' AND c.id IS NOT NULL AND coalesce(c.startFirst <= \1 < c.endLast, true)
  WITH c ORDER BY c.name, c.id LIMIT 20
  RETURN c {.id, .officialName, period: {{held c on \1}}}
}""",
    r"\{\{held (\w+) on (.+?)\}\}": r"""CASE WHEN \1.validToState IS NOT NULL THEN {
  start: \1.validFrom, end: \1.validTo, endState: \1.validToState,
  certain: \1.startLast <= \2 AND \2 < \1.endFirst
} END""",
    r"\{\{passages of (\w+)\}\}": rf"""COLLECT {{
  UNWIND range(0, size(\1.evidenceIds) - 1) AS at
  MATCH (passage:Entity {{id: \1.evidenceIds[at]}})
  WITH at, passage ORDER BY at
  {_PASSAGE}
}}""",
    r"\{\{passages (\w+)\}\}": rf"""COLLECT {{
  MATCH (\1)-[held:EVIDENCED_BY]->(passage)
  WITH held, passage ORDER BY held.position, passage.id
  {_PASSAGE}
}}""",
    r"\{\{one (.+?) \| (.+?)\}\}": r"head(COLLECT { MATCH \1 RETURN o {\2} })",
}


_ENVIRONMENT = Environment.of(None)


def _with_words(data: Any) -> None:
    """The steps of paths in words, from what those name."""
    for path in chain(*data.values()):
        for step in path["steps"]:
            step["words"] = in_words(_ENVIRONMENT, *step["words"])


def _with_excerpts(data: Any) -> None:
    """The words around each match, from the texts of its node."""
    for found in data.values():
        for edge in found["edges"]:
            edge["excerpt"] = excerpt(_ENVIRONMENT, *edge["excerpt"])


def _with_reading(data: Any) -> None:
    data["reportsBesideLetter"]["reading"] = READING


_FINISHED: Mapping[str, Callable[[Any], None]] = {
    "05-how-two-things-are-connected": _with_words,
    "09-full-text-search": _with_excerpts,
    "17-the-letter-beside-the-reports": _with_reading,
}


def finished(name: str, data: Any) -> Any:
    """The answer to a question, from what its statement returns: with words that no Cypher makes."""
    if finish := _FINISHED.get(name):
        finish(data)
    return data


def statements() -> Mapping[str, str]:
    """The statement of each question, by the question's name."""
    return {path.stem: _written_out(path.read_text("utf-8")) for path in STATEMENTS.rglob("*.cypher")}


def _written_out(text: str) -> str:
    """The statement with what many of them repeat: `{{passages x}}` is the evidence of a node, and
    `{{passages of e}}` that of a relationship; `{{one (x)-[:TYPE]->(o) | .id}}` is these properties of
    one node, or null."""
    for pattern, long in _REPEATED.items():
        text = re.sub(pattern, long, text, flags=re.DOTALL)
    return text


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
        data = finished(request.path_params["name"], record[0])
        return Response(orjson.dumps({"data": data}), media_type="application/json")

    async def export(request: Request) -> Response:
        return StreamingResponse(_lines(request.app.state.driver), media_type="application/jsonl")

    routes = [Route("/export", export), Route("/{name}", answer, methods=["POST"])]
    return Starlette(routes=routes, lifespan=lifespan)


async def _lines(driver: AsyncDriver) -> AsyncIterator[bytes]:
    """Every node and relationship with its properties, as JSON Lines of some thousand rows at a time."""
    async with driver.session(database="neo4j", default_access_mode=READ_ACCESS) as session:
        for statement in _WHOLE:
            result = await session.run(statement)
            while rows := await result.fetch(_AT_ONCE):
                yield b"".join(
                    orjson.dumps(row[0], default=str, option=orjson.OPT_APPEND_NEWLINE) for row in rows
                )


def main() -> None:
    uri, port = sys.argv[1:]
    auth = os.environ["NEO4J_USER"], os.environ["NEO4J_PASSWORD"]
    uvicorn.run(
        application(uri, auth), host="127.0.0.1", port=int(port), log_level="warning", access_log=False
    )


if __name__ == "__main__":
    main()
