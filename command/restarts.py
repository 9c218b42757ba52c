"""A limit on restarts, with growing pauses."""

from __future__ import annotations

import time
from collections import deque
from dataclasses import dataclass, field


@dataclass(slots=True)
class RestartPolicy:
    """At most `most` restarts within `seconds`: the first at once, each later one after a longer pause."""

    most: int = 5
    seconds: float = 600.0
    _at: deque[float] = field(default_factory=deque)

    def __str__(self) -> str:
        return f"{self.most} times within {self.seconds / 60:.0f} minutes"

    def pause(self) -> float | None:
        """Count a restart and return the seconds to wait before it; None if there were too many."""
        now = time.monotonic()
        while self._at and self._at[0] < now - self.seconds:
            self._at.popleft()
        if len(self._at) == self.most:
            return None
        self._at.append(now)
        return 0.0 if len(self._at) == 1 else 2.0 ** (len(self._at) - 2)
