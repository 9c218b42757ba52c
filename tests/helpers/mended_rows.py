"""The published rows as the graph states them: what was mended since, each with its reason."""

from __future__ import annotations

from collections import defaultdict

from tests.helpers.paths import ROOT
from tests.helpers.police_tables import Row, table

MENDED = table(ROOT / "tests" / "seed" / "sources" / "mended.csv")


def _by_id() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for each in MENDED:
        found[each["id"]][each["column"]] = each["value"]
    return found


_CHANGES = _by_id()


def mended(row: Row, own: str) -> Row:
    """The row with what was mended in the node of this id."""
    changes = _CHANGES.get(own, {})
    for column, value in changes.items():
        assert row.get(column) != value, f"{own}: {column} is mended to what the published row says"
    named = {"inspection_key": changes["inspection"].partition(":")[2]} if "inspection" in changes else {}
    return {**row, **changes, **named}
