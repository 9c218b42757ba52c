"""A DuckDB database in one file: a table of each type, with typed columns and what they mean.

DuckDB writes it into a temporary directory, from a file of JSON lines for each table, with bounded memory.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterator, Mapping
from contextlib import ExitStack, aclosing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, TYPE_CHECKING

import orjson

from graph.export.column_meanings import meaning_of
from graph.export.graph import Columns, Graph, ValueType
from graph.export.json_lines import dataset_members
from graph.export.records import About
from graph.export.table_rows import NODES, TableName, layout, rows
from graph.export.values import require_finite

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_TYPES = {
    ValueType.TEXT: "VARCHAR",
    ValueType.TEXTS: "VARCHAR[]",
    ValueType.INTEGER: "BIGINT",
    ValueType.FLOAT: "DOUBLE",
    ValueType.BOOLEAN: "BOOLEAN",
    ValueType.DATE: "DATE",
}
# Nothing is fetched while it runs; one thread makes equal graphs equal files; what is too much is on disk.
_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "memory_limit": "128MB",
    "threads": 1,
}
# Every release of DuckDB since 1.0 reads it. Rows wait in memory until their group is full.
_ATTACHED = "STORAGE_VERSION 'v1.0.0', ROW_GROUP_SIZE 10240"
# As long a line as DuckDB reads by itself at least.
_LEAST_BUFFER = 1_000_000
_CHUNK = 256_000
_CATALOG = "safeguarding"

Tables = Mapping[TableName, Columns]


async def write(graph: Graph) -> AsyncGenerator[bytes]:
    """The file: `README` (version, caveat, licences), tables such as `Finding` and `FOUND`, and the views
    `nodes` and `relationships`. Raises ExportRefused."""
    tables = {name: columns for name, columns in (await layout(graph)).items() if name != NODES}
    with TemporaryDirectory(prefix="safeguarding-duckdb-") as folder:
        longest = await _write_lines(graph, tables, Path(folder))
        made = Path(folder) / "made"
        await _in_thread(lambda: _load(graph.about, tables, longest, Path(folder), made))
        with made.open("rb") as file:
            while part := file.read(_CHUNK):
                yield part


async def _write_lines(graph: Graph, tables: Tables, folder: Path) -> int:
    """A file of JSON lines for each table, also where it has no rows. The bytes of the longest line."""
    longest = 0
    with ExitStack() as opened:
        files: dict[TableName, IO[bytes]] = {
            name: opened.enter_context(_lines_of(folder, name).open("wb")) for name in tables
        }
        async with aclosing(rows(graph)) as found:
            async for name, row in found:
                if name != NODES:
                    require_finite(str(row["id"]), row, "JSON cannot represent")
                    line = orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE)
                    longest = max(longest, len(line))
                    files[name].write(line)
    return longest


async def _in_thread(work: Callable[[], None]) -> None:
    """Run in a thread. Where this is cancelled, the thread ends first: then its files go."""
    task = asyncio.create_task(asyncio.to_thread(work))
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        raise


def _load(about: About, tables: Tables, longest: int, folder: Path, made: Path) -> None:
    import duckdb

    with duckdb.connect(
        ":memory:", config={**_CONFIG, "temp_directory": str(folder / "spilled")}
    ) as database:
        database.execute(f"ATTACH {_text(str(made))} AS {_CATALOG} ({_ATTACHED})")
        database.execute(f"USE {_CATALOG}")
        _describe(database, about)
        for name, columns in tables.items():
            database.execute(_creating(name, columns))
            database.execute(_filling(name, columns, longest, _lines_of(folder, name)))
            for comment in _comments(name, columns):
                database.execute(comment)
        for view in _views(tables):
            database.execute(view)
        database.execute(f"CHECKPOINT {_CATALOG}")
        database.execute("USE memory")
        database.execute(f"DETACH {_CATALOG}")


def _describe(database: DuckDBPyConnection, about: About) -> None:
    columns = "version VARCHAR, caveat VARCHAR, licences STRUCT(licence VARCHAR, sources VARCHAR[])[]"
    database.execute(f"CREATE TABLE README ({columns})")
    members = dataset_members(about)
    given = [members["version"], members["caveat"], orjson.dumps(members["licences"]).decode()]
    database.execute(
        "INSERT INTO README SELECT $1, $2, $3::JSON::STRUCT(licence VARCHAR, sources VARCHAR[])[]", given
    )


def _creating(name: TableName, columns: Columns) -> str:
    declared = ", ".join(f"{_name(column)} {_TYPES[kind]}" for column, kind in columns.items())
    return f"CREATE TABLE {_name(name.type)} ({declared})"


def _filling(name: TableName, columns: Columns, longest: int, lines: Path) -> str:
    typed = ", ".join(f"{_text(column)}: '{_TYPES[kind]}'" for column, kind in columns.items())
    return (
        f"INSERT INTO {_name(name.type)} FROM read_json({_text(str(lines))}, format='newline_delimited', "
        f"maximum_object_size={max(longest, _LEAST_BUFFER)}, columns={{{typed}}})"
    )


def _comments(name: TableName, columns: Columns) -> Iterator[str]:
    for column in columns:
        if meaning := meaning_of(name.type, column):
            yield f"COMMENT ON COLUMN {_name(name.type)}.{_name(column)} IS {_text(meaning)}"


def _views(tables: Tables) -> Iterator[str]:
    """All nodes and all relationships, whatever their type."""
    for folder, own in (("nodes", ("id", "caption")), ("relationships", ("id", "start", "end"))):
        none = ", ".join(f"NULL::VARCHAR AS {_name(each)}" for each in ("type", *own))
        selected = [f"SELECT {none} WHERE false"]
        for name, columns in tables.items():
            if name.folder == folder:
                read = (_name(each) if each in columns else "NULL" for each in own)
                selected.append(f"SELECT {_text(name.type)}, {', '.join(read)} FROM {_name(name.type)}")
        yield f"CREATE VIEW {folder} AS {' UNION ALL '.join(selected)}"


def _lines_of(folder: Path, name: TableName) -> Path:
    return folder / f"{name.folder}-{name.type}.ndjson"


def _name(name: str) -> str:
    """A name as SQL quotes it."""
    return '"' + name.replace('"', '""') + '"'


def _text(text: str) -> str:
    """A text as SQL quotes it."""
    return "'" + text.replace("'", "''") + "'"
