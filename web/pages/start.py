"""Where readers and developers begin."""

from __future__ import annotations

from pathlib import Path

from graph.export.formats import FORMATS
from graph.news import news_of
from web.page import Data, Page
from web.parameters import as_of


def _news(home: Path, version: str | None) -> Data:
    return {"news": news_of(home, version) if version else None}


PAGES = (
    Page("/", "home", beside=_news),
    Page("/forces", "forces", as_of),
    Page("/developers", "developers", more=lambda _: {"formats": tuple(FORMATS.values())}),
)
