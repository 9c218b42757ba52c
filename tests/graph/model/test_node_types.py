"""What a declaration of a type names is there: fields, relationships and patterns that start at the type."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

import pytest

from graph.model.node_type import NodeType
from graph.model.nodes import BY_KIND, LABELS, NODE_TYPES, ORGANISATIONS
from graph.model.relationships import GROUPS, RELATIONSHIP_TYPES
from graph.model.spelling import camel
from graph.query.patterns import patterns


def led_to(label: str, way: str) -> set[str]:
    """The labels that a way can lead to from a type; fails where a step starts from none of those before."""
    here = {label}
    for step in way.split():
        row = RELATIONSHIP_TYPES[step.removeprefix("<")]
        starts, ends = (row.ends, row.starts) if step.startswith("<") else (row.starts, row.ends)
        assert "Entity" in starts or here & {*starts}, f"{way} does not lead on from {sorted(here)}"
        here = {*LABELS} if "Entity" in ends else {*ends}
    return here


def ways(declared: NodeType) -> Iterator[str]:
    dating, history = declared.dating, declared.history
    yield from declared.contained_in
    yield from (*dating.held_in, *dating.after) if dating else ()
    yield from history.area if history else ()


@pytest.mark.parametrize("declared", NODE_TYPES, ids=lambda each: each.label)
def test_a_declaration_names_what_is_there(declared: NodeType) -> None:
    own = {each.name for each in fields(declared.kind)}
    made_by_hand = {"Judgement", "Evidence"}
    assert declared.caption in own or declared.label in made_by_hand
    assert own >= set(declared.dating.fields if declared.dating else ())
    assert {camel(name) for name in own} >= {*declared.keys, *declared.searched, *declared.rdf.properties}
    for way in ways(declared):
        assert led_to(declared.label, way)
    for each in declared.history.named if declared.history else ():
        assert {*each.only} <= {*ORGANISATIONS}
        for way in each.ways:
            assert led_to(declared.label, way) & {*ORGANISATIONS}, f"{way} leads to no organisation"


@pytest.mark.parametrize("declared", NODE_TYPES, ids=lambda each: each.label)
def test_facets_and_lists_read_patterns_of_their_type(declared: NodeType) -> None:
    for facet in declared.facets.values():
        assert facet.property or facet.through
        assert facet.through is None or declared.label in patterns()[facet.through].starts
    if declared.roots:
        assert patterns()[declared.roots.many].ends == (declared.label,)
        assert patterns()[declared.roots.many].order[0].property == declared.sorted_by


def test_a_kind_of_history_is_the_label_that_indexes_hold() -> None:
    for declared in NODE_TYPES:
        if declared.history:
            assert declared.dating, "what has no day stands in no history"
            assert declared.history.kind == declared.label.upper()


def test_a_type_is_declared_once() -> None:
    for name in ("label", "noun", "key", "id_form"):
        found = [getattr(each, name) for each in NODE_TYPES]
        assert len({*found}) == len(found)
    assert [BY_KIND[kind].label for kind in LABELS.values()] == [*LABELS]


def test_a_group_has_types_and_no_other_group() -> None:
    for labels in GROUPS.values():
        assert labels
        assert {*labels} <= LABELS.keys()
