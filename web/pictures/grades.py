"""Grades as strips: a question of a framework, cycle by cycle, with what is absent and of which kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Judgement = Mapping[str, Any]
Coverage = Mapping[str, Any]

_OF_FOUR = "Outstanding", "Good", "Requires improvement", "Inadequate"
_OF_FIVE = "Outstanding", "Good", "Adequate", "Requires improvement", "Inadequate"
_UNTIL_2013 = "Outstanding", "Good", "Adequate", "Inadequate"
# The grades of the frameworks that grade, in the order of the inspectorate.
GRADES: dict[str, tuple[str, ...]] = {
    "hmic-peel": _OF_FOUR,
    "hmicfrs-peel": _OF_FIVE,
    "ofsted-slac": _UNTIL_2013,
    "ofsted-cpi": _UNTIL_2013,
    "ofsted-tlac": _UNTIL_2013,
    "ofsted-sif": _OF_FOUR,
    "lscb-review": _OF_FOUR,
    "ofsted-ilacs": _OF_FOUR,
}
# The questions that are about children and vulnerable people.
NEAREST = ("protecting-vulnerable-people", "supporting-victims")


@dataclass(frozen=True)
class Cell:
    """One cycle of a question: its grades, or the state of coverage that says why there is none. ``put``:
    the cycle is known to have put the question."""

    cycle: str
    judgements: Sequence[Judgement]
    absent: str
    put: bool


@dataclass(frozen=True)
class Strip:
    """A question across the cycles of its framework, in the words of its newest grade, or by its key."""

    area: str
    question: str
    cells: Sequence[Cell]

    @property
    def grades(self) -> int:
        return sum(len(cell.judgements) for cell in self.cells)


@dataclass(frozen=True)
class Graded:
    """The strips of a framework: nearest to children or contested first. No cycle is known to have put
    what is ``unknown``."""

    framework: str
    name: str
    grades: tuple[str, ...]
    first: Sequence[Strip]
    others: Sequence[Strip]
    unknown: Sequence[str]


def by_framework(
    judgements: Sequence[Judgement], coverage: Sequence[Coverage], contested: Iterable[str]
) -> list[Graded]:
    """The strips of each framework that has grades here, or questions. ``contested`` are ids of grades."""
    names = {
        each["framework"]["id"].removeprefix("framework:"): each["framework"]["name"] for each in coverage
    }
    disputed = {each["area"] for each in judgements if each["id"] in {*contested}}
    keys = dict.fromkeys([*names, *(each["framework"] for each in judgements)])
    found = [_graded(key, names.get(key, ""), judgements, coverage, {*NEAREST} | disputed) for key in keys]
    return [each for each in found if each.first or each.others]


def _graded(
    key: str, name: str, judgements: Sequence[Judgement], coverage: Sequence[Coverage], leading: set[str]
) -> Graded:
    held = [each for each in judgements if each["framework"] == key]
    asked = [each for each in coverage if each["framework"]["id"] == f"framework:{key}" and each["questions"]]
    strips = [*_strips(held, asked)]
    unknown = sorted(_questions(asked) - {strip.area for strip in strips})
    first = sorted((strip for strip in strips if strip.area in leading), key=_nearest)
    others = sorted((strip for strip in strips if strip.area not in leading), key=lambda strip: strip.area)
    return Graded(key, name, GRADES.get(key, ()), first, others, unknown)


def _nearest(strip: Strip) -> tuple[bool, str]:
    return strip.area not in NEAREST, strip.area


def _questions(coverage: Iterable[Coverage]) -> set[str]:
    return {question["question"] for each in coverage for question in each["questions"]}


def _strips(held: Sequence[Judgement], asked: Sequence[Coverage]) -> Iterator[Strip]:
    states = {
        (question["question"], str(each["cycle"])): question
        for each in asked
        for question in each["questions"]
    }
    cycles = sorted({cycle for _, cycle in states} | {_cycle(each) for each in held})
    for area in sorted({area for area, _ in states} | {each["area"] for each in held}):
        of_area = [each for each in held if each["area"] == area]
        cells = [
            Cell(
                cycle,
                [each for each in of_area if _cycle(each) == cycle],
                *_absence(states.get((area, cycle))),
            )
            for cycle in cycles
            # What belongs to no cycle is graded once, at its own day.
            if (area, cycle) in states or any(_cycle(each) == cycle for each in of_area)
        ]
        if of_area or any(cell.put for cell in cells):
            yield Strip(area, _question(of_area), cells)


def _absence(question: Mapping[str, Any] | None) -> tuple[str, bool]:
    return (question["state"], question["put"]) if question else ("COMPLETE", True)


def _cycle(judgement: Judgement) -> str:
    return str(judgement["cycle"] or judgement["published"] or "no day")


def _question(judgements: Sequence[Judgement]) -> str:
    newest = max(judgements, key=_cycle, default=None)
    return str(newest["question"] or "") if newest else ""
