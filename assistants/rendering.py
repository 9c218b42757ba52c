"""The text of an answer, by the template of its tool."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import ChainableUndefined, Environment, FileSystemLoader

from assistants.tool import Tool
from web.words import FILTERS

TEMPLATES = Path(__file__).resolve().parent / "templates"


def render(tool: Tool, structured: Mapping[str, Any]) -> str:
    """An answer for reading: what its template says of it, then sources, guidance, version."""
    text = _environment().get_template(f"{tool.name}.txt").render(structured)
    return "\n".join(line.rstrip() for line in text.splitlines() if line.strip())


@cache
def _environment() -> Environment:
    """Nothing is escaped: these are no pages. What is empty is left out of an answer, hence undefined."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=False,
        undefined=ChainableUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(FILTERS)
    return environment
