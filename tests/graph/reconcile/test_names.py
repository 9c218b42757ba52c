"""Which body a name means, over a few made-up bodies: what is forgiven, and what never matches."""

from __future__ import annotations

from datetime import date

import pytest

from graph.reconcile.bodies import Body, BodyReference, OtherName
from graph.reconcile.candidates import ReconciliationQuery, candidates
from graph.reconcile.names import core, folded, one_letter_apart
from graph.reconcile.suggestions import bodies_beginning

TODAY = date(2026, 1, 1)
CHANGE = date(2019, 4, 1)


def authority(code: str, name: str, official: str, *others: OtherName, **period: date) -> Body:
    own = f"authority:{code}"
    return Body(
        own,
        "LocalAuthority",
        name,
        (name, official),
        others,
        (own, code),
        {
            "onsCode": (code,),
            "region": ("Nowhere",),
            "policedBy": (BodyReference("force:marsh", "Marsh Police"),),
        },
        **period,
    )


COUNTY = authority("E10", "Marsh", "Marsh County Council", end=CHANGE)
UNITARY = authority("E06", "Marsh", "Marsh Council", start=CHANGE)
ELM = authority("E09", "Elm and Ash", "London Borough of Elm & Ash", OtherName("Elmash", "", "2001"))
ORLEANS = authority("E07", "Orléans-on-Sea", "City of Orléans Council", OtherName("Saint-Orléans", "2020"))
FORCE = Body("force:marsh", "PoliceForce", "Marsh Police", ("Marsh Police",), ids=("force:marsh",))
BODIES = (COUNTY, UNITARY, ELM, ORLEANS, FORCE)


def asked(
    name: str | None, *types: str, day: date | None = None, **properties: str
) -> list[tuple[str, bool]]:
    given = {key: (value,) for key, value in properties.items()}
    found = candidates(ReconciliationQuery(name, frozenset(types), given, day), BODIES, TODAY)
    return [(each.body.id, each.sure) for each in found]


@pytest.mark.parametrize(
    ("name", "own"),
    [
        ("Elm and Ash", "authority:E09"),
        ("ELM AND ASH", "authority:E09"),
        ("elm & ash", "authority:E09"),
        (" Elm  and   Ash ", "authority:E09"),
        ("London Borough of Elm and Ash", "authority:E09"),
        ("the London Borough of Elm & Ash", "authority:E09"),
        ("L.B. Elm & Ash", "authority:E09"),
        ("e09", "authority:E09"),
        ("AUTHORITY:E09", "authority:E09"),
        ("Orléans-on-Sea", "authority:E07"),
        ("orleans on sea", "authority:E07"),
        ("Saint Orleans", "authority:E07"),
    ],
)
def test_a_unique_name_matches_whatever_its_case_accents_and_punctuation(name: str, own: str) -> None:
    assert asked(name)[0] == (own, True)


@pytest.mark.parametrize("sign", "'’‘‛`´′ʹʻʼ＇")
def test_an_apostrophe_may_be_any_of_the_signs_that_people_type_for_it(sign: str) -> None:
    heath = authority("E08", "Bishop’s Heath", "Bishop’s Heath Council")
    (found,) = candidates(ReconciliationQuery(f"Bishop{sign}s Heath"), [heath], TODAY)
    assert found.sure


@pytest.mark.parametrize("day", [date(2020, 1, 1), date.max])
def test_a_body_that_has_not_ended_is_there_on_any_later_day(day: date) -> None:
    assert UNITARY.existed_on(day)
    assert not COUNTY.existed_on(day)


@pytest.mark.parametrize(
    "name",
    ["Elm and Ash Council", "Borough of Elm and Ash", "Elm and Ash, London Borough of", "Elm & Ash BC"],
)
def test_other_words_for_its_kind_are_sure_where_that_type_is_asked_for(name: str) -> None:
    assert asked(name)[0] == ("authority:E09", False)
    assert asked(name, "LocalAuthority")[0] == ("authority:E09", True)
    assert asked(name, "LocalAuthority", "PoliceForce")[0] == ("authority:E09", False)


