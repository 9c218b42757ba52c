"""The eight questions, and two as of a day: documents, variables, and a form in which answers compare."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from random import Random
from typing import Any

from bench.country import FORCES, REPORTED_EACH, THEMES, force, theme

FOLDER = Path(__file__).parent / "questions"
ASKED = 200  # sets of variables, asked in turn
# What the peer answers with a list of at most one.
_SINGLE = ("force", "finding", "theme", "foundBy", "reportedIn")
Draw = Callable[[Random, int], Mapping[str, str]]


@dataclass(frozen=True)
class Question:
    """`draw` makes variables for a country with this many findings."""

    name: str
    title: str
    draw: Draw

    @cached_property
    def document(self) -> str:
        return (FOLDER / f"{self.name}.graphql").read_text("utf-8")

    @cached_property
    def forms_of_peer(self) -> Mapping[str, str]:
        """The documents of the peer by their form; empty if it has no counterpart."""
        found = {form: FOLDER / f"{self.name}.peer-{form}.graphql" for form in ("list", "connection")}
        return {form: path.read_text("utf-8") for form, path in found.items() if path.exists()}

    def variables(self, findings: int) -> list[Mapping[str, str]]:
        """The variables for a country of this size, the same each time."""
        random = Random(self.name)
        return [self.draw(random, findings) for _ in range(ASKED)]


def _any_force(random: Random, findings: int) -> Mapping[str, str]:
    return {"id": force(random.randrange(FORCES))}


def _reported(random: Random, findings: int) -> Mapping[str, str]:
    letter, place = random.randint(1, findings // 60), random.randint(1, REPORTED_EACH)
    return {"id": f"finding:bench-letter-{letter}-{place}"}


def _year_of_theme(random: Random, findings: int) -> Mapping[str, str]:
    year = random.randint(2001, 2023)
    return {"theme": theme(random.randrange(THEMES)), "from": f"{year}-01-01", "to": f"{year + 1}-01-01"}


def _any_day(random: Random) -> str:
    return f"{random.randint(2001, 2024)}-{random.randint(1, 12):02}-15"


def _any_theme(random: Random, findings: int) -> Mapping[str, str]:
    return {"id": theme(random.randrange(THEMES))}


QUESTIONS = (
    Question("1-force-inspections", "A force with its last 20 inspections, findings and themes", _any_force),
    Question(
        "2-forces-at-a-glance", "20 forces, each with how many inspections and the last 3", lambda *_: {}
    ),
    Question("3-one-finding", "A finding with its letter, the answers, and the report behind it", _reported),
    Question(
        "4-findings-of-a-theme", "50 findings of a theme within a year, the newest first", _year_of_theme
    ),
    Question("5-theme-and-areas", "A theme's newest 20 findings, with force and its areas", _any_theme),
    Question("6-history-page", "A page of a force's history", _any_force),
    Question(
        "7-counted-and-faceted",
        "A force's adverse findings, counted, faceted, ordered by a count",
        lambda random, findings: {"force": force(random.randrange(FORCES))},
    ),
    Question("8-neighbourhood", "What lies around a finding", _reported),
)

# Measured beside the eight, and in none of their medians: the peer has no like.
AS_OF = (
    Question(
        "as-of-findings", "The newest 20 findings as of a day", lambda random, _: {"day": _any_day(random)}
    ),
    Question(
        "as-of-areas",
        "The areas of a force as of a day, and a page of its history",
        lambda random, _: {"id": force(random.randrange(FORCES)), "day": _any_day(random)},
    ),
)


def comparable(answer: Any) -> Any:
    """An answer without pages, edges and one-element lists, so that equal answers of two servers compare
    equal.
    """
    match answer:
        case {"edges": edges, **rest}:
            plain = [edge["node"] if set(edge) == {"node"} else edge for edge in edges]
            return comparable({"nodes": plain, **rest})
        case {"nodes": nodes} if len(answer) == 1:
            return comparable(nodes)
        case {"compared": compared} if len(answer) == 1:
            return comparable(compared)
        case {"counted": {"totalCount": total}, "inspections": nodes, **rest}:
            return comparable({**rest, "inspections": {"totalCount": total, "nodes": nodes}})
        case dict():
            return {name: _single(name, comparable(value)) for name, value in sorted(answer.items())}
        case list():
            return [comparable(each) for each in answer]
    return answer


def _single(name: str, value: Any) -> Any:
    return next(iter(value), None) if name in _SINGLE and isinstance(value, list) else value
