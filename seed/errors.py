"""What can be wrong with the sources of a graph.

SeedError
├── SeedRefused     sources that say something impossible; lists every problem found
├── BuildFailed     a build that Neo4j did not take over whole
└── PushRefused     a database that is not ours to fill
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from graph.model.records import Place


class SeedError(Exception):
    """Base of this layer. `str(error)` is fit for a person: what, which value, what to do."""


@dataclass(frozen=True)
class Refusal:
    """One thing that cannot be accepted: where it is stated, and why, with what would be right. `about`
    is the field that is wrong, where it is one, and `of_value` the reason in words that follow its value."""

    place: Place
    reason: str
    about: str = ""
    of_value: str = ""

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}"


class SeedRefused(SeedError):
    """Sources that cannot become a graph; nothing of them is applied."""

    def __init__(self, refusals: Iterable[Refusal]) -> None:
        self.refusals = tuple(sorted(set(refusals), key=_in_reading_order))
        number = len(self.refusals)
        head = "1 problem" if number == 1 else f"{number} problems"
        super().__init__(
            "\n".join([f"{head} in the sources; nothing was changed.", *map(str, self.refusals)])
        )


class BuildFailed(SeedError):
    """The store does not hold what was written to it."""


class PushRefused(SeedError):
    """The database holds what this program did not put there."""


@contextmanager
def refusing(place: Place, refusals: list[Refusal]) -> Iterator[None]:
    """Collect a ValueError raised inside as a refusal at `place`, and go on."""
    try:
        yield
    except ValueError as error:
        refusals.append(Refusal(place, str(error)))


def raise_any(refusals: Iterable[Refusal]) -> None:
    """Raise SeedRefused if there is at least one refusal."""
    if found := tuple(refusals):
        raise SeedRefused(found)


def _in_reading_order(refusal: Refusal) -> tuple[str, int, str, str]:
    file, _, line = refusal.place.file.rpartition(":")
    if file and line.isdecimal():
        return file, int(line), refusal.place.path, refusal.reason
    return refusal.place.file, 0, refusal.place.path, refusal.reason
