"""The functions that declare fields of the schema, each with what it reads (``api.schema.bindings``)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import strawberry

from api.schema import arguments
from api.schema.bindings import (
    BINDING,
    NOTHING,
    SELF,
    Argument,
    Binding,
    Computed,
    Counts,
    IsCertain,
    Nested,
    OfPage,
    PropertyRead,
    Take,
    Traversal,
)
from api.schema.inputs.targets import target


def _declared(binding: Binding, description: str, resolver: Any = None) -> Any:
    return strawberry.field(description=description, resolver=resolver, metadata={BINDING: binding})


def value(description: str, *, of: str = SELF, named: str = "") -> Any:
    """The property with the field's own name (or ``named``) of the variable ``of``."""
    return _declared(PropertyRead(of, named), description)


def column(description: str, named: str) -> Any:
    """A column of the row, which holds a plain value."""
    return _declared(PropertyRead(named, None), description)


def computed(description: str, function: Callable[..., Any], *inputs: str | PropertyRead) -> Any:
    """A value made in Python; an input is the name of a property of the node, or a ``PropertyRead``."""
    reads = tuple(each if isinstance(each, PropertyRead) else PropertyRead(SELF, each) for each in inputs)
    return _declared(Computed(function, reads), description)


def counted(pattern: str, description: str, *, of: str = SELF) -> Any:
    """The number that a pattern of one row has in its one column."""
    return _declared(Counts(pattern, of), description)


def certain(description: str) -> Any:
    return _declared(IsCertain(), description)


def holds(description: str, variable: str = SELF, *, name: str | None = None) -> Any:
    """An object that reads ``variable`` of the same row; ``name`` where Python has none for it."""
    return strawberry.field(description=description, name=name, metadata={BINDING: Nested(variable)})


def of_page(description: str, resolver: Callable[..., None] | None = None) -> Any:
    """A part of a connection."""
    return _declared(OfPage(), description, resolver)


def one(pattern: str, description: str, *, of: str = SELF) -> Any:
    """The first row of a pattern, or null."""
    return _declared(Traversal(pattern, Take.ONE, of), description)


def every(pattern: str, description: str, *, of: str = SELF) -> Any:
    """All rows, for what is few by nature."""
    narrowed = arguments.of(arguments.every, target(pattern), ordered=False)
    return _declared(Traversal(pattern, Take.EVERY, of), description, narrowed)


def page(pattern: str, description: str) -> Any:
    """A connection over a pattern that starts from this node."""
    return _declared(
        Traversal(pattern, Take.PAGE), description, arguments.of(arguments.page, target(pattern))
    )


def history(pattern: str, description: str) -> Any:
    """A connection over a pattern whose ``edge`` has a day, a kind and a basis."""
    return _declared(
        Traversal(pattern, Take.PAGE), description, arguments.of(arguments.history, target(pattern))
    )


def root(
    pattern: str,
    description: str,
    take: Take,
    resolver: Callable[..., Any],
    *,
    label: str | None = None,
    parameters: Mapping[str, Argument] = NOTHING,
) -> Any:
    """A field of Query: a pattern that starts from nothing."""
    return _declared(Traversal(pattern, take, SELF, parameters, label), description, resolver)
