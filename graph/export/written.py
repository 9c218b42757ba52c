"""An export as it leaves: in parts of a size that suits a network, and of one version to its end."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing

from graph.export.formats import Format
from graph.export.stored import StoredGraph

_SIZE = 64_000


async def written(chosen: Format, graph: StoredGraph) -> AsyncGenerator[bytes]:
    """The export in parts, the last of which comes only if all of them are of one version.

    Others are served between two parts. Raises ExportRefused, DatasetNotReady, StoreError.
    """
    kept = bytearray()
    async with aclosing(chosen.write(graph)) as parts:
        async for part in parts:
            kept += part
            while len(kept) > _SIZE:
                yield bytes(kept[:_SIZE])
                del kept[:_SIZE]
                await asyncio.sleep(0)
    await graph.reader.require(graph.about.version)
    yield bytes(kept)
