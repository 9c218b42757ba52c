"""CSV fields as neo4j-admin reads them.

Text is quoted, with quotes doubled; a control character that no text contains separates list items. A missing
value is an empty field, an empty text is `""`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from graph.store.admin import ARRAY_DELIMITER


def cell(value: str | float | bool | date | Sequence[str]) -> str:
    """A value as a field; a list of only empty texts is a missing value."""
    return _CELLS[type(value)](value)


def text(value: str) -> str:
    """A text as a field, always quoted."""
    return '"' + value.replace('"', '""') + '"'


def _list(value: Sequence[str]) -> str:
    return text(ARRAY_DELIMITER.join(value)) if any(value) else ""


def _flag(value: bool) -> str:
    return "true" if value else "false"


# A dictionary, not a match statement, for speed: a graph has some fifty cells for each finding.
_CELLS: Mapping[type, Callable[[Any], str]] = {
    str: text,
    tuple: _list,
    list: _list,
    date: date.isoformat,
    bool: _flag,
    int: repr,
    float: repr,
}
