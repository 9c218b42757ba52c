"""What reports say of the police beside the letter of October 2016, in plain Python."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from api.schema.types.reports import READING
from tests.oracle.filters import Filters, refuse_large
from tests.oracle.graph import Graph, Node
from tests.oracle.resolution import Dated, Info, Resolver

LETTER = "correspondence:wilshaw-winsor-2016-10-17"
SHARED = "POLICE_AND_OTHERS"


@dataclass(frozen=True)
class Said:
    """The findings about the police in each of some reports, and of which theme."""

    reports: dict[Node, list[Node]]
    theme: Node | None = None

    def number(self, polarity: str, *, alone: bool) -> int:
        return sum(
            any(
                each.values["polarity"] == polarity and not (alone and each.values["who"] == SHARED)
                for each in found
            )
            for found in self.reports.values()
        )


def reports_beside_letter(seen: Dated, info: Info) -> Dated | None:
    graph = info.context.graph
    if graph.answering_for(LETTER) is None:
        return None
    read = {
        report: _about_police(graph, report) for report in graph.of("Inspection") if _is_of_that_year(report)
    }
    return Dated(Said({report: found for report, found in read.items() if found}))


def themes(seen: Dated, info: Info, where: Mapping[str, Any] | None = None) -> list[Dated]:
    graph = info.context.graph
    refuse_large(where)
    said: dict[Node, dict[Node, list[Node]]] = {}
    for report, found in seen.it.reports.items():
        for finding in found:
            for edge in graph.leaving(finding, "HAS_THEME"):
                said.setdefault(edge.end, {}).setdefault(report, []).append(finding)
    kept = [theme for theme in said if Filters(graph, seen.as_of).keeps(theme, where)]
    kept.sort(key=lambda theme: (theme.values["name"], theme.id))
    return [seen.also(Said(said[theme], theme)) for theme in kept]


def reports(seen: Dated, info: Info, where: Mapping[str, Any] | None = None) -> list[Dated]:
    refuse_large(where)
    filters = Filters(info.context.graph, seen.as_of)
    kept = [report for report in seen.it.reports if filters.keeps(report, where)]
    kept.sort(key=lambda report: report.id)
    kept.sort(key=lambda report: str(report.values["publishedDay"]), reverse=True)
    return [seen.also(report) for report in kept]


def _is_of_that_year(report: Node) -> bool:
    published = str(report.values.get("publishedDay", ""))
    return report.values["framework"] == "ofsted-sif" and "2015-09-01" <= published <= "2016-09-30"


def _about_police(graph: Graph, report: Node) -> list[Node]:
    return [each.end for each in graph.leaving(report, "FOUND") if each.end.values.get("who")]


_NUMBERS: dict[str, Resolver] = {
    "read": lambda seen, info: len(seen.it.reports),
    **{
        f"{polarity.lower()}{end}": lambda seen, info, polarity=polarity, end=end: seen.it.number(
            polarity, alone=bool(end)
        )
        for polarity in ("ADVERSE", "POSITIVE", "MIXED")
        for end in ("", "Alone")
    },
}
REPORTS: dict[tuple[str, str], Resolver] = {
    ("Query", "reportsBesideLetter"): reports_beside_letter,
    **{
        (kind, name): found
        for kind in ("ReportsBesideLetter", "ThemeOfReports")
        for name, found in _NUMBERS.items()
    },
    ("ThemeOfReports", "theme"): lambda seen, info: seen.also(seen.it.theme),
    ("ReportsBesideLetter", "reading"): lambda seen, info: READING,
    ("ReportsBesideLetter", "letter"): lambda seen, info: seen.also(info.context.graph.answering_for(LETTER)),
    ("ReportsBesideLetter", "themes"): themes,
    ("ReportsBesideLetter", "reports"): reports,
}
