"""How long what clients send may be. The schema's descriptions state these numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from api.errors import BadInput

LONGEST_ID = 300
LONGEST_CURSOR = 20_000  # it holds the values that a list is ordered by
LONGEST_QUERY = 300
MOST_WORDS = 40
LONGEST_TEXT = 1000  # of a filter
LONGEST_LOOSE_TEXT = 200  # of a filter that ignores case and accents, which takes a pattern to compare
MOST_CHOICES = 100  # texts in one list

S = TypeVar("S", bound=Sequence[object])


def bounded(text: str, most: int, argument: str) -> str:
    """The text, if it is not too long; raises BadInput."""
    if len(text) > most:
        raise BadInput(f"`{argument}` has {len(text)} characters; {most} are allowed.")
    return text


def bounded_list(values: S, most: int, argument: str, what: str) -> S:
    """The list, if it is not too long; raises BadInput."""
    if len(values) > most:
        raise BadInput(f"`{argument}` holds {len(values)} {what}; at most {most} can stand there.")
    return values


def readable_text(text: str) -> str:
    """A text that came from outside as a message repeats it: in quotation marks, cut where it is long."""
    return repr(text) if len(text) <= 200 else f"{text[:200]!r}..."
