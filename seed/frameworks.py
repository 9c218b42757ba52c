"""The frameworks file: the areas that each inspection framework judges, and the grades of each scale."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

from seed.yaml_files import read

NONE: Mapping[str, str] = MappingProxyType({})


def framework_id(key: str) -> str:
    """The id of a framework's node."""
    return f"framework:{key}"


@dataclass(frozen=True)
class Scale:
    """Grades, best first. `wordings` maps other words for a grade to that grade; `relabelled` maps words of
    another scale that a source prints instead of the given grade."""

    name: str
    grades: tuple[str, ...]
    wordings: Mapping[str, str] = field(default_factory=lambda: NONE)
    relabelled: Mapping[str, str] = field(default_factory=lambda: NONE)

    def grade(self, raw: str) -> str | None:
        """The grade for a source's words, ignoring case, or None."""
        known = {**{grade: grade for grade in self.grades}, **self.wordings, **self.relabelled}
        return {word.casefold(): grade for word, grade in known.items()}.get(raw.casefold())

    def is_relabelled(self, raw: str) -> bool:
        return raw.casefold() in {word.casefold() for word in self.relabelled}


@dataclass(frozen=True)
class CycleExtent:
    """What exists of a cycle of a programme, by statements: that `every` body had an assessment; by question,
    that each was `graded`, and that none was, or that those it is about were not (`not_graded`); those with
    `counts` of grades."""

    every: str = ""
    graded: Mapping[str, str] = field(default_factory=lambda: NONE)
    not_graded: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    relies_on: tuple[str, ...] = ()
    counts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ended:
    """The day by which a programme had ended, and the statement that says so; without one, it is the day of
    the last inspection in the lists."""

    date: str = ""
    statement: str = ""


@dataclass(frozen=True)
class Extent:
    """What exists of a framework, by lists of it and by statements of its publisher, named by their ids.

    `lists` and `searched` map sources to their names: of `lists` every inspection is read. `every` says that
    each body had one. `only` are the bodies that a collection concerns, if not all. `unknown` says why
    nothing is known, `counted` what alone is counted."""

    country: str = ""
    lists: Mapping[str, str] = field(default_factory=lambda: NONE)
    searched: Mapping[str, str] = field(default_factory=lambda: NONE)
    every: str = ""
    ended: Ended = field(default_factory=Ended)
    only: tuple[str, ...] = ()
    unknown: str = ""
    counted: str = ""
    relies_on: tuple[str, ...] = ()
    cycles: Mapping[str, CycleExtent] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True)
class Duty:
    """What a law asks of local policing bodies after reports of one inspectorate: comments within `days`, of
    which the day of publication is the first. It is for reports published `since` a day, but of no
    inspection of the kinds `unread`, of which it was not read whether the law is about them; `source` is the
    law, and `statements` say so."""

    provision: str
    days: int
    since: str
    source: str
    inspectorate: str
    statements: tuple[str, ...]
    unread: tuple[str, ...] = ()


@dataclass(frozen=True)
class Framework:
    """`areas` maps the last part of a judgement's id to the area's name; `scale` is empty if the framework
    does not grade; `named` is the format of an inspection's name; `inspects` are the inspected types of body;
    `kinds` are the allowed kinds of inspection, empty for any. `matter` is the only
    thing that it judges: a grade never follows one on another matter."""

    name: str
    short: str
    scale: str
    areas: Mapping[str, str]
    carried_out_by: tuple[str, ...] = ()
    named: str = "{kind} of {body}, {year}"
    any_area: bool = False
    inspects: tuple[str, ...] = ("LocalAuthority", "SafeguardingBoard", "PoliceForce")
    kinds: tuple[str, ...] = ()
    matter: str = ""
    extent: Extent = field(default_factory=Extent)
    duty: Duty | None = None

    def judges(self, area: str) -> bool:
        return area in self.areas or self.any_area

    def in_words(self, area: str) -> str:
        return self.areas.get(area, area.replace("-", " "))


@dataclass(frozen=True)
class Frameworks:
    frameworks: Mapping[str, Framework]
    scales: Mapping[str, Scale]
    inspectorates: Mapping[str, str] = field(default_factory=lambda: NONE)
    collections: Mapping[str, Framework] = field(default_factory=lambda: MappingProxyType({}))

    @cached_property
    def all(self) -> Mapping[str, Framework]:
        """Frameworks, and what else is collected, by key."""
        return {**self.frameworks, **self.collections}

    def matter(self, framework: str) -> str:
        """What alone a framework judges; empty where it judges more, or is not known."""
        known = self.frameworks.get(framework)
        return known.matter if known else ""

    def scale(self, framework: str) -> Scale | None:
        """The scale of a framework, or None if it does not grade."""
        return self.scales.get(self.frameworks[framework].scale)


def read_frameworks(path: Path) -> Frameworks:
    """Read the frameworks file of this repository; tests check its form."""
    content: dict[str, Any] = read(path, path.name).value
    return Frameworks(
        MappingProxyType({own: _framework(item) for own, item in content["frameworks"].items()}),
        MappingProxyType({own: _scale(item) for own, item in content["scales"].items()}),
        MappingProxyType(dict(content.get("inspectorates", {}))),
        MappingProxyType({own: _framework(item) for own, item in content.get("collections", {}).items()}),
    )


def _scale(item: dict[str, Any]) -> Scale:
    words = (MappingProxyType(dict(item.get(key, {}))) for key in ("wordings", "relabelled"))
    return Scale(item["name"], tuple(item["grades"]), *words)


def _framework(item: dict[str, Any]) -> Framework:
    return Framework(
        item["name"],
        item["short"],
        item.get("scale", ""),
        MappingProxyType(dict(item.get("areas", {}))),
        tuple(item.get("carriedOutBy", ())),
        item.get("named", Framework.named),
        item.get("anyArea", False),
        tuple(item.get("inspects", Framework.inspects)),
        tuple(item.get("kinds", ())),
        item.get("matter", Framework.matter),
        _extent(item.get("extent", {})),
        _duty(item["duty"]) if "duty" in item else None,
    )


def _duty(item: dict[str, Any]) -> Duty:
    lists = {name: tuple(item.get(name, ())) for name in ("statements", "unread")}
    return Duty(**{**item, **lists})


def _extent(item: dict[str, Any]) -> Extent:
    lists, searched = (MappingProxyType(dict(item.get(key, {}))) for key in ("lists", "searched"))
    return Extent(
        item.get("country", ""),
        lists,
        searched,
        item.get("every", ""),
        Ended(**item.get("ended", {})),
        tuple(item.get("only", ())),
        item.get("unknown", ""),
        item.get("counted", ""),
        tuple(item.get("reliesOn", ())),
        MappingProxyType({cycle: _cycle(each) for cycle, each in item.get("cycles", {}).items()}),
    )


def _cycle(item: dict[str, Any]) -> CycleExtent:
    not_graded = {question: tuple(each) for question, each in item.get("notGraded", {}).items()}
    return CycleExtent(
        item.get("every", ""),
        MappingProxyType(dict(item.get("graded", {}))),
        MappingProxyType(not_graded),
        tuple(item.get("reliesOn", ())),
        tuple(item.get("counts", ())),
    )
