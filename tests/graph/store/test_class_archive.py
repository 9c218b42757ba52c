"""The archive of Neo4j's classes: used if it fits, else done without; made whole or not at all.

The archives that these tests make hold few classes, since listing those of Neo4j takes half a minute. The one
of this machine, which the fixture `settings` has made, holds all of them.
"""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from graph.browser.files import class_path_with_files
from graph.settings import Settings
from graph.store import class_archive_making
from graph.store.class_archive import archive_options, archive_path
from graph.store.class_archive_making import make_archive
from graph.store.jars import neo4j_jars
from graph.store.java import ADMIN_TOOL, java_command, java_environment

FEW = {"java/util/ArrayList", "org/neo4j/cli/AdminTool"}


@pytest.fixture(scope="module")
def jars(settings: Settings) -> list[Path]:
    """The jars of this machine."""
    return neo4j_jars(settings.cache, settings.neo4j_version)


@pytest.fixture
def linked(jars: list[Path], tmp_path: Path) -> list[Path]:
    """The same jars in a folder of this test, where no archive is."""
    place = tmp_path / "jars"
    place.mkdir()
    for jar in jars:
        (place / jar.name).symlink_to(jar)
    return [place / jar.name for jar in jars]


@pytest.fixture
def listings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Few classes to archive; grows with each listing."""
    made: list[str] = []

    def listed(by: str) -> set[str]:
        made.append(by)
        return FEW

    monkeypatch.setattr(class_archive_making, "_loaded_by_import", lambda *_: listed("import"))
    monkeypatch.setattr(class_archive_making, "_loaded_by_server", lambda *_: listed("server"))
    return made


def loaded(jars: Sequence[Path], home: Path, *options: str) -> dict[str, int]:
    """How many of Neo4j's classes a program of Neo4j takes from the archive and from jars."""
    log = home / "classes.log"
    home.mkdir(exist_ok=True)
    done = subprocess.run(
        java_command(ADMIN_TOOL, "--version", jars=jars, options=(*options, f"-Xlog:class+load:file={log}")),
        env=java_environment(jars, home),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    lines = [line for line in log.read_text("utf-8").splitlines() if " org.neo4j." in line]
    archived = sum("source: shared objects file" in line for line in lines)
    return {"archive": archived, "jars": sum(".jar" in line for line in lines)}


def test_neo4j_takes_its_classes_from_the_archive(jars: list[Path], tmp_path: Path) -> None:
    tmp_path.joinpath("home").mkdir()
    served = class_path_with_files(jars, tmp_path / "home", http_port=1, bolt_port=2, password="secret")
    counts = loaded(served, tmp_path / "home", "-Xshare:on")
    assert counts["archive"] > 20
    assert counts["jars"] == 0


def test_a_damaged_archive_is_not_used(jars: list[Path], linked: list[Path], tmp_path: Path) -> None:
    damaged = bytearray(archive_path(jars).read_bytes())
    damaged[len(damaged) // 2] ^= 0xFF
    archive_path(linked).write_bytes(damaged)
    assert loaded(linked, tmp_path / "home")["archive"] == 0
    assert loaded(linked, tmp_path / "home")["jars"] > 20


def test_an_archive_cut_short_is_not_used(jars: list[Path], linked: list[Path], tmp_path: Path) -> None:
    archive_path(linked).write_bytes(archive_path(jars).read_bytes()[:-100_000])
    assert loaded(linked, tmp_path / "home")["archive"] == 0


def test_a_changed_jar_has_the_archive_made_again(
    linked: list[Path], listings: list[str], tmp_path: Path
) -> None:
    said: list[str] = []
    make_archive(linked, said.append)
    before = archive_path(linked)
    bytes_ = linked[0].read_bytes()
    linked[0].unlink()
    linked[0].write_bytes(bytes_)
    assert archive_options(linked) == ()
    make_archive(linked, said.append)
    assert loaded(linked, tmp_path / "home", "-Xshare:on")["archive"] > 0
    assert len(said) == 2
    assert not before.exists()
    make_archive(linked, said.append)
    assert listings == ["import", "server"] * 2


def test_two_processes_at_once_make_one_archive(linked: list[Path], listings: list[str]) -> None:
    # The lock is one of open files, so that threads exclude each other as processes do.
    with ThreadPoolExecutor(2) as pool:
        for making in [pool.submit(make_archive, linked, print) for _ in range(2)]:
            making.result()
    assert listings == ["import", "server"]
    assert archive_options(linked) != ()


def test_what_a_killed_process_left_does_not_matter(linked: list[Path], listings: list[str]) -> None:
    left = archive_path(linked).parent / "classes-making"
    left.mkdir()
    (left / archive_path(linked).name).write_bytes(b"half")
    make_archive(linked, print)
    assert archive_path(linked).stat().st_size > 1_000_000
    assert not left.exists()


def test_a_jvm_that_refuses_is_asked_once(
    linked: list[Path], listings: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("_JAVA_OPTIONS", f"-XX:SharedArchiveFile={tmp_path / 'nowhere' / 'x.jsa'}")
    said: list[str] = []
    make_archive(linked, said.append)
    make_archive(linked, said.append)
    assert len(said) == 2
    assert "Neo4j will start some seconds slower" in said[1]
    assert listings == ["import", "server"]
    assert archive_options(linked) == ()


def test_a_disk_without_room_is_said_and_does_not_stop_neo4j(
    linked: list[Path], listings: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(class_archive_making, "_FREE_BYTES", 1 << 60)
    said: list[str] = []
    make_archive(linked, said.append)
    assert "is full" in said[-1]
    assert listings == []
    assert sorted(path.suffix for path in linked[0].parent.iterdir() if path.suffix != ".jar") == [".lock"]


def test_generated_classes_and_those_of_other_loaders_are_not_listed(tmp_path: Path) -> None:
    listed = tmp_path / "listed"
    listed.write_text(
        "# a comment\njava/lang/Object id: 0\n@lambda-proxy java/lang/Thread run ()V\n"
        "org/neo4j/A id: 9 super: 0 source: file:/tmp/a.jar\norg/neo4j/B id: 10\n"
    )
    assert class_archive_making._names(listed) == {"java/lang/Object", "org/neo4j/B"}
