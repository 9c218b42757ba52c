"""A GraphQL request, apart from how it arrives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Request:
    """A document by its text, its SHA-256 in ``digest``, or both; ``explain`` asks for its Cypher too."""

    query: str | None
    variables: Mapping[str, Any] | None = None
    operation_name: str | None = None
    digest: str | None = None
    explain: bool = False
