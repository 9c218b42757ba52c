"""Abbreviations spelt out, and the keys by which search finds who is called what is asked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model.nodes import Person, PoliceForce
from graph.model.types.bodies import LocalAuthority
from graph.reconcile.abbreviations import COUNTIES, spelt_out
from graph.reconcile.keys import (
    MEANT_FIRST,
    NAMED,
    NOT_ENDED,
    core_keys,
    id_key,
    key,
    named_keys,
    search_keys,
)
from graph.reconcile.names import folded

MARSH = PoliceForce(
    id="force:east-marsh",
    name="East Marshshire Constabulary",
    other_names=("EMC",),
    other_names_from=("",),
    other_names_to=("",),
    other_names_kind=("",),
    ons_code="E23000099",
    country="England",
    website="https://www.eastmarsh.police.uk",
)
FEN = LocalAuthority(
    id="authority:E09000099",
    name="Fen",
    official_name="London Borough of Fen",
    kind="london borough",
    region="Nowhere",
    ons_code="E09000099",
    dfe_code="399",
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Northants Police", "northamptonshire police"),
        ("S Yorks Police", "south yorkshire police"),
        ("W Mids", "west midlands"),
        ("NE Lincs Council", "north east lincolnshire council"),
        ("Co Durham", "county durham"),
        ("Bury MBC", "bury metropolitan borough council"),
        ("Leeds CC", "leeds city council"),
        ("Kent CC", "kent county council"),
        ("L.B. Bromley", "london borough of bromley"),
        ("Herts PCC", "hertfordshire police and crime commissioner"),
    ],
)
def test_abbreviations_are_spelt_out(typed: str, meant: str) -> None:
    assert spelt_out(folded(typed))[0] == folded(typed)
    assert meant in spelt_out(folded(typed))


@pytest.mark.parametrize(
    "typed", ["Kent", "CC", "Lb", "MBC", "Fen S", "Avon and Somerset", "n", "", "BCP Council"]
)
def test_what_is_no_abbreviation_where_it_stands_is_read_as_it_stands(typed: str) -> None:
    assert spelt_out(folded(typed)) == (folded(typed),)


@given(st.lists(st.sampled_from([*COUNTIES, "cc", "n", "police", "of"]), max_size=40))
def test_a_name_is_read_in_few_ways(words: list[str]) -> None:
    assert 1 <= len(spelt_out(" ".join(words))) <= 3


def test_a_county_is_abbreviated_by_letters_of_its_name() -> None:
    """But for those from Latin and from older forms of the name."""
    letters = {short for short, full in COUNTIES.items() if _occur_in_order(short.removesuffix("s"), full)}
    assert COUNTIES.keys() - letters == {"hants", "northants", "oxon", "salop"}


def _occur_in_order(letters: str, word: str) -> bool:
    rest = iter(word)
    return all(letter in rest for letter in letters)


def test_the_keys_of_a_body_are_its_names_codes_and_id() -> None:
    keys = search_keys(MARSH).split()
    assert {
        NAMED,
        NOT_ENDED,
        MEANT_FIRST,
        "eastmarshshireconstabulary",
        "emc",
        "e23000099",
        "0forceeastmarsh",
    } <= set(keys)
    keys = search_keys(FEN).split()
    assert {"fen", "londonboroughoffen", "e09000099", "399", "0authoritye09000099"} <= set(keys)
    person = Person(id="person:jo-fen", name="Jo Fen")
    assert search_keys(person).split() == ["0personjofen", NAMED, "jofen"]


@pytest.mark.parametrize(
    ("typed", "is_meant"),
    [
        ("E Marshshire Police", True),
        ("East Marshshire", True),
        ("East Marshshire PCC", False),
        ("Marsh", False),
    ],
)
def test_other_words_for_its_type_mean_a_body_and_those_of_another_type_do_not(
    typed: str, is_meant: bool
) -> None:
    assert (not set(core_keys(typed)).isdisjoint(search_keys(MARSH).split())) is is_meant


@given(st.text(max_size=400))
def test_a_key_is_one_word_of_the_index_whatever_is_typed(text: str) -> None:
    for each in (key(text), id_key(text), *named_keys(text), *core_keys(text)):
        assert len(each) <= 300
        assert not set(each) & set(' +-&|!(){}[]^"~*?:\\/.')


def test_nobody_types_the_key_of_an_id_by_its_words() -> None:
    assert id_key("force:east-marsh").startswith("0")
    assert key("Force East Marsh") not in search_keys(MARSH).split()
