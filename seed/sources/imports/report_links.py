"""Links from inspections to their reports, where no row says which source that is."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from graph.model.nodes import Source
from graph.model.records import Records, RelationshipRecord
from graph.model.vocabulary import SourceKind


def report_links(
    texts: Records, sources: Mapping[str, Source], has_report: Callable[[str], bool]
) -> tuple[RelationshipRecord, ...]:
    """An inspection was published in the report that holds what it found: the one inspection report from
    which findings of it were read, unless that has findings of other inspections too."""
    reports = {
        link.start: link.end
        for link in texts.relationships
        if link.type == "FROM" and sources[link.end].kind is SourceKind.INSPECTION_REPORT
    }
    found = [
        (link, reports[own])
        for link in texts.relationships
        if link.type == "FOUND"
        for own in link.evidence
        if own in reports
    ]
    of_inspection: dict[str, set[str]] = {}
    of_report: dict[str, set[str]] = {}
    for link, report in found:
        of_inspection.setdefault(link.start, set()).add(report)
        of_report.setdefault(report, set()).add(link.start)
    first = {link.start: (link, report) for link, report in reversed(found)}
    return tuple(
        RelationshipRecord("PUBLISHED_IN", inspection, report, {}, link.evidence, link.stated)
        for inspection, (link, report) in sorted(first.items())
        if not has_report(inspection) and len(of_inspection[inspection]) == len(of_report[report]) == 1
    )
