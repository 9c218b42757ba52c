# ruff: noqa: E501 - headers as published
"""The three layouts of Ofsted's releases of inspection outcomes: published headers and their meanings.

A `Block` is one inspection in a row: where its dates and grades stand. A wide table has several blocks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from seed.sources.imports.headers import Table

NAME = "Local authority name"
CODE = "Local authority area code"
LINK = "Web link"
NO_AREAS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Block:
    """`label` names the block in locators; `board` moves its grades to the authority's safeguarding board."""

    framework: str
    label: str
    published: str = ""
    inspected: str = ""
    kind: str = ""
    kind_header: str = ""
    focus_header: str = ""
    areas: Mapping[str, str] = field(default_factory=lambda: NO_AREAS)
    board: bool = False

    @property
    def headers(self) -> tuple[str, ...]:
        columns = (self.published, self.inspected, self.kind_header, self.focus_header, *self.areas.values())
        return tuple(filter(None, columns))

    @property
    def stating(self) -> tuple[str, ...]:
        """The columns of which at least one is filled if a row states this inspection. A board's date is left
        out: it is that of the inspection beside it, and filled even without a review."""
        return tuple(self.areas.values()) if self.board else self.headers


@dataclass(frozen=True)
class Tabled:
    """A table of a layout. `instead` are blocks under a repeated header with other names of columns."""

    blocks: tuple[Block, ...]
    others: tuple[str, ...] = (LINK, NAME)
    instead: tuple[Block, ...] = ()

    @property
    def table(self) -> Table:
        headers = dict.fromkeys(
            [*self.others, *(header for block in self.blocks for header in block.headers)]
        )
        return Table(tuple(headers))


@dataclass(frozen=True)
class Layout:
    """A layout. `slug` begins the id of a release, `title` its name; the most detailed tables come first."""

    kind: str
    says: str
    slug: str
    title: str
    tables: tuple[Tabled, ...]


def _ilacs(prefix: str, label: str, **columns: Any) -> Block:
    areas = {
        "overall": f"{prefix}overall effectiveness",
        "impact-of-leaders": f"{prefix}impact of leaders",
        "help-and-protection": f"{prefix}experiences and progress of children who need help and protection",
        "in-care": f"{prefix}experiences and progress of children in care",
        "care-leavers": f"{prefix}experiences and progress of care leavers",
    }
    return Block("ofsted-ilacs", label, areas=MappingProxyType(areas), **columns)


def _former(prefix: str, label: str = "ILACS") -> Block:
    """An ILACS inspection from before care leavers had their own judgement."""
    areas = {
        "overall": f"{prefix} overall effectiveness",
        "impact-of-leaders": f"{prefix} impact of leaders",
        "help-and-protection": f"{prefix} experiences and progress of children who need help and protection",
        "in-care": f"{prefix} experiences and progress of children in care and care leavers",
    }
    return Block(
        "ofsted-ilacs", label, published=f"{prefix} publication date", kind_header=f"{prefix} inspection type",
        areas=MappingProxyType(areas),
    )  # fmt: skip


def _sif(which: str) -> Block:
    lead = "First SIF" if which == "first" else "SIF Re-inspection"
    areas = {
        "overall": f"{lead} Overall Judgement (OE)",
        "help-and-protection": f"{lead} children who need help and protection",
        "looked-after": f"{lead} children looked after and achieving permanence",
        "adoption": f"{lead} CLA Sub: Adoption Performance",
        "care-leavers": f"{lead} CLA Sub: Experiences and progress of care leavers",
        "leadership": f"{lead} leadership, management and governance",
    }
    return Block(
        "ofsted-sif", f"{which} SIF", published=f"Single Inspection of LA Children's Services (SIF) {lead} publication date",
        kind="single inspection" if which == "first" else "re-inspection", areas=MappingProxyType(areas),
    )  # fmt: skip


def _one(framework: str, label: str, kind: str, published: str, **areas: str) -> Block:
    named = {area.replace("_", "-"): header for area, header in areas.items()}
    return Block(framework, label, published=published, kind=kind, areas=MappingProxyType(named))