@pytest.mark.parametrize("name", ["Elm and Ash County Council", "City of Elm and Ash"])
def test_a_name_that_says_another_kind_is_not_sure(name: str) -> None:
    assert asked(name, "LocalAuthority") == [("authority:E09", False)]


def test_words_that_two_bodies_of_a_type_share_alike_are_no_candidates() -> None:
    north, south, other = (
        authority(f"E0{n}", f"{n} Marsh", f"{n} Marsh Council") for n in ("North", "South", "Tidal")
    )
    assert candidates(ReconciliationQuery("Old Marsh"), [north, south, other], TODAY) == []
    assert [each.body for each in candidates(ReconciliationQuery("Old Marsh"), [north], TODAY)] == [north]


@pytest.mark.parametrize("name", ["Orleens-on-Sea", "Orlans on Sea", "Orleansx on Sea", "Orlaens on Sea"])
def test_one_wrong_letter_finds_a_body_and_is_not_sure(name: str) -> None:
    assert asked(name) == [("authority:E07", False)]


@pytest.mark.parametrize(
    ("name", "types", "sure"),
    [
        ("Heddlu Cors", (), True),
        ("Cors", (), False),
        ("MPF", (), False),
        ("MPF", ("PoliceForce", "LocalAuthority"), False),
        ("MPF", ("PoliceForce",), True),
    ],
)
def test_a_short_name_of_a_force_is_sure_only_where_forces_are_asked_for(
    name: str, types: tuple[str, ...], sure: bool
) -> None:
    others = (OtherName("Heddlu Cors"), OtherName("MPF"))
    force = Body("force:marsh", "PoliceForce", "Marsh Police", ("Marsh Police",), others, ("force:marsh",))
    (found,) = candidates(ReconciliationQuery(name, frozenset(types)), [force, UNITARY], TODAY)
    assert (found.body.id, found.sure) == ("force:marsh", sure)


def test_bodies_that_share_a_name_all_come_and_none_is_sure() -> None:
    assert asked("Marsh", "LocalAuthority") == [("authority:E06", False), ("authority:E10", False)]
    assert {own for own, _ in asked("Marsh")} == {"authority:E06", "authority:E10", "force:marsh"}
    assert not any(sure for _, sure in asked("Marsh"))


def test_a_full_name_that_one_body_bears_is_sure() -> None:
    assert asked("Marsh County Council")[0] == ("authority:E10", True)
    assert asked("Marsh Council")[0] == ("authority:E06", True)
    assert asked("Marsh Police")[0] == ("force:marsh", True)
    assert [own for own, sure in asked("Marsh Council") if sure] == ["authority:E06"]


def test_the_day_that_a_name_is_of_decides_between_a_body_and_its_successor() -> None:
    assert asked("Marsh", "LocalAuthority", day=date(2016, 8, 5)) == [
        ("authority:E10", True),
        ("authority:E06", False),
    ]
    assert asked("Marsh", "LocalAuthority", day=date(2020, 1, 1))[0] == ("authority:E06", True)


def test_on_the_day_of_a_change_a_name_is_that_of_the_successor() -> None:
    assert asked("Marsh", "LocalAuthority", day=date(2019, 3, 31))[0] == ("authority:E10", True)
    assert asked("Marsh", "LocalAuthority", day=CHANGE)[0] == ("authority:E06", True)


def test_of_bodies_that_fit_alike_those_that_are_no_more_come_last() -> None:
    gone = authority("E01", "Marsh", "Marsh Rural Council", end=CHANGE)
    found = candidates(
        ReconciliationQuery("Marsh", frozenset(["LocalAuthority"])), (gone, COUNTY, UNITARY), TODAY
    )
    assert [each.body.id for each in found] == ["authority:E06", "authority:E01", "authority:E10"]
    assert len({each.score for each in found}) == 1


def test_an_abolished_body_is_no_match_for_a_name_without_its_kind() -> None:
    gone = authority("E11", "Fen", "Fen County Council", end=CHANGE)
    for name, sure in (("Fen", False), ("Fen County Council", True)):
        (found,) = candidates(ReconciliationQuery(name), [gone], TODAY)
        assert found.sure is sure


