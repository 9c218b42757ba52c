"""From positional rows to answers: one expression of Python for each root field, written once per document.

A shape writes the text of its value, given the name of the row that it reads; ``shaping`` makes a function of
the whole text. Nothing of a request stands in it but what GraphQL allows as a name: every other value is an
object that the text names.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from graphql import GraphQLList, GraphQLNonNull, GraphQLOutputType, is_leaf_type

from api.compiler.row_layout import Answering, Row

Shaping: TypeAlias = Callable[[Row, Answering], Any]
# Python reads no text whose brackets nest too deep; an object deeper than this is a function of its own.
_DEEPEST = 24


class PromiseBroken(Exception):
    """The graph has nothing where the schema promises a value: a bug in the build's checks."""


@dataclass
class Writing:
    """The text of a document's answers while it is written: what its names stand for."""

    names: dict[str, Any] = field(default_factory=lambda: {"__builtins__": {}})
    functions: dict[Shape, str] = field(default_factory=dict)
    depth: int = 0
    variables: int = 0

    def name(self, value: Any) -> str:
        """A name for an object."""
        name = f"k{len(self.names)}"
        self.names[name] = value
        return name

    def variable(self) -> str:
        self.variables += 1
        return f"v{self.variables}"

    def function(self, shape: Shape) -> str:
        """The name of a function of a row and what is answered; one for each shape, however often used."""
        if shape not in self.functions:
            outer, self.depth = self.depth, 0
            made = eval(f"lambda row, answering: {shape(self, 'row')}", self.names)
            self.depth = outer
            self.functions[shape] = self.name(made)
        return self.functions[shape]


Shape: TypeAlias = Callable[[Writing, str], str]


def shaping(shape: Shape) -> Shaping:
    """The function that a shape writes."""
    writing = Writing()
    made: Shaping = writing.names.pop(writing.function(shape))
    return made


def constant(value: Any) -> Shape:
    return lambda writing, row: str(value) if value is None or value is False else writing.name(value)


def slot(index: int) -> Shape:
    return lambda writing, row: f"{row}[{index}]"


def calling(function: Shaping) -> Shape:
    """What a function of Python makes of the row."""
    return lambda writing, row: f"{writing.name(function)}({row}, answering)"


def computed(function: Callable[..., Any], inputs: Sequence[Shape]) -> Shape:
    def shape(writing: Writing, row: str) -> str:
        given = ", ".join(each(writing, row) for each in inputs)
        return f"{writing.name(function)}(answering.environment, {given})"

    return shape


def object_of(entries: Sequence[tuple[str, Shape]]) -> Shape:
    def shape(writing: Writing, row: str) -> str:
        if writing.depth == _DEEPEST:
            return f"{writing.function(shape)}({row}, answering)"
        writing.depth += 1
        written = ", ".join(f"{key!r}: {each(writing, row)}" for key, each in entries)
        writing.depth -= 1
        return f"{{{written}}}"

    return shape


def by_label(index: int, ways: Mapping[str, Sequence[tuple[str, Shape, bool]]]) -> Shape:
    """A node of one of several types: the slot is ``[label, *slots]``, all labels of the node, or null. An
    entry that is shared by types reads the row around it, any other reads the slot."""

    def shape(writing: Writing, row: str) -> str:
        known = writing.name({label: _way(writing, entries) for label, entries in ways.items()})
        way, found = writing.variable(), f"{row}[{index}]"
        chosen = f"{way} := {writing.name(_chosen)}({known}, {found})"
        return f"({way}({row}, {found}, answering) if ({chosen}) else None)"

    return shape


def _way(writing: Writing, entries: Sequence[tuple[str, Shape, bool]]) -> Any:
    """The function for nodes of one type. What types share is written once, and called by each."""
    outer, writing.depth = writing.depth, 1
    written = []
    for key, each, is_shared in entries:
        value = f"{writing.function(each)}(row, answering)" if is_shared else each(writing, "found")
        written.append(f"{key!r}: {value}")
    writing.depth = outer
    return eval(f"lambda row, found, answering: {{{', '.join(written)}}}", writing.names)


def _chosen(ways: Mapping[str, Any], found: Sequence[Any] | None) -> Any:
    return next((ways[each] for each in found or () if each in ways), None)


def one(index: int, item: Shape) -> Shape:
    """The slot is a list of at most one row."""
    return one_of(lambda writing, row: f"{row}[{index}]", 0, item)


def one_of(rows: Shape, position: int, item: Shape) -> Shape:
    """The first of some rows, or the last (-1)."""

    def shape(writing: Writing, row: str) -> str:
        found, only = writing.variable(), writing.variable()
        first = f"({found} := {rows(writing, row)}) and ({only} := {found}[{position}]) is not None"
        return f"({item(writing, only)} if {first} else None)"

    return shape


def side_by_side(shapes: Sequence[Shape]) -> Shape:
    """A list of what each makes of the same row."""
    return lambda writing, row: f"[{', '.join(each(writing, row) for each in shapes)}]"


def every(index: int, item: Shape) -> Shape:
    return listed(lambda writing, row: f"{row}[{index}]", item)


def listed(rows: Shape, item: Shape) -> Shape:
    """Each of some rows."""

    def shape(writing: Writing, row: str) -> str:
        inner = writing.variable()
        return f"[{item(writing, inner)} for {inner} in {rows(writing, row)}]"

    return shape


def promised(shape: Shape, declared: GraphQLOutputType, name: str) -> Shape:
    """The same shape, held to what the schema says of null. The graph stores no empty list: where
    a list of plain values is promised, nothing is the empty list."""
    if not isinstance(declared, GraphQLNonNull):
        return shape
    is_plain_list = isinstance(declared.of_type, GraphQLList) and is_leaf_type(
        getattr(declared.of_type.of_type, "of_type", declared.of_type.of_type)
    )

    def kept(writing: Writing, row: str) -> str:
        value, text = writing.variable(), shape(writing, row)
        if text.startswith(("{", "[")):
            return text
        otherwise = "[]" if is_plain_list else f"{writing.name(_broken)}({writing.name(name)})"
        return f"({value} if ({value} := {text}) is not None else {otherwise})"

    return kept


def _broken(name: str) -> None:
    raise PromiseBroken(f"{name} is null where the schema promises a value")
