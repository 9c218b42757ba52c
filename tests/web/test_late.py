"""A page whose statement was ended at its deadline."""

from __future__ import annotations

import html

from graphql import GraphQLError

from api.execution.answer import Answer
from web.errors import Problem
from web.page import Asked
from web.rendering import Site

LATE = Answer(None, [GraphQLError("It was ended.", extensions={"code": code}) for code in ("TIMEOUT",) * 3])


def test_a_page_that_was_late_says_so_once_and_leads_to_itself() -> None:
    asked = Asked("/findings", {}, {"theme": "missing-children", "after": "a b"})
    page = Problem.of(LATE).as_page(Site("http://127.0.0.1"), asked)
    shown = html.unescape(bytes(page.body).decode())
    assert page.status_code == 503
    assert page.headers["retry-after"]
    assert shown.count("Putting it together took too long") == 1
    assert 'href="/findings?theme=missing-children&after=a+b"' in shown
    assert "ask for less" not in shown
