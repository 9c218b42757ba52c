"""Failures of the machine or the server at the start: one sentence, and exit status 1."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from graph.errors import DiskFull, DownloadFailed, StoreRefused
from graph.neo4j.database import SyncDatabase
from graph.settings import Settings
from graph.store.jars import neo4j_jars
from graph.store.ports import free_ports
from graph.store.process import Neo4jProcess
from graph.store.running import running
from tests.helpers.paths import ROOT
from tests.helpers.small_store import make_small_store

PASSWORD = "correct-horse"


def safeguarding(*words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run the command with these settings, and no others of Neo4j or this project."""
    return subprocess.run(
        [sys.executable, "-m", "cli", *words],
        cwd=ROOT,
        env={**_environment(), **variables},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def _environment() -> Mapping[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("NEO4J_")}


def assert_one_sentence(done: subprocess.CompletedProcess[str], *parts: str) -> None:
    """The command failed with one line that holds these parts, and no trace of its insides."""
    stopped = [line for line in done.stderr.splitlines() if line.startswith("Stopped: ")]
    assert done.returncode == 1
    assert len(stopped) == 1
    assert "Traceback" not in done.stderr
    assert [part for part in parts if part not in stopped[0]] == []


def test_a_port_that_is_taken_is_named_with_the_setting_that_chooses_another(tmp_path: Path) -> None:
    for variable in ("PORT", "BOLT_PORT", "HTTP_PORT"):
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = str(taken.getsockname()[1])
            free = {"PORT": "0", "BOLT_PORT": "0", "HTTP_PORT": "0", "SAFEGUARDING_HOME": str(tmp_path)}
            done = safeguarding("serve", **(free | {variable: port}))
        assert_one_sentence(done, f"Port {port} on 127.0.0.1", f"{variable}=NUMBER")


def test_a_server_that_is_not_there_is_named() -> None:
    uri = f"bolt://127.0.0.1:{free_ports(1)[0]}"
    for command in ("serve", "push"):
        done = safeguarding(command, NEO4J_URI=uri, PORT="0")
        assert_one_sentence(done, f"No Neo4j answers at {uri}", "NEO4J_URI")


def test_a_setting_that_cannot_be_read_is_named() -> None:
    assert_one_sentence(safeguarding("serve", PORT="eight"), "PORT is 'eight'", "a port from 1 to 65535")


def test_neo4j_run_without_a_graph_says_how_to_build_one(tmp_path: Path) -> None:
    done = safeguarding("neo4j", "run", SAFEGUARDING_HOME=str(tmp_path))
    assert_one_sentence(done, str(tmp_path), "run 'safeguarding build' first")


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """The real client, sent to an address where nothing listens."""
    for variable in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.setenv(variable, f"http://127.0.0.1:{free_ports(1)[0]}")


@pytest.mark.usefixtures("no_network")
def test_without_a_network_the_first_download_says_so(tmp_path: Path) -> None:
    with pytest.raises(DownloadFailed, match=r"could not be downloaded .* what has arrived is kept"):
        neo4j_jars(tmp_path, "5.26.30")
    assert list((tmp_path / "neo4j" / "5.26.30").iterdir()) == []
    assert list(tmp_path.glob("fetching-*")) == []


@pytest.fixture
def jars(settings: Settings) -> list[Path]:
    """The jars of this machine."""
    return neo4j_jars(settings.cache, settings.neo4j_version)


def test_a_jar_cut_short_is_not_used(
    jars: list[Path], no_network: None, tmp_path: Path, settings: Settings
) -> None:
    place = tmp_path / "neo4j" / settings.neo4j_version
    place.mkdir(parents=True)
    for jar in jars:
        (place / jar.name).symlink_to(jar)
    assert len(neo4j_jars(tmp_path, settings.neo4j_version)) == len(jars)
    (place / jars[0].name).unlink()
    (place / jars[0].name).write_bytes(jars[0].read_bytes()[:-1])
    with pytest.raises(DownloadFailed):
        neo4j_jars(tmp_path, settings.neo4j_version)


def test_a_start_with_everything_there_does_not_load_what_downloads(settings: Settings) -> None:
    neo4j_jars(settings.cache, settings.neo4j_version)
    program = (
        "import sys, pathlib; from graph.store.jars import neo4j_jars;"
        f"neo4j_jars(pathlib.Path({str(settings.cache)!r}), {settings.neo4j_version!r});"
        "sys.exit('jgo' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False).returncode == 0


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip(f"a small disk needs root: {mounted.stderr.decode().strip()}")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_full_disk_is_named_while_a_store_is_made(small_disk: Path, settings: Settings) -> None:
    with pytest.raises(DiskFull, match=f"{small_disk}.* is full. Free about 1 GB"):
        make_small_store(small_disk / "store", settings)


def test_a_full_disk_is_named_by_the_command(small_disk: Path) -> None:
    (small_disk / "filler").write_bytes(b"x" * (1 << 20))
    done = safeguarding("build", SAFEGUARDING_HOME=str(small_disk / "home"))
    assert_one_sentence(done, str(small_disk), "is full", "SAFEGUARDING_HOME")


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory, settings: Settings) -> Iterator[Neo4jProcess]:
    """An empty Neo4j that plays a user's own server."""
    home = tmp_path_factory.mktemp("guarded")
    with running(home, read_only=False, settings=settings, password=PASSWORD) as neo4j:
        yield neo4j


def test_a_server_without_our_graph_says_how_to_bring_it(guarded: Neo4jProcess) -> None:
    done = safeguarding("serve", NEO4J_URI=guarded.uri, NEO4J_PASSWORD=PASSWORD, PORT="0")
    assert_one_sentence(done, guarded.uri, "run 'safeguarding push' first")


def test_a_wrong_password_is_said_to_be_wrong(guarded: Neo4jProcess) -> None:
    with (
        SyncDatabase(guarded.uri, auth=("neo4j", "wrong")) as database,
        pytest.raises(StoreRefused, match="set NEO4J_USER and NEO4J_PASSWORD"),
    ):
        database.verify()


def test_the_commands_say_so_too_and_do_not_show_the_password(guarded: Neo4jProcess) -> None:
    for command in ("serve", "push"):
        done = safeguarding(command, NEO4J_URI=guarded.uri, NEO4J_PASSWORD="not-it", PORT="0")
        assert_one_sentence(done, guarded.uri, "NEO4J_PASSWORD")
        assert "not-it" not in done.stderr + done.stdout


def test_it_stops_without_waiting_for_clients_that_might_come(guarded: Neo4jProcess) -> None:
    guarded.stop()
    lines = (guarded.home / "logs" / "debug.log").read_text().splitlines()
    began, ended = (
        datetime.fromisoformat(re.search(r"\d{4}-\S+ [\d:.]+", line)[0])  # type: ignore[index]
        for words in ("Shutting down Bolt server", "Bolt server has been shut down")
        for line in lines
        if words in line
    )
    assert ended - began < timedelta(seconds=5)
