"""Protocols that the API does not speak: WebSocket, and many operations in one body."""

from __future__ import annotations

import httpx
import pytest

from tests.helpers.api_server import Api

UPGRADE = {
    "connection": "Upgrade",
    "upgrade": "websocket",
    "sec-websocket-version": "13",
    "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
}


@pytest.mark.parametrize("protocol", ["graphql-ws", "graphql-transport-ws"])
def test_no_web_socket_is_opened(api: Api, protocol: str) -> None:
    """Subscriptions come as server-sent events, so no second protocol is left open beside them."""
    headers = UPGRADE | {"sec-websocket-protocol": protocol}
    response = httpx.get(api.url, headers=headers, timeout=60)
    assert 400 <= response.status_code < 500


def test_many_operations_in_one_body_are_refused(api: Api) -> None:
    """A list of requests would pass limits that hold for one."""
    response = httpx.post(api.url, json=[{"query": "{ __typename }"}] * 2, timeout=60)
    assert response.status_code == 400
    assert response.json()["errors"][0]["extensions"]["code"] == "BAD_REQUEST"
