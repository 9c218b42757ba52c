"""Writes `answers.py`: for each operation of the `.graphql` files here, the types of its variables and its
answer, so that mypy checks what is made of them.

    python generate.py ../../schema.graphql

A union or interface becomes one type for each set of fields, told apart by its `__typename`, which the
document selects there under a name that Python allows. Directives, and input objects as variables, are left
out of this example.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLAbstractType,
    GraphQLEnumType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    build_schema,
    is_abstract_type,
    parse,
    type_from_ast,
    validate,
)

HERE = Path(__file__).parent
LONGEST_LINE = 110
SCALARS = {"Int": "int", "Float": "float", "Boolean": "bool"}  # all others are texts
HEADER = '''"""The types of the documents here, written by generate.py: run it again when one changes."""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict

from client import Document
'''


@dataclass
class Writer:
    """Writes the types of one document's operations; ``classes`` holds them, the innermost first."""

    schema: GraphQLSchema
    fragments: dict[str, FragmentDefinitionNode]
    classes: list[str] = field(default_factory=list)

    def operation(self, operation: OperationDefinitionNode, text: str) -> str:
        """The types of an operation and the document that carries them."""
        assert operation.name is not None
        assert self.schema.query_type is not None
        name = operation.name.value
        given = [
            f"    {each.variable.name.value}: {self._variable(each.type)}"
            for each in operation.variable_definitions or ()
        ]
        self.classes.append("\n".join([f"class {name}Variables(TypedDict):", *(given or ["    pass"])]))
        self._object(name, self.schema.query_type, [operation.selection_set], ())
        constant = f'{name.upper()}: Document[{name}, {name}Variables] = Document(\n    """{text}"""\n)'
        return "\n\n\n".join([*self.classes, constant])

    def _variable(self, declared: object) -> str:
        kind = type_from_ast(self.schema, declared)  # type: ignore[call-overload]
        required = isinstance(kind, GraphQLNonNull)
        written = self._type("", kind, [])
        return written if required else f"NotRequired[{written}]"

    def _type(self, name: str, kind: object, sets: list[SelectionSetNode]) -> str:
        if isinstance(kind, GraphQLNonNull):
            return self._named(name, kind.of_type, sets)
        return f"{self._named(name, kind, sets)} | None"

    def _named(self, name: str, kind: object, sets: list[SelectionSetNode]) -> str:
        if isinstance(kind, GraphQLList):
            return f"list[{self._type(name, kind.of_type, sets)}]"
        if isinstance(kind, GraphQLEnumType):
            return f"Literal[{', '.join(quoted(each) for each in kind.values)}]"
        if isinstance(kind, GraphQLScalarType):
            return SCALARS.get(kind.name, "str")
        if isinstance(kind, GraphQLObjectType):
            return self._object(name, kind, sets, (kind.name,))
        if is_abstract_type(kind):
            return self._one_of(name, kind, sets)
        raise TypeError(f"{kind} as a variable is not part of this example.")

    def _one_of(self, name: str, kind: GraphQLAbstractType, sets: list[SelectionSetNode]) -> str:
        """Types with the same fields are written once."""
        alike: dict[tuple[str, ...], list[GraphQLObjectType]] = {}
        for each in self.schema.get_possible_types(kind):
            alike.setdefault(tuple(self._fields(each, sets)), []).append(each)
        names = []
        for kinds in alike.values():
            own = name if len(alike) == 1 else f"{name}{kinds[0].name}"
            names.append(self._object(own, kinds[0], sets, tuple(each.name for each in kinds)))
        return " | ".join(names)

    def _object(
        self, name: str, kind: GraphQLObjectType, sets: list[SelectionSetNode], typenames: Iterable[str]
    ) -> str:
        lines = [f"class {name}(TypedDict):"]
        for key, nodes in self._fields(kind, sets).items():
            asked = nodes[0].name.value
            if asked == "__typename":
                written = f"Literal[{', '.join(map(quoted, typenames))}]"
            else:
                inner = [node.selection_set for node in nodes if node.selection_set]
                written = self._type(f"{name}{key[0].upper()}{key[1:]}", kind.fields[asked].type, inner)
            lines.append(wrapped(key, written))
        self.classes.append("\n".join(lines))
        return name

    def _fields(
        self, kind: GraphQLObjectType, sets: Iterable[SelectionSetNode]
    ) -> dict[str, list[FieldNode]]:
        """The fields selected of a type by their keys in the answer."""
        found: dict[str, list[FieldNode]] = {}
        for node in self._selected(kind, [each for part in sets for each in part.selections]):
            found.setdefault((node.alias or node.name).value, []).append(node)
        return found

    def _selected(self, kind: GraphQLObjectType, nodes: Iterable[SelectionNode]) -> Iterator[FieldNode]:
        for node in nodes:
            if isinstance(node, FieldNode):
                yield node
                continue
            part = self.fragments[node.name.value] if isinstance(node, FragmentSpreadNode) else node
            assert isinstance(part, (FragmentDefinitionNode, InlineFragmentNode))
            condition = part.type_condition
            if condition is None or self._includes(condition.name.value, kind):
                yield from self._selected(kind, part.selection_set.selections)

    def _includes(self, condition: str, kind: GraphQLObjectType) -> bool:
        other = self.schema.type_map[condition]
        return other is kind or (is_abstract_type(other) and self.schema.is_sub_type(other, kind))


def wrapped(key: str, written: str) -> str:
    """A field of a class, one type a line where they are too many for one."""
    line = f"    {key}: {written}"
    if len(line) <= LONGEST_LINE:
        return line
    return "\n".join([f"    {key}: (", "        " + written.replace(" | ", "\n        | "), "    )"])


def quoted(text: str) -> str:
    return f'"{text}"'


def generated(schema: GraphQLSchema) -> str:
    """The text of `answers.py`."""
    parts = [HEADER]
    for path in sorted(HERE.glob("*.graphql")):
        text = path.read_text("utf-8")
        document = parse(text)
        if wrong := validate(schema, document):
            raise SystemExit(f"{path.name}: {wrong[0]}")
        fragments = {
            each.name.value: each for each in document.definitions if isinstance(each, FragmentDefinitionNode)
        }
        for each in document.definitions:
            if isinstance(each, OperationDefinitionNode):
                parts.append(Writer(schema, fragments).operation(each, text))
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    schema = build_schema(Path(sys.argv[1]).read_text("utf-8"))
    (HERE / "answers.py").write_text(generated(schema), "utf-8")
