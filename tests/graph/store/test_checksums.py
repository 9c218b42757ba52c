"""Digests of files that must not change: those of a store, and the jars in the cache."""

from __future__ import annotations

import os
import time
from hashlib import sha256
from pathlib import Path

import pytest

from graph.errors import Neo4jDied, StoreDamaged
from graph.store.checksums import FILE, require_intact, write_checksums
from graph.store.exit_reasons import exit_error
from graph.store.jar_checks import CHECKED, Jar, are_whole

DATA = "data/databases/neo4j"
RECORDS = f"{DATA}/neostore.nodestore.db"
WORDS = f"{DATA}/schema/index/fulltext-1.0/15/1/_0.cfs"
TREE = f"{DATA}/schema/index/range-1.0/3/index-3"
COUNTS = f"{DATA}/neostore.counts.db"
UNSURE = f"{DATA}/neostore.nodestore.db.id"
PAGE = 8192


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Files as a store has them, five pages each, with their digests."""
    for name in (RECORDS, WORDS, TREE, COUNTS, UNSURE):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(os.urandom(5 * PAGE))
    write_checksums(tmp_path)
    return tmp_path


def flip(path: Path, at: int) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        byte = file.read(1)
        file.seek(at)
        file.write(bytes([byte[0] ^ 1]))


@pytest.mark.parametrize(
    ("name", "at"),
    [(RECORDS, 0), (RECORDS, 5 * PAGE - 1), (WORDS, PAGE), (TREE, 3 * PAGE), (COUNTS, 4 * PAGE)],
)
def test_one_bit_of_a_store_is_noticed_and_its_file_named(name: str, at: int, store: Path) -> None:
    require_intact(store)
    flip(store / name, at)
    with pytest.raises(StoreDamaged, match=rf"{name} differs from what was built.*'safeguarding build'"):
        require_intact(store)


@pytest.mark.parametrize(("name", "at"), [(TREE, PAGE), (TREE, 3 * PAGE - 1), (COUNTS, PAGE), (UNSURE, 0)])
def test_writes_of_a_read_only_neo4j_are_not_damage(name: str, at: int, store: Path) -> None:
    flip(store / name, at)
    require_intact(store)


@pytest.mark.parametrize("name", [RECORDS, WORDS, TREE])
def test_a_file_that_is_gone_or_cut_short_is_damage(name: str, store: Path) -> None:
    content = (store / name).read_bytes()
    (store / name).write_bytes(content[:-PAGE])
    with pytest.raises(StoreDamaged):
        require_intact(store)
    (store / name).unlink()
    with pytest.raises(StoreDamaged):
        require_intact(store)


def test_a_store_of_an_earlier_release_has_no_digests_and_passes(store: Path) -> None:
    (store / FILE).unlink()
    flip(store / RECORDS, 7)
    require_intact(store)


def test_digests_that_cannot_be_read_are_damage_too(store: Path) -> None:
    (store / FILE).write_text("{")
    with pytest.raises(StoreDamaged, match=FILE):
        require_intact(store)


@pytest.fixture
def jar(tmp_path: Path) -> Jar:
    content = os.urandom(1000)
    jar = Jar("org.example:thing:1.0", len(content), sha256(content).hexdigest())
    (tmp_path / jar.name).write_bytes(content)
    assert are_whole(tmp_path, [jar])
    return jar


def test_a_jar_with_another_byte_is_noticed_though_its_size_is_right(jar: Jar, tmp_path: Path) -> None:
    flip(tmp_path / jar.name, 500)
    assert not are_whole(tmp_path, [jar])


def test_a_jar_that_another_replaced_is_noticed_though_its_times_are_right(jar: Jar, tmp_path: Path) -> None:
    before = (tmp_path / jar.name).stat()
    other = tmp_path / "other"
    other.write_bytes(bytes(jar.size))
    other.replace(tmp_path / jar.name)
    os.utime(tmp_path / jar.name, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert not are_whole(tmp_path, [jar])


def test_jars_that_were_not_touched_are_not_read_until_a_week_has_passed(
    jar: Jar, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[Path] = []
    is_at = Jar.is_at

    def noted_is_at(own: Jar, path: Path) -> bool:
        read.append(path)
        return is_at(own, path)

    monkeypatch.setattr(Jar, "is_at", noted_is_at)
    assert are_whole(tmp_path, [jar])
    assert read == []
    noted = (tmp_path / CHECKED).read_text()
    a_week_on = time.time() + 8 * 86_400
    monkeypatch.setattr(time, "time", lambda: a_week_on)
    assert are_whole(tmp_path, [jar])
    assert read == [tmp_path / jar.name]
    assert (tmp_path / CHECKED).read_text() != noted


@pytest.mark.parametrize("spoilt", ["", "[]", "{}", '{"at": "x", "jars": 3}'])
def test_a_note_on_jars_that_cannot_be_read_is_made_anew(spoilt: str, jar: Jar, tmp_path: Path) -> None:
    (tmp_path / CHECKED).write_text(spoilt)
    assert are_whole(tmp_path, [jar])


@pytest.mark.parametrize(
    ("status", "log", "words"),
    [
        (3, "java.lang.OutOfMemoryError: Java heap space", ["out of memory", "NEO4J_HEAP higher"]),
        (3, "ERROR Invalid memory configuration - exceeds physical memory.", ["Set NEO4J_HEAP and"]),
        (137, "Started.", ["killed", "NEO4J_HEAP and NEO4J_PAGE_CACHE lower"]),
        (143, "Started.", ["SIGTERM"]),
        (1, "ERROR Failed to bind: Address already in use", ["BOLT_PORT and HTTP_PORT"]),
        (1, "Error: Initial heap size set to a larger value", ["Set NEO4J_HEAP"]),
        (1, "", ["logged no reason"]),
    ],
)
def test_the_end_of_neo4j_is_explained_with_the_setting_that_helps(
    status: int, log: str, words: list[str], tmp_path: Path
) -> None:
    (tmp_path / "logs").mkdir()
    (tmp_path / "logs/console.log").write_text(f"{log}\n")
    error = exit_error(tmp_path, status)
    assert isinstance(error, Neo4jDied)
    assert f"status {status}" in str(error)
    assert [word for word in words if word not in str(error)] == []


def test_a_full_disk_is_the_reason_wherever_it_is_said(tmp_path: Path) -> None:
    (tmp_path / "logs").mkdir()
    (tmp_path / "logs/neo4j.log").write_text("Caused by: java.io.IOException: No space left on device\n")
    assert "is full" in str(exit_error(tmp_path, 1))
