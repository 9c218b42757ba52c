"""Warm Neo4j's plan cache: a fresh Neo4j plans each statement on its first use, which is slow."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLError,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    OperationDefinitionNode,
    parse,
    type_from_ast,
)

from api.execution.documents import Documents
from api.execution.limits import UNLIMITED
from api.execution.prepared import Prepared, Refused
from api.execution.statement_variants import PATIENCE_SECONDS, PLANNED_AHEAD, QUESTIONS
from api.schema.schema import core_schema
from assistants.tool import OF_TOOLS
from graph.errors import GraphError
from graph.neo4j.database import Database
from graph.settings import Settings
from web.documents import questions

_LONGEST_SECONDS = 60.0
_SAMPLES: dict[str, object] = {"Int": 1, "Float": 1.0, "Boolean": False, "Date": "2016-10-17"}


async def warm(database: Database, settings: Settings) -> None:
    """Run the statements of trusted documents, pages, tools and documented questions while no request waits.

    Results are discarded, and errors too: they show when a client sends the document."""
    of_operator = _documents_in(settings.trusted_documents) if settings.trusted_documents else ()
    for text in chain(of_operator, questions(), OF_TOOLS.all(), _documents_in(QUESTIONS)):
        for prepared in operations_of(text):
            await _plan(database, prepared)


def _documents_in(folder: Path) -> Iterator[str]:
    return (path.read_text("utf-8") for path in sorted(folder.glob("**/*.graphql")))


def operations_of(text: str) -> Iterator[Prepared]:
    """Each operation of a document, prepared with sample values for its required variables."""
    documents = Documents(core_schema(), UNLIMITED)
    with suppress(GraphQLError, Refused):
        for definition in parse(text).definitions:
            if isinstance(definition, OperationDefinitionNode):
                name = definition.name.value if definition.name else None
                yield documents.prepare(text, name, _samples(definition))


async def _plan(database: Database, prepared: Prepared) -> None:
    for name, statement, parameters in prepared.statements():
        await database.unused(PATIENCE_SECONDS)
        with suppress(GraphError):
            await database.read(
                statement,
                parameters,
                name=name,
                operation=PLANNED_AHEAD,
                timeout=_LONGEST_SECONDS,
            )


def _samples(definition: OperationDefinitionNode) -> dict[str, object]:
    given: dict[str, object] = {}
    for variable in definition.variable_definitions or ():
        kind: Any = type_from_ast(core_schema(), variable.type)
        if isinstance(kind, GraphQLNonNull) and variable.default_value is None:
            given[variable.variable.name.value] = _sample(kind.of_type)
    return given


def _sample(kind: GraphQLInputType) -> object:
    match kind:
        case GraphQLNonNull(of_type=inner):
            return _sample(inner)
        case GraphQLList():
            return []
        case GraphQLEnumType():
            return next(iter(kind.values))
        case GraphQLInputObjectType():
            required = {
                name: each for name, each in kind.fields.items() if isinstance(each.type, GraphQLNonNull)
            }
            return {name: _sample(each.type) for name, each in required.items()}
        case _:
            return _SAMPLES.get(str(kind), "sample")
