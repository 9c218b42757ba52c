"""The schema, built once."""

from __future__ import annotations

from functools import cache

import strawberry
from graphql import GraphQLSchema
from strawberry.schema.config import StrawberryConfig

from api.query import MEMBERS, Query
from api.scalars import SCALARS


@cache
def schema() -> strawberry.Schema:
    return strawberry.Schema(query=Query, types=MEMBERS, config=StrawberryConfig(scalar_map=SCALARS))


def core_schema() -> GraphQLSchema:
    """The same schema as graphql-core knows it."""
    return schema()._schema


def sdl() -> str:
    """The schema in the schema definition language."""
    return schema().as_str()
