"""Exports that fail half-way."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from typing import Any

import pytest

from graph.errors import StoreUnavailable
from graph.export.reader import ExportReader


def break_half_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on, Neo4j goes away after the first relationship."""
    whole = ExportReader.relationships

    async def breaks(reader: ExportReader, ids: Any) -> AsyncGenerator[list[Any]]:
        yield await anext(whole(reader, ids))
        raise StoreUnavailable("Neo4j went away.")

    monkeypatch.setattr(ExportReader, "relationships", breaks)
