"""The schema, built once."""

from __future__ import annotations

from functools import cache

import strawberry
from graphql import GraphQLSchema, is_abstract_type
from strawberry.schema.config import StrawberryConfig

from api.schema.query import MEMBERS, Query, Subscription
from api.schema.scalars import SCALARS


@cache
def schema() -> strawberry.Schema:
    config = StrawberryConfig(scalar_map=SCALARS)
    return strawberry.Schema(query=Query, subscription=Subscription, types=MEMBERS, config=config)


def core_schema() -> GraphQLSchema:
    """The same schema as graphql-core knows it."""
    return schema()._schema


def possible_types() -> dict[str, list[str]]:
    """Each interface and union with the names of its types, as Apollo's cache takes them."""
    known = core_schema()
    abstract = sorted((kind for kind in known.type_map.values() if is_abstract_type(kind)), key=str)
    return {kind.name: sorted(map(str, known.get_possible_types(kind))) for kind in abstract}


def sdl() -> str:
    """The schema in the schema definition language."""
    return schema().as_str()
