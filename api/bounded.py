"""A cache that forgets what was used longest ago."""

from __future__ import annotations

from collections import OrderedDict
from typing import Generic, TypeVar

V = TypeVar("V")


class Bounded(Generic[V]):
    """At most ``size`` values, whose weights are together at most ``weight``."""

    def __init__(self, size: int, weight: int) -> None:
        self._size = size
        self._weight = weight
        self._held = 0
        self._values: OrderedDict[object, tuple[V, int]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._values)

    def find(self, key: object) -> V | None:
        """The value, which counts as used; None where there is none."""
        found = self._values.get(key)
        if found is None:
            return None
        self._values.move_to_end(key)
        return found[0]

    def keep(self, key: object, value: V, weight: int) -> None:
        """Hold a value, and forget others for it; one that is held already stays."""
        if key in self._values:
            return
        self._values[key] = (value, weight)
        self._held += weight
        while len(self._values) > self._size or self._held > self._weight:
            _, (_, gone) = self._values.popitem(last=False)
            self._held -= gone
