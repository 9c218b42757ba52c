"""The frameworks file: the areas that each inspection framework judges, and the grades of each scale."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from seed.yaml_files import read

NONE: Mapping[str, str] = MappingProxyType({})


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

    def judges(self, area: str) -> bool:
        return area in self.areas or self.any_area

    def in_words(self, area: str) -> str:
        return self.areas.get(area, area.replace("-", " "))


@dataclass(frozen=True)
class Frameworks:
    frameworks: Mapping[str, Framework]
    scales: Mapping[str, Scale]
    inspectorates: Mapping[str, str] = field(default_factory=lambda: NONE)

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
    )


def _scale(item: dict[str, Any]) -> Scale:
    words = (MappingProxyType(dict(item.get(key, {}))) for key in ("wordings", "relabelled"))
    return Scale(item["name"], tuple(item["grades"]), *words)


def _framework(item: dict[str, Any]) -> Framework:
    return Framework(
        item["name"],
        item["short"],
        item.get("scale", ""),
        MappingProxyType(dict(item["areas"])),
        tuple(item.get("carriedOutBy", ())),
        item.get("named", Framework.named),
        item.get("anyArea", False),
        tuple(item.get("inspects", Framework.inspects)),
        tuple(item.get("kinds", ())),
        item.get("matter", Framework.matter),
    )
