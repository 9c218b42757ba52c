"""What is at the address of a node that an earlier version of the graph had."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from graph.changes import Change, last_version_with, write_changes
from tests.helpers.api_server import Api

OLD, LATER, NEW = "1" * 16, "2" * 16, "3" * 16


def node(own: str) -> dict[str, str]:
    return {"kind": "node", "id": own}


def removed(own: str) -> Change:
    return Change("node", own, node(own), None)


def test_the_newest_version_that_had_a_node_is_known_from_the_files_of_changes(tmp_path: Path) -> None:
    changed = Change("node", "finding:kept", node("finding:kept"), {**node("finding:kept"), "note": "new"})
    link = Change("relationship", "finding:link", {"kind": "relationship", "id": "finding:link"}, None)
    write_changes(tmp_path, OLD, LATER, [removed("finding:first"), changed])
    write_changes(tmp_path, LATER, NEW, [removed("finding:second"), link])
    assert last_version_with(tmp_path, "finding:first") == OLD
    assert last_version_with(tmp_path, "finding:second") == LATER
    for other in ("finding:kept", "finding:link", "finding:never"):
        assert last_version_with(tmp_path, other) is None
    assert last_version_with(tmp_path / "nothing", "finding:first") is None


@pytest.fixture
def base(api: Api) -> str:
    return api.url.removesuffix("/graphql")


def test_a_page_that_was_here_says_until_when_and_another_that_it_never_was(
    base: str, api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.endpoint.last_version_with", lambda home, own: {"finding:gone": OLD}.get(own))
    gone = httpx.get(f"{base}/finding/gone", headers={"accept": "text/html"}, timeout=60)
    assert gone.status_code == 410
    assert f"until version {OLD}" in gone.text
    program = httpx.get(f"{base}/finding/gone.json", timeout=60)
    assert (program.status_code, program.json()["errors"][0]["extensions"]["code"]) == (410, "GONE")
    never = httpx.get(f"{base}/finding/never", headers={"accept": "text/html"}, timeout=60)
    assert never.status_code == 404
    assert "Nothing here has the id" in never.text