_LONG = MappingProxyType({
    "overall": "Overall effectiveness",
    "impact-of-leaders": "The impact of leaders on social work practice with children and families",
    "help-and-protection": "The experiences and progress of children who need help and protection",
    "in-care": "The experiences and progress of children in care",
    "care-leavers": "The experiences and progress of care leavers",
})  # fmt: skip
_DATES: dict[str, Any] = {"inspected": "Inspection date", "published": "Publication date"}
_VISIT: dict[str, Any] = {
    "inspected": "Inspection/Visit date",
    "kind_header": "Inspection/Visit type",
    "focus_header": "Visit Theme",
}
_SLAC = "Safeguarding & Looked After Children (SLAC) Inspection publication date"
_LATEST = Tabled((_ilacs("", "latest", inspected="Inspection date"),))
_IN_YEAR = Tabled((_ilacs("", "in the year", **_VISIT),))

LAYOUT_2025 = Layout(
    "ofsted-2025",
    "Ofsted, local authority inspection outcomes, as released in 2025",
    "source:ofsted-inspection-outcomes",
    "Local authority inspection outcomes as at 31 March {year}",
    (
        Tabled(
            (Block("ofsted-ilacs", "history", kind_header="Inspection type", areas=_LONG, **_DATES),),
            (LINK, CODE, NAME, "Local authority status"),
        ),
        Tabled(
            (Block("ofsted-ilacs", "in the year", areas=_LONG, published="Publication date", **_VISIT),),
            (LINK, CODE, NAME),
        ),
        Tabled((Block("ofsted-ilacs", "latest", areas=_LONG, **_DATES),), (LINK, CODE, NAME)),
    ),
)

LAYOUT_2024 = Layout(
    "ofsted-2024",
    "Ofsted, local authority inspection outcomes, as released in 2024",
    "source:ofsted-inspection-outcomes",
    "Local authority inspection outcomes as at 31 March {year}",
    (
        Tabled(
            tuple(
                _ilacs(
                    f"{which} ILACS ",
                    f"{which.lower()} ILACS",
                    published=f"{which} ILACS publication date",
                    kind_header=f"{which} ILACS inspection type",
                )
                for which in ("First", "Second")
            ),
            instead=(_former("ILACS framework"),),
        ),
        _IN_YEAR,
        _LATEST,
    ),
)

LAYOUT_2023 = Layout(
    "ofsted-2023",
    "Ofsted, children's social care data in England, underlying data, as released in 2023",
    "source:ofsted-csc-england",
    "Children's social care data in England {year}, underlying data",
    (
        Tabled(
            (
                _one("ofsted-slac", "SLAC", "inspection", _SLAC,
                     safeguarding="SLAC Safeguarding Overall effectiveness (OE)",
                     looked_after_services="SLAC Looked After Children Overall Effectiveness (OE)"),
                _one("ofsted-slac", "SLAC re-inspection of safeguarding", "re-inspection", "SLAC re-inspection of Safeguarding publication date",
                     safeguarding="SLAC re-inspection Safeguarding OE"),
                _one("ofsted-slac", "SLAC re-inspection of looked after children", "re-inspection", "SLAC re-inspection of services for Children Looked After publication date",
                     looked_after_services="SLAC re-inspection of services Children Looked After OE"),
                _one("ofsted-cpi", "CPI", "inspection", "Child Protection Inspections (CPI) publication date", overall="CPI Overall Effectiveness (OE)"),
                _one("ofsted-cpi", "CPI re-inspection", "re-inspection", "Child Protection Re-Inspection (CPRI) publication date", overall="CPRI Overall Effectiveness (OE)"),
                _one("ofsted-tlac", "TLAC", "targeted inspection", "Targeted Looked After Children (TLAC) inspection publication date", overall="TLAC Overall Effectiveness (OE)"),
                _sif("first"),
                Block("lscb-review", "LSCB review", published=_sif("first").published, kind="board review",
                      areas=MappingProxyType({"overall": "LSCB Overall Effectiveness"}), board=True),
                _sif("second"),
                _former("First ILACS framework", "first ILACS"),
                _ilacs(
                    "Second ILACS framework ", "second ILACS",
                    published="Second ILACS framework publication date", kind_header="Second ILACS framework inspection type",
                ),
            ),
            (LINK, NAME, "LA Authority Type"),
            instead=(_former("ILACS framework"),),
        ),
        _IN_YEAR,
        _LATEST,
    ),
)  # fmt: skip
