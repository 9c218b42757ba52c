"""An LRU cache bounded by what its entries weigh together."""

from __future__ import annotations

from collections.abc import Hashable
from contextlib import suppress
from operator import itemgetter
from typing import Generic, TypeVar

from cachetools import LRUCache

V = TypeVar("V")


class WeightedLRU(Generic[V]):
    """Holds values whose weights, in bytes, come to at most ``capacity``."""

    def __init__(self, capacity: int) -> None:
        self._entries: LRUCache[Hashable, tuple[V, int]] = LRUCache(capacity, getsizeof=itemgetter(1))

    def __len__(self) -> int:
        return len(self._entries)

    @property
    def weight(self) -> int:
        """What all entries weigh together, in bytes."""
        return int(self._entries.currsize)

    def find(self, key: Hashable) -> V | None:
        """The value, which counts as used; None where there is none."""
        entry = self._entries.get(key)
        return None if entry is None else entry[0]

    def keep(self, key: Hashable, value: V, weight: int) -> None:
        """Cache a value and evict the least recently used ones. A value larger than the whole cache is not
        cached and evicts nothing; a key that is cached already stays as it is."""
        if key in self._entries:
            return
        with suppress(ValueError):
            self._entries[key] = value, weight
