"""Declares the tools of assistants: what each asks of the graph, and what assistants are told of it."""

from __future__ import annotations

from assistants.tool import Tool
from assistants.tools.bodies import COVERAGE, FINDINGS, HISTORY, RECOMMENDATIONS, THEMES
from assistants.tools.claims import DISPUTE, DISPUTES, RECOMMENDATION_CHAIN, THREAD
from assistants.tools.finding_ids import LOOK_UP, PATHS, SEARCH
from assistants.tools.graphql import GRAPHQL, SCHEMA

__all__ = ["GRAPHQL", "SCHEMA", "TOOLS"]

TOOLS: tuple[Tool, ...] = (
    *(SEARCH, LOOK_UP, HISTORY, FINDINGS, RECOMMENDATIONS, RECOMMENDATION_CHAIN),
    *(THREAD, DISPUTES, DISPUTE, THEMES, PATHS, COVERAGE, GRAPHQL, SCHEMA),
)
