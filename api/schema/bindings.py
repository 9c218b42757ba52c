"""What a field of the schema reads of the graph, as the metadata that it carries.

A field has no resolver that runs. It says which property it reads or which pattern it follows; the
compiler (``api.compiler.selection``) turns a whole selection of such fields into one tree for
``graph.query.composition``.
Inside a node's type, a field speaks of the node itself; inside a row's type (an edge, a step) it
names the variable of the row that it means.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from graphql import GraphQLField, GraphQLInterfaceType, GraphQLObjectType

SELF = ""  # the variable of the node that a type is about
BINDING = "binding"  # the metadata key


@dataclass(frozen=True)
class PropertyRead:
    """The field reads a property of a variable of the row.

    ``""``: named as the field; None: the variable's own value.
    """

    variable: str = SELF
    property: str | None = ""


@dataclass(frozen=True)
class Computed:
    """A value made in Python from others of the same row: ``function(environment, *values)``."""

    function: Callable[..., Any]
    inputs: tuple[PropertyRead, ...]


@dataclass(frozen=True)
class Counts:
    """The number in the one column of a pattern that starts from a variable and has one row; so that it is
    counted where a document selects it, and not for every row."""

    pattern: str
    owner: str = SELF


@dataclass(frozen=True)
class IsCertain:
    """Whether a period certainly includes the operation's ``asOf``; null without one."""


@dataclass(frozen=True)
class Nested:
    """An object whose fields read a variable of the same row."""

    variable: str = SELF


@dataclass(frozen=True)
class OfPage:
    """A part of a connection: ``edges``, ``nodes``, ``pageInfo`` and what is in it, ``totalCount``."""


def unchanged(value: Any) -> Any:
    return value


@dataclass(frozen=True)
class Argument:
    """An argument of a field that becomes a parameter of its pattern, converted on the way. ``is_choice``:
    each value of it is another list, which refuses the cursors of the rest."""

    name: str
    convert: Callable[[Any], Any] = unchanged
    is_choice: bool = False


NOTHING: Mapping[str, Argument] = MappingProxyType({})


class Take(StrEnum):
    ONE = "one"
    EVERY = "every"
    TOP = "top"  # a plain list cut by `first`
    PAGE = "page"


@dataclass(frozen=True)
class Traversal:
    """The field follows a Cypher pattern from its node to other nodes.

    ``parameters`` says which argument each parameter of the pattern takes; ``label`` narrows the pattern to
    one type.
    """

    pattern: str
    take: Take
    owner: str = SELF
    parameters: Mapping[str, Argument] = field(default_factory=lambda: NOTHING)
    label: str | None = None


Binding = PropertyRead | Computed | Counts | IsCertain | Nested | OfPage | Traversal


def declared_binding(declared: Any) -> Binding | None:
    """What a field reads, from its declaration; None for a field that reads nothing."""
    binding = declared.metadata.get(BINDING)
    return binding if isinstance(binding, Binding) else None


def binding_of(definition: GraphQLField) -> Binding:
    """What a field reads, from its place in the built schema."""
    binding = declared_binding(definition.extensions["strawberry-definition"])
    assert binding is not None
    return binding


def property_reads(kind: GraphQLObjectType | GraphQLInterfaceType) -> Iterator[tuple[str, PropertyRead]]:
    """Each plain value that the fields of a type read, with the field's name."""
    for name, definition in kind.fields.items():
        match binding_of(definition):
            case PropertyRead() as binding:
                yield name, binding
            case Computed(_, inputs):
                yield from ((name, each) for each in inputs)


def node_bindings(kind: type) -> Iterator[tuple[Any, Binding]]:
    """The fields of a type of the schema that read its own node, each with what it reads."""
    # Strawberry's decorator adds what a plain type does not have.
    for declared in kind.__strawberry_definition__.fields:  # type: ignore[attr-defined]
        binding = declared_binding(declared)
        if (isinstance(binding, PropertyRead) and binding.variable == SELF) or (
            isinstance(binding, Traversal) and binding.owner == SELF
        ):
            yield declared, binding
