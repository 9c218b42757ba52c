"""`safeguarding build`, which `serve` also runs first."""

from __future__ import annotations

from command.console import prepare_neo4j, steps
from graph.settings import Settings
from seed.build.build import BuildResult, build


def run_build(settings: Settings) -> BuildResult:
    """Build and publish the graph unless its sources are unchanged. Raises SeedError, GraphError."""
    prepare_neo4j(settings)
    with steps() as report:
        return build(settings, report)
