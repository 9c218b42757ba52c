"""The JSON Schema of what a tool answers, derived from its question: it cannot tell of other fields."""

from __future__ import annotations

from functools import cache
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLEnumType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLOutputType,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    get_named_type,
    get_nullable_type,
    parse,
)

from api.schema.schema import core_schema
from assistants.tool import LISTS_OF_ONE

Schema = dict[str, Any]

_SCALARS = {"Int": "integer", "Float": "number", "Boolean": "boolean"}
_TEXT: Schema = {"type": "string"}
_COVERAGE: Schema = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {"basis": _TEXT, "state": _TEXT, "of": {"type": "array", "items": _TEXT}},
    },
}
_PAGED: Schema = {"totalCount": {"type": "integer"}}
_SOURCE: Schema = {
    "type": "object",
    "properties": dict.fromkeys(("id", "name", "strength", "url", "published", "page"), _TEXT),
    "required": ["id", "page"],
}


@cache
def output_schema(question: str) -> Schema:
    """The schema for the text of a question. What is null or empty is left out of answers, so that few fields
    are required."""
    asked = _Question(question)
    answer = asked.schema()
    whole = _object(
        {
            "answer": answer,
            "sources": {"type": "array", "items": _SOURCE},
            "notes": {"type": "array", "items": _TEXT, "description": "How to read this answer."},
            "next": {**_TEXT, "description": "The cursor `after` of the next page."},
            "version": {**_TEXT, "description": "The version of the dataset."},
            "site": {**_TEXT, "description": "Where the pages are."},
        },
        ["answer", "sources", "notes", "site"],
    )
    return whole | {"$defs": asked.shared}


class _Question:
    """The schema of the answer to one document."""

    def __init__(self, text: str) -> None:
        definitions = parse(text).definitions
        self._fragments = {
            each.name.value: each for each in definitions if isinstance(each, FragmentDefinitionNode)
        }
        self.shared: dict[str, Schema] = {}
        (self._operation,) = (each for each in definitions if isinstance(each, OperationDefinitionNode))

    def schema(self) -> Schema:
        query = core_schema().query_type
        assert query is not None
        properties = self._properties(self._operation.selection_set, query)
        for name in LISTS_OF_ONE:
            if name in properties:
                properties[name] = properties[name]["items"]
        if "disputes" in properties:
            properties |= _PAGED
        return _object(properties)

    def _properties(self, selection: SelectionSetNode, kind: GraphQLNamedType) -> dict[str, Schema]:
        found: dict[str, Schema] = {}
        for node in selection.selections:
            if isinstance(node, FieldNode):
                name = node.alias.value if node.alias else node.name.value
                if name != "pageInfo":
                    found[name] = self._merged(found.get(name), self._field(node, kind))
                continue
            inner, condition = self._fragment(node)
            on = core_schema().type_map[condition] if condition else kind
            for name, schema in self._properties(inner, on).items():
                found[name] = self._merged(found.get(name), schema)
        if "evidence" in found:
            found |= {"page": _TEXT, "morePassages": {"type": "integer"}}
        return found

    def _fragment(self, node: object) -> tuple[SelectionSetNode, str | None]:
        if isinstance(node, InlineFragmentNode):
            return node.selection_set, node.type_condition.name.value if node.type_condition else None
        assert isinstance(node, FragmentSpreadNode)
        fragment = self._fragments[node.name.value]
        return fragment.selection_set, fragment.type_condition.name.value

    def _field(self, node: FieldNode, kind: GraphQLNamedType) -> Schema:
        name = node.name.value
        if name in ("source", "__typename"):
            return _TEXT
        if name == "coverage":
            return _COVERAGE
        assert isinstance(kind, GraphQLObjectType | GraphQLInterfaceType)
        return self._of(kind.fields[name].type, node)

    def _selected(self, selection: SelectionSetNode, kind: GraphQLNamedType) -> Schema:
        """The schema of an object; that of a fragment alone stands once, by its name."""
        (first, *more) = selection.selections
        if more or not isinstance(first, FragmentSpreadNode):
            return _object(self._properties(selection, kind))
        self.shared[first.name.value] = _object(self._properties(selection, kind))
        return {"$ref": f"#/$defs/{first.name.value}"}

    def _of(self, kind: GraphQLOutputType, node: FieldNode) -> Schema:
        inner = get_nullable_type(kind)
        if isinstance(inner, GraphQLList):
            return {"type": "array", "items": self._of(inner.of_type, node)}
        named = get_named_type(inner)
        if node.selection_set:
            return self._selected(node.selection_set, named)
        if isinstance(named, GraphQLEnumType):
            return _TEXT
        return {"type": _SCALARS.get(named.name, "string")}

    def _merged(self, before: Schema | None, schema: Schema) -> Schema:
        """Two selections of one field, in two fragments: what either has."""
        if before is None or before == schema:
            return schema
        if "items" in before:
            return {**before, "items": self._merged(before["items"], schema["items"])}
        first, second = (self._inline(each).get("properties", {}) for each in (before, schema))
        return _object({**first, **second})

    def _inline(self, schema: Schema) -> Schema:
        return self.shared[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema


def _object(properties: dict[str, Schema], required: list[str] | None = None) -> Schema:
    schema: Schema = {"type": "object", "properties": properties}
    return schema | ({"required": required} if required else {})
