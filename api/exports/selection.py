"""What an export is asked to hold, in the words of the command line and of addresses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from api.execution.documents import Documents
from api.execution.prepared import Prepared, Refused
from graph.errors import ExportRefused
from graph.export.reader import ExportReader
from graph.export.scopes import WHOLE, ExportScope, around, of_findings
from graph.export.stored import StoredGraph
from graph.query.composition import compose
from graph.query.selection import Every, Rows, Value

_FINDINGS = "query Export($where: FindingWhere) { findings(where: $where) { nodes { id } } }"


@dataclass(frozen=True)
class Everything:
    """The whole dataset."""

    name = "dataset"

    async def scope(self, reader: ExportReader, documents: Documents) -> ExportScope:
        """Everything, without a look at the graph."""
        return WHOLE


@dataclass(frozen=True)
class Around:
    """What lies around a node, up to `depth` steps away."""

    centre: str
    depth: int = 1
    name = "neighbourhood"

    async def scope(self, reader: ExportReader, documents: Documents) -> ExportScope:
        """Raises ExportRefused, StoreError."""
        return await around(reader, self.centre, self.depth)


@dataclass(frozen=True)
class Findings:
    """The findings that the API's own `where` keeps."""

    where: Mapping[str, Any]
    name = "findings"

    async def scope(self, reader: ExportReader, documents: Documents) -> ExportScope:
        """Raises ExportRefused with what the API says of a filter that is none, StoreError."""
        return await of_findings(reader, await self._ids(reader, documents))

    def prepared(self, documents: Documents) -> Prepared:
        """The question behind it. Raises ExportRefused with what the API says of a filter that is none."""
        try:
            return documents.prepare(_FINDINGS, None, {"where": self.where})
        except Refused as refused:
            raise ExportRefused(" ".join(error.message for error in refused.errors)) from None

    async def _ids(self, reader: ExportReader, documents: Documents) -> list[str]:
        """The list of the API, without its pages."""
        prepared = self.prepared(documents)
        root = prepared.plan.statements["findings"]
        (listed,) = (slot for slot in root.slots if isinstance(slot, Rows))
        statement = compose((Rows(listed.source, Every(), (Value("node", "id"),)),))
        _, _, (rows,) = await reader.database.read(
            statement, prepared.parameters["findings"], name="export findings", timeout=reader.seconds
        )
        return [own for (own,) in rows]


Choice = Everything | Around | Findings


async def chosen_graph(choice: Choice, reader: ExportReader, documents: Documents) -> StoredGraph:
    """The graph to export. Raises ExportRefused, DatasetNotReady, StoreError."""
    about = await reader.about()
    return StoredGraph(about, reader, await choice.scope(reader, documents))


def where_of(text: str) -> Mapping[str, Any]:
    """A filter in JSON. Raises ExportRefused."""
    try:
        found = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise ExportRefused(f"`where` is not JSON: {error}.") from None
    if not isinstance(found, dict):
        raise ExportRefused('`where` is not an object, such as {"polarity": {"eq": "ADVERSE"}}.')
    return found


def depth_of(text: str) -> int:
    """A depth in digits. Raises ExportRefused."""
    if not (text.isascii() and text.isdigit() and len(text) <= 3):
        raise ExportRefused(f"`depth` is '{text}'; it is a number of steps.")
    return int(text)
