"""Whether jars in the cache are those of the lock: by digest when a file is new or was touched, else weekly.

217 jars take 0.2 s to read, on a disk that still holds them in memory; to look at their times takes 0.01 s.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path

from graph.whole_files import write_whole

Progress = Callable[[int, int], None]
"""Called with the bytes that are here and the bytes there will be."""

CHECKED = "checked.json"
_DAYS = 7


@dataclass(frozen=True, slots=True)
class Jar:
    """One line of a lock: `group:artifact:version[:classifier] size sha256`."""

    coordinate: str
    size: int
    sha256: str

    @property
    def name(self) -> str:
        """The file's name, as Maven names it."""
        return "-".join(self.coordinate.split(":")[1:]) + ".jar"

    def is_at(self, path: Path) -> bool:
        """Whether the file has the bytes of this jar."""
        if not path.exists() or path.stat().st_size != self.size:
            return False
        with path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest() == self.sha256


def read_lock(path: Path) -> list[Jar]:
    """The jars that a lock names."""
    rows = (line.split() for line in path.read_text(encoding="utf-8").splitlines())
    return [Jar(coordinate, int(size), sha256) for coordinate, size, sha256 in rows]


def are_whole(place: Path, jars: Sequence[Jar]) -> bool:
    """Whether all jars are in the folder, as the lock has them; what was found good is noted there."""
    noted = _noted(place)
    for jar in jars:
        mark = _mark(place / jar.name, jar)
        if noted.get(jar.name) != mark and not jar.is_at(place / jar.name):
            return False
    # Nothing is noted in a cache that others own: it is read again.
    with suppress(OSError):
        _note(place, noted, {jar.name: _mark(place / jar.name, jar) for jar in jars})
    return True


def _noted(place: Path) -> dict[str, list[object]]:
    try:
        content = json.loads((place / CHECKED).read_text("utf-8"))
        is_old = time.time() - content["at"] > _DAYS * 86_400
        return {} if is_old else dict(content["jars"])
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _note(place: Path, noted: dict[str, list[object]], found: dict[str, list[object]]) -> None:
    if found != noted:
        write_whole(place / CHECKED, json.dumps({"at": time.time(), "jars": found}))


def _mark(path: Path, jar: Jar) -> list[object]:
    """What tells that a file is another than before: any write changes one of them."""
    try:
        stat = path.stat()
    except OSError:
        return []
    return [jar.sha256, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino]
