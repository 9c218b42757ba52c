"""A page whose statement was ended at its deadline, or that could not be made."""

from __future__ import annotations

import html
from dataclasses import replace

import httpx
import pytest
from graphql import GraphQLError

from api.execution.answer import Answer
from graph.settings import Settings
from graph.store.process import Neo4jProcess
from tests.helpers.api_server import serving
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


def test_a_page_that_cannot_be_made_has_a_page_for_a_browser(
    served: Neo4jProcess, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> str:
        raise RuntimeError("a secret")

    with serving(served, replace(settings, deadline=60)) as api:
        monkeypatch.setattr("web.endpoint.render", broken)
        response = httpx.get(
            f"{api.url.removesuffix('/graphql')}/forces", headers={"accept": "text/html"}, timeout=60
        )
    assert response.status_code == 500
    assert response.headers["content-type"].startswith("text/html")
    assert f"log under {response.headers['x-request-id']}" in response.text
    assert "secret" not in response.text
