"""The DuckDB file, opened as an analyst does, has what NDJSON and CSV have: every table, row and value."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import duckdb
import pandas
import pytest

from api.exports.selection import Around, Choice, Everything, Listed
from tests.helpers import export_readers
from tests.helpers.export_readers import duckdb_opened

Exported = Callable[..., bytes]
ADVERSE = Listed("findings", {"polarity": {"eq": "ADVERSE"}})
NOTHING = Listed("findings", {"id": {"eq": "finding:none"}})


@pytest.fixture(scope="module")
def whole(shipped_exported: Exported) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb_opened(shipped_exported("duckdb", Everything())) as database:
        yield database


@pytest.mark.parametrize("choice", [Everything(), Around("force:cleveland"), ADVERSE], ids=str)
def test_it_has_what_other_formats_of_the_shipped_graph_have(
    choice: Choice, shipped_exported: Exported
) -> None:
    read = export_readers.duckdb_file(shipped_exported("duckdb", choice))
    assert len(read.nodes) > 100
    assert read == export_readers.ndjson(shipped_exported("ndjson", choice))
    assert read == export_readers.tables(shipped_exported("csv", choice))


def test_where_nothing_is_chosen_every_table_is_there_and_empty(
    shipped_exported: Exported, whole: duckdb.DuckDBPyConnection
) -> None:
    """So that what an analyst wrote for one part runs on another."""
    tables = "SELECT table_name, column_name, data_type FROM duckdb_columns() ORDER BY ALL"
    with duckdb_opened(shipped_exported("duckdb", NOTHING)) as database:
        assert database.execute(tables).fetchall() == whole.execute(tables).fetchall()
        assert database.execute("SELECT count(*) FROM nodes").fetchall() == [(0,)]
        assert database.execute("SELECT count(*) FROM relationships").fetchall() == [(0,)]
        assert database.execute("SELECT count(*) FROM Finding").fetchall() == [(0,)]


def test_the_line_of_the_documentation_counts_what_the_graph_has(
    whole: duckdb.DuckDBPyConnection, shipped_exported: Exported
) -> None:
    found = whole.execute("FROM Finding SELECT polarity, count(*) GROUP BY ALL").fetchall()
    lines = [json.loads(line) for line in shipped_exported("ndjson", Everything()).splitlines()]
    polarities = [each["properties"]["polarity"] for each in lines if "Finding" in (each.get("labels") or ())]
    assert dict(found) == {each: polarities.count(each) for each in polarities}


def test_pandas_gets_days_and_lists(whole: duckdb.DuckDBPyConnection) -> None:
    frame = whole.table("Finding").df().set_index("id")
    bury = frame.loc["finding:bury-conference-attendance"]
    assert bury.day == pandas.Timestamp("2016-10-17")
    assert list(bury.labels) == ["Entity", "Finding"]
    sources = whole.table("Source").df()
    assert sources.seen.dtype == bool


def test_no_day_at_an_end_of_the_calendar_is_in_it(whole: duckdb.DuckDBPyConnection) -> None:
    columns: list[Any] = whole.execute(
        "SELECT table_name, column_name FROM duckdb_columns() WHERE data_type = 'DATE'"
    ).fetchall()
    assert len(columns) > 20
    for table, column in columns:
        ((least, most),) = whole.execute(f'SELECT min("{column}"), max("{column}") FROM "{table}"').fetchall()
        assert least != date.min
        assert most != date.max


def test_its_columns_say_what_they_mean(whole: duckdb.DuckDBPyConnection) -> None:
    silent = whole.execute(
        "SELECT table_name, column_name FROM duckdb_columns() JOIN duckdb_tables() USING (table_name) "
        "WHERE duckdb_columns.comment IS NULL AND table_name <> 'README'"
    ).fetchall()
    assert silent == []
