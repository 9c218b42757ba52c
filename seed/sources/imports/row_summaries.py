"""What a row says of an inspection, in one sentence: the summary of its evidence."""

from __future__ import annotations

from collections.abc import Iterator

from seed.captions import in_words
from seed.frameworks import Frameworks
from seed.sources.imports.reading import Outcome


def summary(outcome: Outcome, frameworks: Frameworks) -> str:
    """The content of the row, in one sentence."""
    return "; ".join(_parts(outcome, frameworks)) + "."


def _parts(outcome: Outcome, frameworks: Frameworks) -> Iterator[str]:
    framework = frameworks.frameworks[outcome.framework]
    kind = outcome.kind or "inspection"
    yield f"{framework.short} {kind}" if framework.short not in kind else kind
    if outcome.inspected_from:
        until = f" to {in_words(outcome.inspected_to)}" if outcome.inspected_to else ""
        yield f"inspected {'from ' if until else ''}{in_words(outcome.inspected_from)}{until}"
    if outcome.published:
        yield f"published {in_words(outcome.published)}"
    if outcome.cycle:
        yield f"cycle {outcome.cycle}"
    if outcome.focus:
        yield f"on {outcome.focus}"
    for grade in outcome.grades:
        yield f"{grade.question or framework.in_words(grade.area)}: {grade.raw}"
        if grade.published:
            yield f"published {in_words(grade.published)}"
