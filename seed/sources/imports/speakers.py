"""Who says what a row of a table holds, and whether another tells it."""

from __future__ import annotations

from datetime import date

from graph.model.nodes import Source
from graph.model.vocabulary import SourceKind, SourceStrength, Status
from seed.frameworks import Frameworks
from seed.sources.imports.reading import Outcome

_HMIC, _HMICFRS = "HMIC", "HMICFRS"
_AS_REPORTED_BY, _ACCORDING_TO = "as reported by", "according to"
# The first day of the inspectorate's new name.
RENAMED = date(2017, 7, 19)


def said_by(outcome: Outcome, source: Source, frameworks: Frameworks) -> tuple[str, Status]:
    """Who says so and how it stands: the publisher; of grades that the press or a body concerned tells, the
    inspectorates."""
    if not outcome.quote:
        return source.publisher, Status.REFERENCE
    if outcome.grades and (is_press(source) or source.strength is SourceStrength.BODY):
        how = _AS_REPORTED_BY if is_press(source) else _ACCORDING_TO
        return f"{_inspectorates(outcome, frameworks)}, {how} {_publisher(source)}", Status.REPORTED
    return _own_name(source, _is_before(outcome)), Status.STATED


def is_told(speaker: str) -> bool:
    """Whether a speaker, as a row names it, is told by another: "HMICFRS, as reported by BBC News"."""
    return any(f"{how} " in speaker for how in (_AS_REPORTED_BY, _ACCORDING_TO))


def is_press(source: Source | None) -> bool:
    """Whether a source holds the press's words."""
    return source is not None and (
        source.strength is SourceStrength.PRESS or source.kind is SourceKind.NEWS_ARTICLE
    )


def _own_name(source: Source, before: bool) -> str:
    """Whose page it is; of the constabulary's inspectorate, also where another copies its words, the name
    that it had."""
    if source.publisher != _HMICFRS and source.strength is not SourceStrength.INSPECTORATE:
        return source.publisher
    if _HMICFRS in source.publisher:
        return _HMIC if before else _HMICFRS
    return _HMIC if _HMIC in source.publisher else source.publisher


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
