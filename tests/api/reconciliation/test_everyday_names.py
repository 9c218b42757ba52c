"""Everyday ways to write the names of all bodies of the shipped graph, made by rules, and a list of messy
names: the best candidate is the body that is meant, or there is none, and no match is wrong."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from graph.neo4j.database import Database
from graph.reconcile.bodies import Body, read_bodies
from graph.reconcile.candidates import Candidate, ReconciliationQuery, candidates
from graph.store.process import Neo4jProcess

TODAY = date(2026, 11, 30)
SHORT = {
    "Bedfordshire": "Beds",
    "Buckinghamshire": "Bucks",
    "Cambridgeshire": "Cambs",
    "Derbyshire": "Derbys",
    "Gloucestershire": "Glos",
    "Hampshire": "Hants",
    "Hertfordshire": "Herts",
    "Lancashire": "Lancs",
    "Leicestershire": "Leics",
    "Lincolnshire": "Lincs",
    "Midlands": "Mids",
    "Northamptonshire": "Northants",
    "Nottinghamshire": "Notts",
    "Oxfordshire": "Oxon",
    "Shropshire": "Shrops",
    "Staffordshire": "Staffs",
    "Warwickshire": "Warks",
    "Wiltshire": "Wilts",
    "Worcestershire": "Worcs",
    "Yorkshire": "Yorks",
}
SIDES = {"North": "N", "South": "S", "East": "E", "West": "W"}
SUFFIXES = {
    "Metropolitan Borough Council": "MBC",
    "Metropolitan District Council": "MDC",
    "Borough Council": "BC",
    "County Council": "CC",
    "City Council": "CC",
}
FORCE_WORDS = ("Police", "Constabulary", "Police Service", "Police Force")
OFFICES = (
    *("{} PCC", "PCC for {}", "OPCC {}", "{} OPCC", "OPCC for {}", "{} Police & Crime Commissioner"),
    *("Police & Crime Commissioner for {}", "Office of the Police and Crime Commissioner for {}"),
)
BOARDS = (
    *("{} LSCB", "{} SCB", "{} Safeguarding Children Board", "{} Safeguarding Children’s Board"),
    *("{} Local Safeguarding Children Board", "Safeguarding Children Board for {}"),
)
BOROUGHS = ("LB {}", "L.B. {}", "{} LB", "London Borough of {}", "{}, London Borough of", "{} Council")


@pytest.fixture(scope="module")
def bodies(shipped_neo4j: Neo4jProcess, run: Callable[[Any], Any]) -> tuple[Body, ...]:
    async def read() -> tuple[Body, ...]:
        database = Database.connect(
            shipped_neo4j.uri, auth=shipped_neo4j.auth, browser_url=shipped_neo4j.browser_url
        )
        try:
            return await read_bodies(database, 120)
        finally:
            await database.close()

    found: tuple[Body, ...] = run(read())
    return found


def shortened(name: str) -> str:
    return " ".join(SHORT.get(word, word) for word in name.split())


def by_side(name: str) -> str:
    first, *others = name.split()
    return " ".join([SIDES.get(first, first) if others else first, *others])


def anybody(body: Body) -> Iterator[str]:
    for name in body.names:
        yield from (name, name.upper(), name.lower(), name.replace(" and ", " & "), name.replace("-", " "))
        yield from (re.sub(r"[.'’]", "", name), f" {name}  ", f"The {name}", shortened(name), by_side(name))
    yield body.id


def forces(body: Body) -> Iterator[str]:
    place = re.sub(r" (?:Police Service|Police|Constabulary)$", "", body.name)
    for name in (place, shortened(place), by_side(place), by_side(shortened(place))):
        yield from (f"{name} {words}" for words in FORCE_WORDS)
        yield name


def councils(body: Body) -> Iterator[str]:
    kind, full = *body.values.get("kind", ("",)), body.names[-1]
    for long, short in SUFFIXES.items():
        if full.endswith(f" {long}"):
            yield shortened(f"{full.removesuffix(long)}{short}")
    if body.end < date.max:
        return  # "Dorset Council" is the one that followed
    yield f"{body.name} Council"
    if kind == "metropolitan district":
        yield f"{body.name} MBC"
    if kind == "london borough" and "City" not in full:
        yield from (form.format(body.name) for form in BOROUGHS)


def as_it_is(body: Body) -> Iterator[str]:
    yield body.name


def of_place(pattern: str, forms: tuple[str, ...], body: Body) -> Iterator[str]:
    if place := re.fullmatch(pattern, body.name):
        for name in (place[1], shortened(place[1])):
            yield from (form.format(name) for form in forms)


RULES: Mapping[str, Callable[[Body], Iterator[str]]] = {
    "PoliceForce": forces,
    "LocalAuthority": councils,
    "LocalPolicingBody": partial(of_place, r"Police(?:, Fire)? and Crime Commissioner for (.+)", OFFICES),
    "SafeguardingBoard": partial(of_place, r"Safeguarding board of (.+)", BOARDS),
}


def written(bodies: tuple[Body, ...]) -> Iterator[tuple[Body, str]]:
    """Each body with each way to write its name, once."""
    for body in bodies:
        made = (*anybody(body), *RULES.get(body.type, as_it_is)(body))
        yield from ((body, name) for name in dict.fromkeys(made))


def found(bodies: tuple[Body, ...], name: str, *types: str) -> list[Candidate]:
    return candidates(ReconciliationQuery(name, frozenset(types)), bodies, TODAY)


def test_the_best_candidate_is_the_body_that_is_meant_or_there_is_none(bodies: tuple[Body, ...]) -> None:
    told: Counter[str] = Counter()
    wrong: list[tuple[str, str, list[str]]] = []
    for body, name in written(bodies):
        best = found(bodies, name, body.type)
        own = next((each for each in best if each.body is body), None)
        if any(each.sure for each in best if each.body is not body):
            wrong.append((name, body.id, [each.body.id for each in best if each.sure]))
        elif best and (own is None or own.score < best[0].score):
            wrong.append((name, body.id, [best[0].body.id]))
        told["sure" if own and own.sure else "first" if best else "none"] += 1
    assert wrong == []
    assert told.total() > 5_000
    assert told["none"] == 0
    assert told["sure"] > 0.9 * told.total()


def messy(sources: Path) -> list[dict[str, str]]:
    with (sources / "data" / "names_messy.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("is_typed", [True, False])
def test_of_messy_names_nine_of_ten_are_right_and_none_is_wrong(
    bodies: tuple[Body, ...], sources: Path, is_typed: bool
) -> None:
    known = {own: body for body in bodies for own in body.ids}
    rows = [row for row in messy(sources) if row["id"]]
    right = 0
    for row in rows:
        best = found(bodies, row["name"], *[row["type"]] * is_typed)
        assert {each.body.id for each in best if each.sure} <= {known[row["id"]].id}, row["name"]
        right += bool(best) and best[0].body.id == known[row["id"]].id
    assert len(rows) == 47
    assert right >= 0.9 * len(rows)


def test_names_without_one_right_answer_are_never_wrong(bodies: tuple[Body, ...], sources: Path) -> None:
    """The county of Northamptonshire is no more, and has two successors; the others have one right answer."""
    sure = {
        row["name"]: [each.body.id for each in found(bodies, row["name"], row["type"]) if each.sure]
        for row in messy(sources)
        if not row["id"]
    }
    assert sure == {
        "Northants": [],
        "Ofsted": ["inspectorate:ofsted"],
        "CQC": ["inspectorate:cqc"],
        "Her Majesty's Inspectorate of Constabulary": ["inspectorate:hmic"],
        "Bury Safeguarding Children Board": ["board:lscb:E08000002"],
        "DfE": ["body:dfe"],
    }
