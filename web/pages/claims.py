"""What was found, graded, recommended, written and said: a page for each."""

from __future__ import annotations

from web.page import Page
from web.parameters import node, node_with_list

PAGES = (
    Page("/inspection/{name}", "inspection", node_with_list("inspection"), "inspection"),
    Page("/finding/{name}", "finding", node_with_list("finding"), "finding"),
    Page("/letter/{name}", "letter", node_with_list("letter", 10), "correspondence"),
    Page("/recommendation/{name}", "recommendation", node_with_list("recommendation"), "recommendation"),
    Page("/judgement/{name}", "judgement", node_with_list("judgement"), "judgement"),
    Page("/review/{name}", "review", node("review"), "review"),
    Page("/statement/{name}", "statement", node("statement"), "statement"),
)
