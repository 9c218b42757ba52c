"""Grades as strips: a question of a scale, cycle by cycle, with what is absent and of which kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Judgement = Mapping[str, Any]
Coverage = Mapping[str, Any]

# The grades of each scale in the order of the inspectorate.
SCALES: dict[str, tuple[str, tuple[str, ...]]] = {
    "hmic-four-grades": (
        "Scale of four, until 2018/19",
        ("Outstanding", "Good", "Requires improvement", "Inadequate"),
    ),
    "hmicfrs-five-grades": (
        "Scale of five, since 2021/22",
        ("Outstanding", "Good", "Adequate", "Requires improvement", "Inadequate"),
    ),
    "ofsted-four-grades-to-2013": (
        "Ofsted’s scale of four, until 2013",
        ("Outstanding", "Good", "Adequate", "Inadequate"),
    ),
    "ofsted-four-grades": (
        "Ofsted’s scale of four, since 2013",
        ("Outstanding", "Good", "Requires improvement", "Inadequate"),
    ),
}
# The questions that are about children and vulnerable people.
NEAREST = ("protecting-vulnerable-people", "supporting-victims")


@dataclass(frozen=True)
class Cell:
    """One cycle of a question: its grades, or the state of coverage that says why there is none."""

    cycle: str
    judgements: Sequence[Judgement]
    absent: str


@dataclass(frozen=True)
class Strip:
    """A question across the cycles of its scale, in the words of its newest grade, or by its key."""

    area: str
    question: str
    cells: Sequence[Cell]

    @property
    def grades(self) -> int:
        return sum(len(cell.judgements) for cell in self.cells)


@dataclass(frozen=True)
class Scale:
    """The strips of one scale: those nearest to children or contested first. ``unasked`` was in no cycle."""

    name: str
    grades: tuple[str, ...]
    first: Sequence[Strip]
    others: Sequence[Strip]
    unasked: Sequence[str]


def scales(
    judgements: Sequence[Judgement], coverage: Sequence[Coverage], contested: Iterable[str]
) -> list[Scale]:
    """The strips of each scale that the graph has grades or questions of. ``contested`` are ids."""
    disputed = {each["area"] for each in judgements if each["id"] in {*contested}}
    return [
        scale
        for key, (name, grades) in SCALES.items()
        if (scale := _scale(key, name, grades, judgements, coverage, {*NEAREST} | disputed))
    ]


def _scale(
    key: str,
    name: str,
    grades: tuple[str, ...],
    judgements: Sequence[Judgement],
    coverage: Sequence[Coverage],
    first: set[str],
) -> Scale | None:
    held = [each for each in judgements if each["scale"] == key]
    asked = [each for each in coverage if each["framework"]["scale"] == key and each["questions"]]
    strips = [*_strips(held, asked)]
    if not strips:
        return None
    unasked = sorted(_questions(asked) - {strip.area for strip in strips})
    leading = sorted((strip for strip in strips if strip.area in first), key=_nearest)
    others = sorted((strip for strip in strips if strip.area not in first), key=lambda strip: strip.area)
    return Scale(name, grades, leading, others, unasked)


def _nearest(strip: Strip) -> tuple[bool, str]:
    return strip.area not in NEAREST, strip.area


def _questions(coverage: Iterable[Coverage]) -> set[str]:
    return {question["question"] for each in coverage for question in each["questions"]}


def _strips(held: Sequence[Judgement], asked: Sequence[Coverage]) -> Iterator[Strip]:
    states = {
        (question["question"], str(each["cycle"])): question["state"]
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
                states.get((area, cycle), "NOT_KNOWN"),
            )
            for cycle in cycles
        ]
        if of_area or any(cell.absent != "NOT_ASKED" for cell in cells):
            yield Strip(area, _question(of_area), cells)


def _cycle(judgement: Judgement) -> str:
    return str(judgement["cycle"] or judgement["published"] or "no day")


def _question(judgements: Sequence[Judgement]) -> str:
    newest = max(judgements, key=_cycle, default=None)
    return str(newest["question"] or "") if newest else ""
