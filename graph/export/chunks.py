"""Send an export in chunks, and only complete it if the graph's version did not change."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing

from graph.export.formats import Format
from graph.export.stored import StoredGraph

_SIZE = 64_000


async def in_chunks(chosen: Format, graph: StoredGraph) -> AsyncGenerator[bytes]:
    """The export in chunks of 64 kB. The last chunk is withheld if the graph's version changed meanwhile.

    Yields to the event loop between chunks. Raises ExportRefused, DatasetNotReady, StoreError.
    """
    buffer = bytearray()
    async with aclosing(chosen.write(graph)) as parts:
        async for part in parts:
            buffer += part
            while len(buffer) > _SIZE:
                yield bytes(buffer[:_SIZE])
                del buffer[:_SIZE]
                await asyncio.sleep(0)
    await graph.reader.require(graph.about.version)
    yield bytes(buffer)
