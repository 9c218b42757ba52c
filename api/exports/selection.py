"""What an export is asked to hold, in the words of the command line and of addresses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import orjson
from graphql import GraphQLObjectType, get_named_type

from api.execution.documents import Documents
from api.execution.prepared import Prepared, Refused
from api.schema.schema import core_schema
from graph.errors import ExportRefused
from graph.export.formats import Format
from graph.export.reader import ExportReader
from graph.export.scopes import WHOLE, ExportScope, around, of_entities
from graph.export.stored import StoredGraph
from graph.query.composition import compose
from graph.query.selection import Every, Rows, Value


@dataclass(frozen=True)
class List:
    """A list at the root of the API: the type of its nodes and of its filter."""

    type: str
    where: str


def _lists() -> Iterator[tuple[str, List]]:
    query = core_schema().query_type
    assert query is not None
    for name, declared in query.fields.items():
        kind = get_named_type(declared.type)
        if (
            "where" not in declared.args
            or not isinstance(kind, GraphQLObjectType)
            or "nodes" not in kind.fields
        ):
            continue
        node = get_named_type(kind.fields["nodes"].type)
        if isinstance(node, GraphQLObjectType):
            yield name, List(node.name, get_named_type(declared.args["where"].type).name)


LISTS: Mapping[str, List] = dict(_lists())


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
class Listed:
    """What the API's own `where` keeps of one of its lists, such as `findings`, and all one step from it."""

    name: str
    where: Mapping[str, Any]

    async def scope(self, reader: ExportReader, documents: Documents) -> ExportScope:
        """Raises ExportRefused with what the API says of a filter that is none, StoreError."""
        return await of_entities(reader, await self._ids(reader, documents))

    def prepared(self, documents: Documents) -> Prepared:
        """The question behind it. Raises ExportRefused with what the API says of a filter that is none."""
        question = (
            f"query Export($where: {LISTS[self.name].where}) "
            f"{{ {self.name}(where: $where) {{ nodes {{ id }} }} }}"
        )
        with refusals_told():
            return documents.prepare(question, None, {"where": self.where})

    async def _ids(self, reader: ExportReader, documents: Documents) -> list[str]:
        """The list of the API, without its pages."""
        prepared = self.prepared(documents)
        root = prepared.plan.statements[self.name]
        (listed,) = (slot for slot in root.slots if isinstance(slot, Rows))
        statement = compose((Rows(listed.source, Every(), (Value("node", "id"),)),))
        _, _, (rows,) = await reader.database.read(
            statement, prepared.parameters[self.name], name=f"export {self.name}", timeout=reader.seconds
        )
        return [own for (own,) in rows]


Choice = Everything | Around | Listed


async def chosen_graph(
    choice: Choice, chosen: Format, reader: ExportReader, documents: Documents, *, derived: bool = True
) -> StoredGraph:
    """The graph to export, with or without what the build derives. Raises ExportRefused, DatasetNotReady,
    StoreError."""
    about = await reader.about()
    scope = await choice.scope(reader, documents)
    graph = StoredGraph(about, reader, scope, for_database=chosen.is_database)
    return graph if derived else await graph.without_derived()


@contextmanager
def refusals_told() -> Iterator[None]:
    """Turn what the API refuses while inside into ExportRefused, with its words."""
    try:
        yield
    except Refused as refused:
        raise ExportRefused(" ".join(error.message for error in refused.errors)) from None


def where_of(text: str) -> Mapping[str, Any]:
    """A filter in JSON. Raises ExportRefused."""
    return object_of("where", text, '{"polarity": {"eq": "ADVERSE"}}')


def object_of(name: str, text: str, example: str) -> Mapping[str, Any]:
    """What is given as ``name``, a JSON object such as ``example``. Raises ExportRefused."""
    try:
        found = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise ExportRefused(f"`{name}` is not JSON: {error}.") from None
    if not isinstance(found, dict):
        raise ExportRefused(f"`{name}` is not an object, such as {example}.")
    return found


def derived_of(text: str) -> bool:
    """Whether what the build derives is exported, too. Raises ExportRefused."""
    if text not in ("yes", "no"):
        raise ExportRefused(f"`derived` is '{text}'; it is yes or no.")
    return text == "yes"


def depth_of(text: str) -> int:
    """A depth in digits. Raises ExportRefused."""
    if not (text.isascii() and text.isdigit() and len(text) <= 3):
        raise ExportRefused(f"`depth` is '{text}'; it is a number of steps.")
    return int(text)
