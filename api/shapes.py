"""From positional rows to answers: small functions, made once per document.

A shape takes a row and what is answered (``api.rows.Answering``) and gives the value of one field.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from graphql import GraphQLList, GraphQLNonNull, GraphQLOutputType, is_leaf_type

from api.rows import Answering, Row, Shape


class PromiseBroken(Exception):
    """The graph has nothing where the schema promises a value: a bug in the build's checks."""


def constant(value: Any) -> Shape:
    return lambda row, answering: value


def slot(index: int) -> Shape:
    return lambda row, answering: row[index]


def computed(function: Callable[..., Any], inputs: Sequence[Shape]) -> Shape:
    def shape(row: Row, answering: Answering) -> Any:
        return function(answering.environment, *(each(row, answering) for each in inputs))

    return shape


def object_of(entries: Sequence[tuple[str, Shape]]) -> Shape:
    def shape(row: Row, answering: Answering) -> Any:
        return {key: each(row, answering) for key, each in entries}

    return shape


def by_label(index: int, ways: Mapping[str, Sequence[tuple[str, Shape, bool]]]) -> Shape:
    """A node of one of several types: the slot is ``[label, *slots]``, all labels of the node, or null. An
    entry that is shared by types reads the row around it, any other reads the slot."""

    def shape(row: Row, answering: Answering) -> Any:
        found = row[index]
        label = next((each for each in found or () if each in ways), None)
        if label is None:
            return None
        return {key: each(row if is_shared else found, answering) for key, each, is_shared in ways[label]}

    return shape


def one(index: int, item: Shape) -> Shape:
    """The slot is a list of at most one row."""

    def shape(row: Row, answering: Answering) -> Any:
        found = row[index]
        return item(found[0], answering) if found else None

    return shape


def every(index: int, item: Shape) -> Shape:
    def shape(row: Row, answering: Answering) -> Any:
        return [item(found, answering) for found in row[index]]

    return shape


def promised(shape: Shape, declared: GraphQLOutputType, name: str) -> Shape:
    """The same shape, held to what the schema says of null. The graph stores no empty list: where
    a list of plain values is promised, nothing is the empty list."""
    if not isinstance(declared, GraphQLNonNull):
        return shape
    is_plain_list = isinstance(declared.of_type, GraphQLList) and is_leaf_type(
        getattr(declared.of_type.of_type, "of_type", declared.of_type.of_type)
    )

    def kept(row: Row, answering: Answering) -> Any:
        value = shape(row, answering)
        if value is None:
            if is_plain_list:
                return []
            raise PromiseBroken(f"{name} is null where the schema promises a value")
        return value

    return kept
