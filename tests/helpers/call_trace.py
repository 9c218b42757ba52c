"""The calls between the rooms of the code while something runs on this thread."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from types import FrameType

from tests.helpers.paths import ROOT

ROOMS = ("api/http", "api/execution", "api/compiler", "api/schema", "graph/query", "graph/neo4j")
"""From the top: a request goes down through them."""


@dataclass(frozen=True)
class Call:
    """A call from one room into another. ``rooms`` are those on the stack, the entered one last. Frames
    outside all rooms, such as those of libraries, do not count."""

    rooms: tuple[str, ...]
    function: str

    @property
    def goes_up(self) -> bool:
        return len(self.rooms) > 1 and ROOMS.index(self.rooms[-2]) > ROOMS.index(self.rooms[-1])


@contextmanager
def traced() -> Iterator[list[Call]]:
    """The calls between rooms while inside, in order. A coroutine is called where it is first awaited."""
    calls: list[Call] = []
    # Held, so that no other frame gets the id of one that has been seen.
    seen: dict[int, FrameType] = {}

    def note(frame: FrameType, event: str, _: object) -> None:
        if event != "call" or id(frame) in seen or (room := _room(frame.f_code.co_filename)) is None:
            return
        seen[id(frame)] = frame
        rooms = _rooms(frame)
        if len(rooms) == 1 or rooms[-2] != room:
            calls.append(Call(_merged(rooms), _function(frame)))

    sys.setprofile(note)
    try:
        yield calls
    finally:
        sys.setprofile(None)


def tree(calls: Sequence[Call]) -> list[str]:
    """The calls as lines, indented by how many rooms they are inside; repeated ones stand once."""
    lines = (
        f"{'  ' * (len(call.rooms) - 1)}{call.rooms[-1]}/{call.function}"
        for call in calls
        if not call.function.partition(":")[2].startswith("<")
    )
    return list(dict.fromkeys(lines))


@cache
def _room(file: str) -> str | None:
    return next((room for room in ROOMS if file.startswith(f"{ROOT}/{room}/")), None)


def _rooms(frame: FrameType) -> list[str]:
    """The room of each frame on the stack that has one, from the outermost."""
    rooms: list[str] = []
    current: FrameType | None = frame
    while current is not None:
        if (room := _room(current.f_code.co_filename)) is not None:
            rooms.append(room)
        current = current.f_back
    return rooms[::-1]


def _merged(rooms: Sequence[str]) -> tuple[str, ...]:
    return tuple(room for index, room in enumerate(rooms) if index == 0 or rooms[index - 1] != room)


def _function(frame: FrameType) -> str:
    file = frame.f_code.co_filename.rpartition("/")[2]
    return f"{file}:{frame.f_code.co_qualname.partition('.<locals>')[0]}"
