"""Tags of answers change with the code that makes the answers."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from api.http.fingerprint import code_fingerprint, fingerprint
from graph.settings import Settings
from graph.store.process import Neo4jProcess
from tests.helpers.api_server import Api, serving
from tests.helpers.paths import ROOT


@pytest.fixture
def program(tmp_path: Path) -> Path:
    for folder in ("api", "graph", "cypher", "web"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    return tmp_path


def _edited(path: Path) -> None:
    path.write_text(path.read_text("utf-8").replace("ASC", "DESC", 1) + "\n", "utf-8")


CHANGES: dict[str, Callable[[Path], object]] = {
    "a module of the API": lambda program: _edited(program / "api" / "compiler" / "connections.py"),
    "a module of the composition": lambda program: _edited(program / "graph" / "query" / "composition.py"),
    "a format of exports": lambda program: _edited(program / "graph" / "export" / "formats.py"),
    "a pattern": lambda program: _edited(next((program / "cypher").rglob("*.cypher"))),
    "a template": lambda program: _edited(program / "web" / "templates" / "forces.html"),
    "the question of a page": lambda program: _edited(program / "web" / "questions" / "forces.graphql"),
    "a new module": lambda program: (program / "api" / "schema" / "types" / "more.py").write_text(""),
    "a module elsewhere": lambda program: (program / "api" / "compiler" / "connections.py").rename(
        program / "graph" / "pages.py"
    ),
    "a module that is gone": lambda program: (program / "api" / "compiler" / "cost.py").unlink(),
}


@pytest.mark.parametrize("name", CHANGES)
def test_the_fingerprint_changes_with_the_code(program: Path, name: str) -> None:
    before = code_fingerprint(program)
    CHANGES[name](program)
    code_fingerprint.cache_clear()
    assert code_fingerprint(program) != before


def test_the_fingerprint_covers_the_code_and_ignores_files_that_running_leaves(program: Path) -> None:
    (program / "api" / "__pycache__").mkdir(exist_ok=True)
    (program / "api" / "__pycache__" / "pages.cpython-311.pyc").write_bytes(b"compiled")
    assert code_fingerprint(program) == code_fingerprint()


@pytest.mark.parametrize("changed", [{"max_cost": 999}, {"neo4j_version": "5.26.1"}])
def test_the_fingerprint_changes_with_what_answers_show(changed: dict[str, object]) -> None:
    assert fingerprint(replace(Settings(), **changed)) != fingerprint(Settings())  # type: ignore[arg-type]


@pytest.mark.parametrize("changed", [{"port": 1}, {"neo4j_password": "x"}, {"home": Path("elsewhere")}])
def test_servers_of_one_release_agree_on_tags(changed: dict[str, object]) -> None:
    assert fingerprint(replace(Settings(), **changed)) == fingerprint(Settings())  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def upgraded(served: Neo4jProcess) -> Iterator[Api]:
    """The API as another release of the code would serve it."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("api.http.fingerprint.code_fingerprint", lambda: "another release")
        with serving(served, Settings(deadline=60)) as api:
            yield api


ADDRESSES = (
    "/graphql?query={forces(first:1){nodes{id}}}",
    "/graphql?query={__schema{queryType{name}}}",
    "/export/findings.csv",
    "/export/neighbourhood.graphml?id=force:cleveland",
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_tag_from_before_an_upgrade_is_not_confirmed_after_it(
    api: Api, upgraded: Api, address: str
) -> None:
    before = httpx.get(api.url.removesuffix("/graphql") + address, timeout=90)
    tag = {"if-none-match": before.headers["etag"]}
    assert httpx.get(api.url.removesuffix("/graphql") + address, headers=tag, timeout=90).status_code == 304
    after = httpx.get(upgraded.url.removesuffix("/graphql") + address, headers=tag, timeout=90)
    assert after.status_code == 200
    assert after.headers["etag"] != before.headers["etag"]
