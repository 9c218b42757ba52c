"""Cardinality: relationships that the API reads as one must be one, since it would silently drop others."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.query.patterns import Pattern, patterns
from seed.checks.rules import where
from seed.errors import Refusal
from seed.indexed import Indexed

_STEP = re.compile(r"MATCH \((?P<from>owner|node):\w+\)-\[edge:(?P<type>\w+)\]->\(\w+:\w+\)")


def one_where_one_is_read(records: Indexed) -> Iterator[Refusal]:
    """Refuse a second relationship of a type where the pattern declares ``rows: one``."""
    for pattern in patterns().values():
        step = _STEP.fullmatch(pattern.body)
        if not (pattern.is_single and step):
            continue
        for record in records.records.nodes:
            found = _reached(records, pattern, record.node.id, step)
            if type(record.node).__name__ in pattern.starts and len(found) > 1:
                reason = f"{record.node.id!r} has {step['type']} with {' and '.join(found)}; name one of them"
                yield Refusal(where(record), reason)


def _reached(records: Indexed, pattern: Pattern, own: str, step: re.Match[str]) -> list[str]:
    look = records.ends if step["from"] == "owner" else records.starts
    return [each for each in look(step["type"], own) if type(records.get(each)).__name__ in pattern.ends]
