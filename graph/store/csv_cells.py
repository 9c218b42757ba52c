"""Values as neo4j-admin reads them from CSV.

Any text survives: quotes are doubled, line breaks stand inside quotes, and the items of a list are parted
by a control character that no text may hold. A missing value is an empty field, an empty text is `""`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from graph.store.admin import ARRAY_DELIMITER


def cell(value: str | float | bool | date | Sequence[str]) -> str:
    """A value as a field; a list in which no item says anything is a missing value."""
    return _CELLS[type(value)](value)


def text(value: str) -> str:
    """A text as a field, which is quoted even where it need not be."""
    return '"' + value.replace('"', '""') + '"'


def _list(value: Sequence[str]) -> str:
    return text(ARRAY_DELIMITER.join(value)) if any(value) else ""


def _flag(value: bool) -> str:
    return "true" if value else "false"


# Looked up, not matched case by case: a graph has some fifty cells for each finding.
_CELLS: Mapping[type, Callable[[Any], str]] = {
    str: text,
    tuple: _list,
    list: _list,
    date: date.isoformat,
    bool: _flag,
    int: repr,
    float: repr,
}
