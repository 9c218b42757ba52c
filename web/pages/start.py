"""Where readers and developers begin."""

from __future__ import annotations

from graph.export.formats import FORMATS
from web.page import Page
from web.parameters import as_of

PAGES = (
    Page("/", "home"),
    Page("/forces", "forces", as_of),
    Page("/developers", "developers", more=lambda _: {"formats": tuple(FORMATS)}),
)
