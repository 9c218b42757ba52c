"""All pages: which address asks which question."""

from __future__ import annotations

from web.page import Page
from web.pages import (
    around,
    claims,
    contested,
    disputes,
    force,
    force_lists,
    lists,
    nodes,
    organisations,
    overviews,
    search,
    side_by_side,
    start,
)

PAGES: tuple[Page, ...] = (
    *start.PAGES,
    *force.PAGES,
    *force_lists.PAGES,
    *organisations.PAGES,
    *lists.PAGES,
    *search.PAGES,
    *contested.PAGES,
    *overviews.PAGES,
    *side_by_side.PAGES,
    *around.PAGES,
    *claims.PAGES,
    *disputes.PAGES,
    *nodes.PAGES,
)