def test_a_name_that_was_given_up_finds_the_body_and_is_sure_only_for_its_time() -> None:
    assert asked("Elmash") == [("authority:E09", False)]
    assert asked("Elmash", day=date(2000, 6, 1)) == [("authority:E09", True)]
    assert asked("Saint-Orléans", day=date(2019, 12, 31)) == [("authority:E07", False)]


def test_a_code_decides_between_bodies_that_share_a_name() -> None:
    assert asked("Marsh", "LocalAuthority", onsCode="e10") == [
        ("authority:E10", True),
        ("authority:E06", False),
    ]
    assert asked(None, onsCode="E10") == [("authority:E10", True)]


def test_a_code_does_not_make_another_name_sure() -> None:
    found = asked("Elm and Ash", onsCode="E10")
    assert ("authority:E09", False) in found
    assert not any(sure for _, sure in found)


def test_a_value_that_disagrees_takes_sureness_and_score_and_one_that_agrees_adds_to_it() -> None:
    plain, wrong, right = (
        candidates(ReconciliationQuery("Elm and Ash Council", frozenset(), given), BODIES, TODAY)[0].score
        for given in ({}, {"region": ("Elsewhere",)}, {"region": ("nowhere",)})
    )
    assert wrong < plain < right < 100
    assert asked("Elm and Ash", region="Elsewhere") == [("authority:E09", False)]


def test_what_bodies_are_related_to_is_compared_by_id_and_by_name() -> None:
    for value in ("force:marsh", "Marsh Police"):
        assert ("authority:E09", False) in asked(None, policedBy=value)


def test_an_unknown_name_has_no_candidates() -> None:
    assert asked("Xyz") == []
    assert asked("!!!") == []


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        ("Royal Borough of Kensington and Chelsea", "LocalAuthority", "kensington and chelsea"),
        ("City of Bradford Metropolitan District Council", "LocalAuthority", "bradford"),
        ("Council of the Isles of Scilly", "LocalAuthority", "isles of scilly"),
        ("Bristol, City of", "LocalAuthority", "bristol"),
        ("City of London Corporation", "LocalAuthority", "city of london"),
        ("County Durham", "LocalAuthority", "durham"),
        ("Council", "LocalAuthority", "council"),
        ("Metropolitan Police Service", "PoliceForce", "metropolitan"),
        ("City of London Police", "PoliceForce", "city of london"),
        ("Heddlu Gogledd Cymru", "PoliceForce", "gogledd cymru"),
        ("Hampshire and Isle of Wight Constabulary", "PoliceForce", "hampshire and isle of wight"),
        ("Bury Local Safeguarding Children’s Board", "SafeguardingBoard", "bury"),
        ("Safeguarding board of City of Bristol", "SafeguardingBoard", "bristol"),
        ("Her Majesty's Inspectorate of Probation", "Inspectorate", "inspectorate of probation"),
    ],
)
def test_a_name_without_the_words_for_its_kind(name: str, kind: str, expected: str) -> None:
    assert core(folded(name), kind) == expected


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("leeds", "leads", True),
        ("leeds", "leds", True),
        ("leeds", "leedss", True),
        ("leeds", "leesd", True),
        ("leeds", "leeds", False),
        ("leeds", "ladds", False),
        ("kent", "gwent", False),
        ("bury", "bary", True),
        ("elm", "alm", False),
        ("north marsh", "south marsh", False),
        ("marsh north", "marsh nort", True),
    ],
)
def test_one_letter_apart(one: str, other: str, apart: bool) -> None:
    assert one_letter_apart(one, other) is apart
    assert one_letter_apart(other, one) is apart


def test_suggestions_begin_as_somebody_types_with_whole_names_first() -> None:
    assert [body.id for body in bodies_beginning("marsh c", BODIES)] == ["authority:E06", "authority:E10"]
    assert [body.id for body in bodies_beginning("Marsh", BODIES)][:2] == ["authority:E06", "authority:E10"]
    assert [body.id for body in bodies_beginning("ash", BODIES)] == ["authority:E09"]
    assert [body.id for body in bodies_beginning("authority:e0", BODIES)] == [
        "authority:E09",
        "authority:E06",
        "authority:E07",
    ]
    assert bodies_beginning("zzz", BODIES) == []
