"""Random documents: valid, seeded, and with ids that the graph holds.

The same seed gives the same document.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from random import Random
from typing import Any

from graphql import (
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    get_named_type,
    get_nullable_type,
    is_composite_type,
    is_required_argument,
    parse,
    print_ast,
    validate,
)

from tests.helpers.random_values import SPECIAL, Known, RandomValues, literal, promised

DEEPEST = 5
MOST_ROWS = 400  # a rough bound of the rows that one document asks for
INTROSPECTION = (
    "__schema { queryType { name } }",
    '__type(name: "Finding") { kind fields { name type { kind } } }',
    '__type(name: "Nobody") { name }',
)


@dataclass(frozen=True)
class RandomDocument:
    """A document with its sets of variables. Most are alike in form, so that Neo4j has seldom to plan another
    statement for the second; they hold other values and other enumerations."""

    seed: int
    text: str
    sets: tuple[Mapping[str, Any], ...]


def random_document(schema: GraphQLSchema, known: Known, seed: int) -> RandomDocument:
    """The document of a seed."""
    random = Random(seed)
    while True:
        # Fields of two fragments may not agree; graphql-core tells, and then another one is drawn.
        text, sets = _Writer(schema, known, random).document()
        if not validate(schema, parse(text)):
            return RandomDocument(seed, print_ast(parse(text)), sets)


@dataclass
class _Writer(RandomValues):
    sets: tuple[dict[str, Any], ...] = field(default_factory=lambda: ({}, {}, {}))
    declared: list[str] = field(default_factory=list)
    fragments: list[str] = field(default_factory=list)
    used: int = 0
    left: int = 0

    def document(self) -> tuple[str, tuple[dict[str, Any], ...]]:
        query = self.schema.query_type
        assert query is not None
        self.left = self.random.choice((3, 6, 10, 15, 20, 25))
        roots = [self._root(query) for _ in range(self.random.choice((1, 1, 1, 2, 3)))]
        if self.chance(0.05):
            roots.append(self.random.choice(INTROSPECTION))
        if self.chance(0.05):
            roots.append("__typename")
        self.random.shuffle(roots)
        declared = f"({', '.join(self.declared)})" if self.declared else ""
        text = f"query Random{declared} {{ {' '.join(roots)} }} {' '.join(self.fragments)}"
        return text, self.sets

    def _root(self, query: GraphQLObjectType) -> str:
        # Full-text search is left out: how well a node matches is the index's own.
        name = self.random.choice([name for name in query.fields if name != "search"])
        return self._field(query, name, DEEPEST, 1, f"r{self._next()}: ")

    def _selection(self, kind: GraphQLNamedType, depth: int, rows: int) -> str:
        """A selection of at least one field, in braces."""
        parts = [self._part(kind, depth, rows)]
        parts += [self._part(kind, depth, rows) for _ in range(self.random.randint(0, 3)) if self.left > 0]
        if self.chance(0.15):
            parts.append("__typename")
        if self.chance(0.1):
            parts.append(self.random.choice(parts))
        return f"{{ {' '.join(parts)} }}"

    def _part(self, kind: GraphQLNamedType, depth: int, rows: int) -> str:
        is_abstract = isinstance(kind, (GraphQLInterfaceType, GraphQLUnionType))
        if self.chance(0.8 if isinstance(kind, GraphQLUnionType) else 0.4 if is_abstract else 0.08):
            return self._fragment(self.random.choice(self._narrower(kind)), depth, rows)
        if isinstance(kind, GraphQLUnionType):
            return "__typename"
        assert isinstance(kind, (GraphQLObjectType, GraphQLInterfaceType))
        names = [name for name in kind.fields if self._is_affordable(kind.fields[name], depth, rows)]
        if not names:
            return "__typename"
        return self._field(kind, self.random.choice(names), depth, rows)

    def _fragment(self, kind: GraphQLNamedType, depth: int, rows: int) -> str:
        """An inline or a named fragment on a type."""
        body = self._selection(kind, depth, rows)
        if self.chance(0.7):
            condition = "" if self.chance(0.1) and isinstance(kind, GraphQLObjectType) else f"on {kind.name} "
            return f"... {condition or f'on {kind.name} '}{self._directive()} {body}"
        name = f"F{self._next()}"
        self.fragments.append(f"fragment {name} on {kind.name} {body}")
        return f"...{name} {self._directive()}"

    def _narrower(self, kind: GraphQLNamedType) -> list[GraphQLNamedType]:
        """Types on which a fragment can stand within this one."""
        if isinstance(kind, GraphQLObjectType):
            return [kind, *kind.interfaces]
        assert isinstance(kind, (GraphQLInterfaceType, GraphQLUnionType))
        members = list(self.schema.get_possible_types(kind))
        shared = {each.name: each for member in members for each in member.interfaces}
        return [*members, *shared.values()]

    def _field(
        self,
        kind: GraphQLObjectType | GraphQLInterfaceType,
        name: str,
        depth: int,
        rows: int,
        alias: str | None = None,
    ) -> str:
        self.left -= 1
        definition = kind.fields[name]
        inner = get_named_type(definition.type)
        arguments, size = self._arguments(kind, name, definition, rows)
        if alias is None:
            alias = f"a{self._next()}: " if arguments or self.chance(0.25) else ""
        head = f"{alias}{name}{arguments} {self._directive()}"
        if not is_composite_type(inner):
            return head
        # The parts of a page are no step away from it.
        step = 0 if inner.name.endswith(("Connection", "Edge", "PageInfo")) else 1
        body = self._selection(inner, depth - step, rows * size)
        if self.chance(0.07):
            return f"{head}{body} {head}{self._selection(inner, depth - step, rows * size)}"
        return head + body

    def _is_affordable(self, definition: GraphQLField, depth: int, rows: int) -> bool:
        if not is_composite_type(get_named_type(definition.type)):
            return True
        return depth > 0 and rows < MOST_ROWS and self.left > 0

    def _arguments(
        self, kind: GraphQLNamedType, name: str, definition: GraphQLField, rows: int
    ) -> tuple[str, int]:
        """Arguments in parentheses, and how many rows they let through at most."""
        is_list = isinstance(get_nullable_type(definition.type), GraphQLList)
        if not definition.args:
            return "", 3 if is_list else 1
        given: dict[str, str] = {}
        size = 20
        pages = [each for each in ("first", "last") if each in definition.args]
        if pages and (rows > 1 or self.chance(0.8)):
            sizes = (0, 1, 2, 2, 3, 5) if rows > 1 else (0, 1, 2, 3, 5, 20, 100)
            size = self.random.choice(sizes)
            counted = self.random.choice(pages)
            given[counted] = self._given(
                definition.args[counted].type, size, lambda: self.random.choice(sizes), nullable=rows == 1
            )
        is_ordered = "orderBy" in definition.args and self.chance(0.25)
        for argument, declared in definition.args.items():
            if argument in ("first", "last"):
                continue
            # The known cursors are of the list's own order.
            if (argument in ("after", "before") and is_ordered) or (argument == "orderBy" and not is_ordered):
                continue
            if is_required_argument(declared) or self.chance(0.3):
                draw = partial(self.value, argument, declared, f"{kind.name}.{name}")
                value = draw()
                # What stands for other things than its type says is drawn again as it was drawn first.
                again = draw if argument in SPECIAL else partial(self.varied, value, declared.type)
                given[argument] = self._given(declared.type, value, again)
        text = ", ".join(f"{argument}: {value}" for argument, value in given.items())
        return f"({text})" if text else "", size if is_list or pages else 1

    def _given(
        self, declared: GraphQLInputType, value: Any, again: Callable[[], Any], *, nullable: bool = True
    ) -> str:
        """A value written out, or a variable that holds it, that is null, or that is left to its default. In
        the other sets of variables it holds what `again` gives."""
        if self.chance(0.25):
            if isinstance(value, dict) and value and self.chance(0.4):
                return self._with_variable_inside(declared, value)
            return literal(value)
        name = f"v{self._next()}"
        kind = str(declared)
        is_required = isinstance(declared, GraphQLNonNull)
        way = self.random.choice(("given", "given", "given", "default", "null", "absent"))
        if is_required or not nullable:
            way = self.random.choice(("given", "given", "default"))
        default = f" = {literal(value)}" if way == "default" and value is not None else ""
        self.declared.append(f"${name}: {kind.rstrip('!') if default else kind}{default}")
        first, *others = self.sets
        if way == "given":
            first[name] = value
        elif way == "null":
            first[name] = None
        for other in others:
            if way == "given" or self.chance(0.3):
                other[name] = again()
            elif way == "null":
                other[name] = None
        return f"${name}"

    def _with_variable_inside(self, declared: GraphQLInputType, value: Mapping[str, Any]) -> str:
        kind = get_nullable_type(declared)
        assert isinstance(kind, GraphQLInputObjectType)
        is_open = kind.name == "Between"  # in a filter, null is refused
        parts = []
        for name, each in value.items():
            declared = kind.fields[name].type
            if kind.is_one_of:
                declared = promised(declared)
            again = partial(self.varied, each, declared if is_open else promised(declared))
            parts.append(f"{name}: {self._given(declared, each, again, nullable=is_open)}")
        return f"{{{', '.join(parts)}}}"

    def _directive(self) -> str:
        if not self.chance(0.08):
            return ""
        word, kept = self.random.choice((("skip", False), ("include", True)))
        truth = kept if self.chance(0.6) else not kept
        if self.chance(0.5):
            return f"@{word}(if: {literal(truth)}) "
        name = f"v{self._next()}"
        if self.chance(0.4):
            self.declared.append(f"${name}: Boolean = {literal(truth)}")
        else:
            self.declared.append(f"${name}: Boolean!")
            for each in self.sets:
                each[name] = truth if each is self.sets[0] or self.chance(0.7) else not truth
        return f"@{word}(if: ${name}) "

    def _next(self) -> int:
        self.used += 1
        return self.used
