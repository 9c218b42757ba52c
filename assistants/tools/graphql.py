"""What the other tools do not ask: any query that the API allows, and the schema to write it by."""

from __future__ import annotations

from assistants.parameters import anything, text
from assistants.tool import Tool

GRAPHQL = Tool(
    "graphql",
    "Ask in GraphQL",
    "Any query that the API answers, within its limits of cost, depth and time; call `schema` first. Select "
    "evidence { speaker locator quote source { name } } with whatever you will quote, basis on edges of a "
    "body, and first: on lists. Only reads.",
    (
        text("query", "A GraphQL document.", 50_000, is_required=True),
        anything("variables", {"type": "object", "description": "Its variables."}, dict, "an object"),
        text("operation", "Which operation of the document.", 200),
    ),
)

SCHEMA = Tool(
    "schema",
    "The GraphQL schema in short",
    "The types and fields of the GraphQL schema in one short text, or with `type` one of them in full with "
    "its descriptions, such as Finding or FindingWhere.",
    (text("type", "The name of a type.", 100),),
)
