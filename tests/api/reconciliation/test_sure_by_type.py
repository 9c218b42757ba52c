"""Names that are shortened, or lack the words for a type: sure where one type is asked for, and no guess."""

from __future__ import annotations

import pytest

from tests.helpers.api_server import Api
from tests.helpers.reconciliation_protocol import only, told


@pytest.mark.parametrize(
    ("name", "kind", "own"),
    [
        ("Bury MBC", "LocalAuthority", "authority:E08000002"),
        ("Sheffield CC", "LocalAuthority", "authority:E08000019"),
        ("L.B. Bromley", "LocalAuthority", "authority:E09000006"),
        ("LB Newham", "LocalAuthority", "authority:E09000025"),
        ("Hants Police", "PoliceForce", "force:hampshire"),
        ("West Yorks Police", "PoliceForce", "force:west-yorkshire"),
    ],
)
def test_a_name_is_matched_with_what_was_shortened_spelt_out(
    api: Api, name: str, kind: str, own: str
) -> None:
    for found in (only(api, query=name, type=kind), only(api, query=name)):
        assert told(found)[0] == (own, True)
        assert found[0]["score"] == 98


@pytest.mark.parametrize(
    ("name", "own"),
    [
        ("Bristol, City of", "authority:E06000023"),
        ("City of Leeds", "authority:E08000035"),
        ("Doncaster Council", "authority:E08000017"),
        ("Sandwel", "authority:E08000028"),
        ("Hull", "authority:E06000010"),
    ],
)
def test_another_form_of_a_name_comes_first_and_is_matched_where_only_councils_are_asked_for(
    api: Api, name: str, own: str
) -> None:
    asked_for = {("LocalAuthority",): name != "Sandwel", ("LocalAuthority", "PoliceForce"): False}
    for types, matches in asked_for.items():
        found = only(api, query=name, type=list(types))
        assert told(found)[0] == (own, matches)
        assert 70 < found[0]["score"] < 100


@pytest.mark.parametrize(
    "name", ["Humberside", "Sussex", "Thames Valley", "Avon & Somerset", "Kent", "S Yorks"]
)
def test_the_name_of_a_place_is_a_force_among_forces_alone(api: Api, name: str) -> None:
    (own, matches), *_ = told(only(api, query=name, type="PoliceForce"))
    assert own.startswith("force:")
    assert matches
    assert ("force:", True) not in [(own[:6], sure) for own, sure in told(only(api, query=name))]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("London", "PoliceForce"),
        ("London", "LocalAuthority"),
        ("Leicester County Council", "LocalAuthority"),
        ("Durham City Council", "LocalAuthority"),
        ("Bury Safeguarding Children Partnership", "SafeguardingBoard"),
        ("Yorkshire Police", "PoliceForce"),
        ("Mercia", "PoliceForce"),
        ("Gwynedd", "PoliceForce"),
        ("Kent", "LocalPolicingBody"),
    ],
)
def test_what_may_be_another_body_is_not_matched(shipped_api: Api, name: str, kind: str) -> None:
    assert not any(sure for _, sure in told(only(shipped_api, query=name, type=kind)))
