"""Values as neo4j-admin reads them from CSV.

Any text survives: quotes are doubled, line breaks stand inside quotes, and the items of a list are parted
by a control character that no text may hold. A missing value is an empty field, an empty text is `""`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from graph.store.admin import ARRAY_DELIMITER


def cell(value: str | float | bool | date | Sequence[str]) -> str:
    """A value as a field; a list in which no item says anything is a missing value."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return text(value)
        case date():
            return value.isoformat()
        case int() | float():
            return repr(value)
    return text(ARRAY_DELIMITER.join(value)) if any(value) else ""


def text(value: str) -> str:
    """A text as a field, which is quoted even where it need not be."""
    return '"' + value.replace('"', '""') + '"'
