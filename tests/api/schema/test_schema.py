"""The schema changes only on purpose, and everything in it is described."""

from __future__ import annotations

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLUnionType,
)

from api.schema.bindings import PropertyRead, Traversal, binding_of
from api.schema.schema import core_schema, sdl
from graph.model.nodes import LABELS
from graph.model.relationships import RELATIONSHIP_TYPES
from graph.query.patterns import patterns
from tests.helpers.paths import ROOT

COMMITTED = ROOT / "schema.graphql"


def test_the_schema_is_the_committed_one() -> None:
    """After a change on purpose: `safeguarding schema > schema.graphql`."""
    assert sdl() + "\n" == COMMITTED.read_text(encoding="utf-8")


def test_every_type_and_field_and_argument_is_described() -> None:
    bare = []
    for name, kind in core_schema().type_map.items():
        if name.startswith("__") or name in ("String", "Int", "Float", "Boolean", "ID"):
            continue
        if not kind.description:
            bare.append(name)
        if isinstance(kind, (GraphQLObjectType, GraphQLInterfaceType)):
            for field_name, field in kind.fields.items():
                bare += [] if field.description else [f"{name}.{field_name}"]
                bare += [
                    f"{name}.{field_name}({arg})" for arg, it in field.args.items() if not it.description
                ]
        if isinstance(kind, GraphQLInputObjectType):
            bare += [
                f"{name}.{field_name}" for field_name, field in kind.fields.items() if not field.description
            ]
    assert bare == []


def test_every_field_reads_a_property_that_its_node_has_or_a_pattern_that_exists() -> None:
    wrong = []
    for name in LABELS:
        kind = core_schema().type_map[name]
        assert isinstance(kind, GraphQLObjectType)
        for field_name, field in kind.fields.items():
            binding = binding_of(field)
            if isinstance(binding, PropertyRead) and binding.variable == "":
                derived = {"caption", "trend", "matter", "standing", "dateIs", "daysToAnswer"}
                known = {*_properties(name), "id", *derived}
                wrong += [] if (binding.property or field_name) in known else [f"{name}.{field_name}"]
            if isinstance(binding, Traversal) and name not in _starts(binding.pattern):
                wrong.append(f"{name}.{field_name} follows {binding.pattern}, which does not start there")
    assert wrong == []


@pytest.mark.parametrize("spoken", ["DISPUTES", "DOES_NOT_DISPUTE", "QUALIFIES", "SUPPORTS", "ANSWERS"])
def test_whatever_a_statement_speaks_to_lists_the_statements_that_do(spoken: str) -> None:
    written = (f"-[edge:{spoken}]->(owner", f"<-[edge:{spoken}]-(node")
    against = {each.name for each in patterns().values() if any(way in each.text for way in written)}
    for name in RELATIONSHIP_TYPES[spoken].ends:
        kind = core_schema().type_map[name]
        assert isinstance(kind, GraphQLObjectType)
        bindings = map(binding_of, kind.fields.values())
        assert any(isinstance(each, Traversal) and each.pattern in against for each in bindings), name


def test_every_member_of_a_union_and_interface_is_a_node_type() -> None:
    for kind in core_schema().type_map.values():
        if isinstance(kind, GraphQLUnionType):
            assert {member.name for member in kind.types} <= set(LABELS)


def test_enumerations_are_stored_under_the_names_that_clients_see() -> None:
    for name in ("Polarity", "Basis", "StatementKind", "Agreement", "Status", "Attribution"):
        kind = core_schema().type_map[name]
        assert isinstance(kind, GraphQLEnumType)
        assert all(str(value.value) == key for key, value in kind.values.items())


def _properties(name: str) -> set[str]:
    fields = LABELS[name].__dataclass_fields__
    return {
        "".join(part.capitalize() if n else part for n, part in enumerate(each.split("_"))) for each in fields
    }


def _starts(pattern: str) -> set[str]:
    starts = set(patterns()[pattern].starts)
    return set(LABELS) if "Entity" in starts else starts
