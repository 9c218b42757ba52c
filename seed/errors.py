"""Errors of reading sources and building a graph from them.

SeedError
├── SeedRefused     the sources are invalid; lists every problem
├── BuildFailed     the store does not have what was written to it
└── PushRefused     the database has data of other programs
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from graph.model.records import Location


class SeedError(Exception):
    """Base class. `str(error)` is for the user: the problem, the value, and what to do."""


@dataclass(frozen=True)
class Refusal:
    """One problem: where, and why, with what would be valid. If one field is wrong, `about` is its name and
    `of_value` the reason, worded to follow the field's value."""

    place: Location
    reason: str
    about: str = ""
    of_value: str = ""

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}"


class SeedRefused(SeedError):
    """The sources are invalid; nothing was changed."""

    def __init__(self, refusals: Iterable[Refusal]) -> None:
        self.refusals = tuple(sorted(set(refusals), key=_in_reading_order))
        number = len(self.refusals)
        head = "1 problem" if number == 1 else f"{number} problems"
        super().__init__(
            "\n".join([f"{head} in the sources; nothing was changed.", *map(str, self.refusals)])
        )


class BuildFailed(SeedError):
    """The store does not have what was written to it."""


class PushRefused(SeedError):
    """The database has data that this program did not write."""


@contextmanager
def refusing(place: Location, refusals: list[Refusal]) -> Iterator[None]:
    """Turn a ValueError raised inside into a refusal at `place`."""
    try:
        yield
    except ValueError as error:
        refusals.append(Refusal(place, str(error)))


def raise_any(refusals: Iterable[Refusal]) -> None:
    """Raise SeedRefused if there are refusals."""
    if found := tuple(refusals):
        raise SeedRefused(found)


def _in_reading_order(refusal: Refusal) -> tuple[str, int, str, str]:
    file, _, line = refusal.place.file.rpartition(":")
    if file and line.isdecimal():
        return file, int(line), refusal.place.path, refusal.reason
    return refusal.place.file, 0, refusal.place.path, refusal.reason
