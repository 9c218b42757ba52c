"""Names in the spelling of Python, and in that of curated files, the graph and GraphQL."""

from __future__ import annotations

import re
from functools import cache


@cache
def camel(name: str) -> str:
    """`inspected_from` to `inspectedFrom`."""
    head, *tail = name.split("_")
    return head + "".join(part.capitalize() for part in tail)


def snake(name: str) -> str:
    """`inspectedFrom` to `inspected_from`, and `PoliceForce` to `police_force`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()
