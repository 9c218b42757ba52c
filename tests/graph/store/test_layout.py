"""The directories of published graphs: which is current, which are kept, and what a kill leaves behind."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from graph.errors import InUse, NothingBuilt
from graph.store.lock import hold, is_held, share
from graph.store.stores import (
    IN_USE,
    add_store,
    current_store,
    previous_store,
    publish,
    required_store,
    staging,
    store_of,
)

HOLDER = """\
import sys, pathlib
from graph.store.lock import hold
with hold(pathlib.Path(sys.argv[1]), "serve"):
    print("held", flush=True)
    sys.stdin.read()
"""


def _made(home: Path, version: str) -> Path:
    with staging(home) as work:
        (work / "build.json").write_text(version)
        return add_store(home, work, version)


def test_before_the_first_build_there_is_no_store(tmp_path: Path) -> None:
    assert current_store(tmp_path) is None
    assert previous_store(tmp_path) is None
    with pytest.raises(NothingBuilt, match="run 'safeguarding build' first"):
        required_store(tmp_path)


def test_publishing_makes_a_store_current_and_the_one_before_previous(tmp_path: Path) -> None:
    for version in ("one", "two"):
        _made(tmp_path, version)
        publish(tmp_path, version)
    assert current_store(tmp_path) == tmp_path / "stores" / "two"
    assert previous_store(tmp_path) == tmp_path / "stores" / "one"
    assert required_store(tmp_path).joinpath("build.json").read_text() == "two"


def test_publishing_the_current_store_again_changes_nothing(tmp_path: Path) -> None:
    for version in ("one", "two", "two"):
        _made(tmp_path, version)
        publish(tmp_path, version)
    assert previous_store(tmp_path) == tmp_path / "stores" / "one"


def test_two_stores_are_kept_and_one_that_neo4j_still_uses(tmp_path: Path) -> None:
    with hold(_made(tmp_path, "used"), IN_USE):
        for version in ("used", "one", "two", "three"):
            _made(tmp_path, version)
            publish(tmp_path, version)
        kept = {store.name for store in (tmp_path / "stores").iterdir()}
    assert kept == {"used", "two", "three"}


def test_a_store_that_was_not_made_cannot_be_published(tmp_path: Path) -> None:
    _made(tmp_path, "one")
    publish(tmp_path, "one")
    with pytest.raises(NothingBuilt, match="no store two"):
        publish(tmp_path, "two")
    assert current_store(tmp_path) == tmp_path / "stores" / "one"


def test_the_published_home_can_be_moved(tmp_path: Path) -> None:
    home = tmp_path / "here"
    _made(home, "one")
    publish(home, "one")
    moved = home.rename(tmp_path / "there")
    assert current_store(moved) == moved / "stores" / "one"


def test_a_store_that_is_left_half_made_is_removed_by_the_next_build(tmp_path: Path) -> None:
    stale = tmp_path / "making-999999"
    stale.mkdir()
    (stale / "data").write_text("half")
    with staging(tmp_path) as work:
        assert not stale.exists()
        assert list(work.iterdir()) == []
    assert not work.exists()
    assert store_of(tmp_path, "one") is None


def test_an_existing_store_is_kept_unchanged(tmp_path: Path) -> None:
    first = _made(tmp_path, "one")
    (first / "mark").touch()
    assert _made(tmp_path, "one") == first
    assert (first / "mark").exists()


def test_a_second_holder_hears_which_process_holds_the_home(tmp_path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert holder.stdout is not None
    try:
        assert holder.stdout.readline() == b"held\n"
        named = rf"in use by process {holder.pid} \(serve\)"
        with pytest.raises(InUse, match=named), hold(tmp_path, "serve"):
            pytest.fail("held twice")
        assert is_held(tmp_path, "serve")
        with hold(tmp_path, "build"):
            pass
    finally:
        holder.kill()
        holder.communicate()
    with hold(tmp_path, "serve"):
        pass
    assert not is_held(tmp_path, "serve")


def test_a_purpose_that_is_shared_is_held_until_the_last_has_done_with_it(tmp_path: Path) -> None:
    with share(tmp_path, "export"):
        with share(tmp_path, "export"):
            assert is_held(tmp_path, "export")
        assert is_held(tmp_path, "export")
    assert not is_held(tmp_path, "export")
