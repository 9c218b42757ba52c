"""Who says what a row of a table of inspections holds."""

from __future__ import annotations

from datetime import date

from graph.model.nodes import Source
from graph.model.vocabulary import SourceKind, SourceStrength, Status
from seed.frameworks import Frameworks
from seed.sources.imports.reading import Outcome

_HMIC, _HMICFRS = "HMIC", "HMICFRS"
# The first day of the inspectorate's new name.
RENAMED = date(2017, 7, 19)


def said_by(outcome: Outcome, source: Source, frameworks: Frameworks) -> tuple[str, Status]:
    """Who says so and how it stands: the publisher; of grades that the press or a body concerned tells, the
    inspectorates."""
    if not outcome.quote:
        return source.publisher, Status.REFERENCE
    is_press = source.strength is SourceStrength.PRESS or source.kind is SourceKind.NEWS_ARTICLE
    if outcome.grades and (is_press or source.strength is SourceStrength.BODY):
        how = "as reported by" if is_press else "according to"
        return f"{_inspectorates(outcome, frameworks)}, {how} {_publisher(source)}", Status.REPORTED
    is_renamed = source.publisher == _HMICFRS and _is_before(outcome)
    return _HMIC if is_renamed else source.publisher, Status.STATED


def _inspectorates(outcome: Outcome, frameworks: Frameworks) -> str:
    named = frameworks.frameworks[outcome.framework].carried_out_by
    others = [
        frameworks.inspectorates[each].partition(" (")[0] for each in named if each != "inspectorate:hmic"
    ]
    own = [_HMIC if _is_before(outcome) else _HMICFRS] if len(others) < len(named) else []
    return " and ".join([*others, *own])


def _publisher(source: Source) -> str:
    return f"a {source.publisher}" if source.publisher.startswith("copy of") else source.publisher


def _is_before(outcome: Outcome) -> bool:
    """Whether all days that are possible are before the inspectorate's new name."""
    when = outcome.published or outcome.inspected_to or outcome.inspected_from or outcome.cycle
    return bool(when and when.last < RENAMED)
