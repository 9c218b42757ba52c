"""The matters that findings are about: what a letter reports and what the report says of it are one."""

from __future__ import annotations

from graph.model.nodes import Finding
from seed.indexed import Indexed


def matter_of(records: Indexed, finding: str) -> str:
    """The id of the finding that stands for the matter: the first of those of reports that a letter's finding
    compares with, else the finding itself."""
    compared = records.ends("COMPARES_WITH", finding)
    return min((own for own in compared if isinstance(records.get(own), Finding)), default=finding)
