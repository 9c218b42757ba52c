"""Projections: one Python expression for each root field turns positional rows into its answer.

An ``Expression`` writes the source of a value, given the name of the row it reads; ``compile_projection``
makes a function of the whole. Of a request, the source holds only what GraphQL allows as a name: every other
value is an object that the source refers to by a name of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from graphql import GraphQLList, GraphQLNonNull, GraphQLOutputType, is_leaf_type

from api.compiler.row_layout import RequestInputs, Row

Projection: TypeAlias = Callable[[Row, RequestInputs], Any]
# Python refuses source whose brackets nest too deep; an object below this depth gets a function of its own.
_DEEPEST = 24


class PromiseBroken(Exception):
    """The graph has nothing where the schema promises a value: a bug in the build's checks."""


@dataclass
class SourceWriter:
    """Writes the source of a projection; ``names`` are the objects it refers to."""

    names: dict[str, Any] = field(default_factory=lambda: {"__builtins__": {}})
    functions: dict[Expression, str] = field(default_factory=dict)
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

    def function(self, expression: Expression) -> str:
        """The name of the function of a row and its inputs; one for each expression, however often used."""
        if expression not in self.functions:
            outer, self.depth = self.depth, 0
            made = eval(f"lambda row, inputs: {expression(self, 'row')}", self.names)
            self.depth = outer
            self.functions[expression] = self.name(made)
        return self.functions[expression]


Expression: TypeAlias = Callable[[SourceWriter, str], str]


def compile_projection(expression: Expression) -> Projection:
    """The function whose source an expression writes."""
    writer = SourceWriter()
    made: Projection = writer.names.pop(writer.function(expression))
    return made


def constant(value: Any) -> Expression:
    return lambda writer, row: str(value) if value is None or value is False else writer.name(value)


def slot(index: int) -> Expression:
    return lambda writer, row: f"{row}[{index}]"


def calling(function: Projection) -> Expression:
    """The result of a Python function of the row."""
    return lambda writer, row: f"{writer.name(function)}({row}, inputs)"


def computed(function: Callable[..., Any], arguments: Sequence[Expression]) -> Expression:
    """The result of a Python function of the environment and other values."""

    def expression(writer: SourceWriter, row: str) -> str:
        written = ", ".join(each(writer, row) for each in arguments)
        return f"{writer.name(function)}(inputs.environment, {written})"

    return expression


def object_of(entries: Sequence[tuple[str, Expression]]) -> Expression:
    def expression(writer: SourceWriter, row: str) -> str:
        if writer.depth == _DEEPEST:
            return f"{writer.function(expression)}({row}, inputs)"
        writer.depth += 1
        written = ", ".join(f"{key!r}: {each(writer, row)}" for key, each in entries)
        writer.depth -= 1
        return f"{{{written}}}"

    return expression


def by_label(index: int, types: Mapping[str, Sequence[tuple[str, Expression, bool]]]) -> Expression:
    """A node of one of several types. The slot is null, or the node's labels and the slots of its type. An
    entry that types share reads the surrounding row; any other reads the slot."""

    def expression(writer: SourceWriter, row: str) -> str:
        functions = writer.name({label: _typed(writer, entries) for label, entries in types.items()})
        function, value = writer.variable(), f"{row}[{index}]"
        chosen = f"{function} := {writer.name(_chosen)}({functions}, {value})"
        return f"({function}({row}, {value}, inputs) if ({chosen}) else None)"

    return expression


def _typed(writer: SourceWriter, entries: Sequence[tuple[str, Expression, bool]]) -> Any:
    """The function for nodes of one type. Entries that types share are written once and called by each."""
    outer, writer.depth = writer.depth, 1
    written = []
    for key, each, is_shared in entries:
        source = f"{writer.function(each)}(row, inputs)" if is_shared else each(writer, "value")
        written.append(f"{key!r}: {source}")
    writer.depth = outer
    return eval(f"lambda row, value, inputs: {{{', '.join(written)}}}", writer.names)


def _chosen(functions: Mapping[str, Any], labels: Sequence[Any] | None) -> Any:
    return next((functions[each] for each in labels or () if each in functions), None)


def one(index: int, item: Expression) -> Expression:
    """The slot is a list of at most one row."""
    return one_of(lambda writer, row: f"{row}[{index}]", 0, item)


def one_of(rows: Expression, position: int, item: Expression) -> Expression:
    """The first of the rows, or the last (``position`` -1)."""

    def expression(writer: SourceWriter, row: str) -> str:
        found, only = writer.variable(), writer.variable()
        first = f"({found} := {rows(writer, row)}) and ({only} := {found}[{position}]) is not None"
        return f"({item(writer, only)} if {first} else None)"

    return expression


def list_of(items: Sequence[Expression]) -> Expression:
    """A list whose items all read the same row."""
    return lambda writer, row: f"[{', '.join(each(writer, row) for each in items)}]"


def every(index: int, item: Expression) -> Expression:
    return listed(lambda writer, row: f"{row}[{index}]", item)


def listed(rows: Expression, item: Expression) -> Expression:
    """One item for each row."""

    def expression(writer: SourceWriter, row: str) -> str:
        inner = writer.variable()
        return f"[{item(writer, inner)} for {inner} in {rows(writer, row)}]"

    return expression


def promised(expression: Expression, declared: GraphQLOutputType, name: str) -> Expression:
    """The same expression, checked against the schema's non-null. The graph stores no empty lists: where the
    schema promises a list of plain values, a missing one is empty."""
    if not isinstance(declared, GraphQLNonNull):
        return expression
    is_plain_list = isinstance(declared.of_type, GraphQLList) and is_leaf_type(
        getattr(declared.of_type.of_type, "of_type", declared.of_type.of_type)
    )

    def checked(writer: SourceWriter, row: str) -> str:
        value, text = writer.variable(), expression(writer, row)
        if text.startswith(("{", "[")):
            return text
        otherwise = "[]" if is_plain_list else f"{writer.name(_broken)}({writer.name(name)})"
        return f"({value} if ({value} := {text}) is not None else {otherwise})"

    return checked


def _broken(name: str) -> None:
    raise PromiseBroken(f"{name} is null where the schema promises a value")
