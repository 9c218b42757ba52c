"""Values of the graph in the words of the pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from api.schema.labels import SCALES, TYPES, VOCABULARIES
from graph.model.relationships import RELATIONSHIP_TYPES
from graph.model.vocabulary import status_in_words

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
# The words of the API, and those that pages alone need.
LABELS: dict[str, dict[str, str]] = {
    **VOCABULARIES,
    # Of a question in a cycle.
    "question_state": {
        "COMPLETE": "Grade held",
        "PARTIAL": "In part",
        "EXISTS_NOT_HELD": "Exists, not held",
        "NOT_KNOWN": "Not known",
        "NOT_ASKED": "Not graded",
        "NONE_FOUND": "None found",
    },
    "relationship": {each.type: each.says for each in RELATIONSHIP_TYPES.values()},
}
NOUNS = TYPES


def label(value: str, vocabulary: str) -> str:
    """A member of a vocabulary in words; as the vocabulary spells it where it is newer than these."""
    return LABELS[vocabulary].get(value) or words(value.lower().replace("_", " "))


def day(value: str | None) -> str:
    """A date as exact as it is known: a day, a month, a year, or whatever the source has."""
    if not value:
        return ""
    parts = value.split("-")
    if not all(part.isdigit() for part in parts):
        return value
    year, month, of_month = (*map(int, parts), 0, 0)[:3]
    if month > len(_MONTHS):
        return value  # a cycle, as in 2023-25
    return " ".join(
        part for part in (str(of_month or ""), _MONTHS[month - 1] if month else "", str(year)) if part
    )


def dates(first: str, last: str | None) -> str:
    """From the first date to the last, each as exact as it is known."""
    if not last or first == last:
        return day(first)
    if first[:4] == last[:4] and 4 in (len(first), len(last)):
        return f"{day(max(first, last, key=len))} and unknown days of {first[:4]}"
    return f"{day(first)} to {day(last)}"


def lasting(edges: Iterable[Any], as_of: str | None) -> list[Any]:
    """The edges that had not ended, as far as is known: today, or on the day that the question was asked of,
    which has then left out the others."""
    return [edge for edge in edges if as_of or not edge["period"]["end"]]


def ended(edges: Iterable[Any], as_of: str | None) -> list[Any]:
    """The other edges."""
    return [edge for edge in edges if edge["period"]["end"] and not as_of]


def count(number: int, one: str, many: str = "") -> str:
    """A number of things: `1 finding`, `1,034 findings`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def words(value: str) -> str:
    """A name of the graph's own, such as the area of a grade, in words: `help-and-protection`."""
    return value.replace("-", " ").capitalize()


def capitalised(value: str) -> str:
    """A text with a capital at its beginning, whatever follows."""
    return value[:1].upper() + value[1:]


def anchor(node_id: str) -> str:
    """The name of a place in a page that is about a node."""
    return node_id.replace(":", "-").replace("/", "-")


def speaker(standing: str) -> str:
    """Whoever made a statement, as its standing tells: `A for B` of `said by A for B`."""
    return standing.removeprefix("said by ").removeprefix("for ")


def scale(key: str) -> str:
    """A scale of grades in words."""
    return SCALES.get(key, words(key))


FILTERS: dict[str, Callable[..., Any]] = {
    "label": label,
    "day": day,
    "dates": dates,
    "lasting": lasting,
    "ended": ended,
    "count": count,
    "words": words,
    "scale": scale,
    "status": status_in_words,
    "capitalised": capitalised,
    "anchor": anchor,
    "speaker": speaker,
    "noun": NOUNS.__getitem__,
}
