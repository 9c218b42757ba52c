"""The settings in `neo4j.conf`. No JVM is needed."""

from __future__ import annotations

from graph.store.config import Neo4jConfig, Ports

LISTENING, PUBLIC = Ports(50001, 50002), Ports(7687, 7474)


def test_addresses_that_people_meet_are_the_public_ones() -> None:
    items = Neo4jConfig(LISTENING, read_only=True, public=PUBLIC).items()
    assert items["server.bolt.listen_address"] == "127.0.0.1:50001"
    assert items["server.http.listen_address"] == "127.0.0.1:50002"
    assert items["server.bolt.advertised_address"] == "127.0.0.1:7687"
    assert items["server.http.advertised_address"] == "127.0.0.1:7474"
    assert "http://127.0.0.1:7474/browser/safeguarding/guides/start.html" in items["browser.post_connect_cmd"]


def test_without_a_relay_the_addresses_are_those_it_listens_on() -> None:
    items = Neo4jConfig(LISTENING, read_only=True).items()
    assert items["server.bolt.advertised_address"] == items["server.bolt.listen_address"]
    assert items["server.http.advertised_address"] == items["server.http.listen_address"]


def test_pages_of_browser_reach_no_address_but_their_own_and_that_of_bolt() -> None:
    """A link can make Browser load a guide, or send the saved password, wherever its pages may connect to."""
    items = Neo4jConfig(LISTENING, read_only=True, public=PUBLIC).items()
    policy = items["dbms.security.http_static_content_security_policy_header"]
    (connect,) = [each for each in policy.split("; ") if each.startswith("connect-src")]
    assert connect == "connect-src 'self' ws://127.0.0.1:7687 ws://localhost:7687"
    assert "*" not in policy
