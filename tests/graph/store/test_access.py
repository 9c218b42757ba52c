"""The password of our own Neo4j: who can read it, where, and what others learn. No JVM is needed."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import pytest

from command.worker_handle import DatabaseAddress
from graph.errors import NotServed
from graph.settings import Settings
from graph.store.access import (
    Access,
    access_files,
    new_password,
    read_access,
    set_password,
    write_access_files,
)
from graph.store.lock import hold, share
from tests.helpers.paths import ROOT

ACCESS = Access(
    "bolt://127.0.0.1:50001",
    "http://127.0.0.1:50002/browser/?dbms=neo4j://neo4j@127.0.0.1:50001&db=neo4j",
    "http://127.0.0.1:50002/browser/safeguarding/open.html",
    "very-secret",
)


@contextmanager
def _served(home: Path) -> Iterator[None]:
    with hold(home, "serve"), access_files(home, ACCESS):
        yield


def _safeguarding(word: str, home: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith("NEO4J_")}
    return subprocess.run(
        [sys.executable, "-m", "cli", word],
        cwd=ROOT,
        env={**own, "SAFEGUARDING_HOME": str(home), "DISPLAY": "", "WAYLAND_DISPLAY": "", **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_each_password_is_another_and_long() -> None:
    passwords = {new_password() for _ in range(100)}
    assert len(passwords) == 100
    assert min(map(len, passwords)) >= 32


def test_setting_a_password_replaces_all_users(tmp_path: Path) -> None:
    for folder in ("databases", "transactions"):
        (tmp_path / "data" / folder / "system").mkdir(parents=True)
        (tmp_path / "data" / folder / "neo4j").mkdir(parents=True)
    set_password(tmp_path, "very-secret")
    written = tmp_path / "data" / "dbms" / "auth.ini"
    assert _mode(written) == 0o600
    assert sorted(path.name for path in (tmp_path / "data").glob("*/*")) == ["auth.ini", "neo4j", "neo4j"]
    user, rest = written.read_text().split(":", 1)
    kind, digest, salt, rounds = rest.removesuffix(":\n").split(",")
    found = sha256(bytes.fromhex(salt) + b"very-secret").digest()
    for _ in range(int(rounds) - 1):
        found = sha256(found).digest()
    assert (user, kind, digest) == ("neo4j", "SHA-256", found.hex().upper())


def test_only_the_owner_can_read_the_password_files_and_only_while_serving(tmp_path: Path) -> None:
    with _served(tmp_path):
        assert read_access(tmp_path) == ACCESS
        assert {path.name: _mode(path) for path in tmp_path.iterdir() if path.suffix != ".lock"} == {
            "neo4j.json": 0o600,
            "browser.html": 0o600,
        }
    assert [path.name for path in tmp_path.iterdir()] == ["serve.lock"]


def test_a_file_that_others_could_read_does_not_stay_so(tmp_path: Path) -> None:
    (tmp_path / "neo4j.json").write_text("{}")
    (tmp_path / "neo4j.json").chmod(0o666)
    write_access_files(tmp_path, ACCESS)
    assert _mode(tmp_path / "neo4j.json") == 0o600


def test_where_nothing_is_served_the_command_that_serves_is_named(tmp_path: Path) -> None:
    write_access_files(tmp_path, ACCESS)  # as a killed process leaves it
    with pytest.raises(NotServed, match="run 'safeguarding serve' first"):
        read_access(tmp_path)


def test_access_files_of_a_killed_process_are_ignored(tmp_path: Path) -> None:
    write_access_files(tmp_path, ACCESS)
    left = (tmp_path / "neo4j.json").read_text().replace(str(os.getpid()), "1")
    (tmp_path / "neo4j.json").write_text(left)
    with hold(tmp_path, "serve"), pytest.raises(NotServed, match="still starting"):
        read_access(tmp_path)


@pytest.mark.skipif(os.geteuid() != 0, reason="plays another user, which needs root")
@pytest.mark.parametrize("asked", ["required_store(home)", "is_held(home, 'serve')", "read_access(home)"])
def test_a_command_in_the_home_of_another_user_ends_with_a_sentence(asked: str) -> None:
    program = (
        "import os, sys, pathlib\n"
        "from command.console import errors_reported\n"
        "from graph.store.access import read_access\n"
        "from graph.store.lock import is_held\n"
        "from graph.store.stores import required_store\n"
        "home = pathlib.Path(sys.argv[1])\n"
        "os.setuid(65534)\n"
        f"with errors_reported(): {asked}"
    )
    with tempfile.TemporaryDirectory() as folder, _served(Path(folder)):
        command = [sys.executable, "-c", program, folder]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert f"Only its owner can read {folder}/" in done.stderr
    assert "ask them for access, or use a graph of your own" in done.stderr
    assert ACCESS.password not in done.stdout + done.stderr


def test_nobody_else_can_enter_a_home_or_hold_its_locks(tmp_path: Path) -> None:
    home = tmp_path / "new"
    with hold(home, "serve"), hold(home, "build"), share(home, "export"):
        assert _mode(home) == 0o700
        assert {path.name: _mode(path) for path in home.iterdir()} == {
            "serve.lock": 0o600,
            "build.lock": 0o600,
            "export.lock": 0o600,
        }


def test_a_home_left_open_by_an_earlier_release_is_closed(tmp_path: Path) -> None:
    tmp_path.chmod(0o775)
    for name in ("serve", "export"):
        (tmp_path / f"{name}.lock").touch(0o666)
        (tmp_path / f"{name}.lock").chmod(0o666)
    with hold(tmp_path, "serve"), share(tmp_path, "export"):
        assert [_mode(path) for path in (tmp_path, *tmp_path.iterdir())] == [0o700, 0o600, 0o600]


def test_the_commands_print_the_password_or_the_way_but_never_both(tmp_path: Path) -> None:
    with _served(tmp_path):
        assert _safeguarding("password", tmp_path).stdout == "very-secret\n"
        shown = _safeguarding("browser", tmp_path)
    assert shown.returncode == 0
    assert ACCESS.browser_url in shown.stderr
    assert "'safeguarding password' prints" in shown.stderr
    assert "very-secret" not in shown.stdout + shown.stderr


def test_the_web_browser_is_given_a_file_and_the_file_leads_in(tmp_path: Path) -> None:
    called = tmp_path / "called"
    program = tmp_path / "browser"
    program.write_text(f'#!/bin/sh\necho "$@" > {called}\n')
    program.chmod(0o755)
    with _served(tmp_path):
        _safeguarding("browser", tmp_path, BROWSER=str(program))
        page = (tmp_path / "browser.html").read_text()
    assert called.read_text().strip() == (tmp_path / "browser.html").as_uri()
    assert f'const address = "{ACCESS.opening_url}";' in page
    assert '"very-secret"' in page


@pytest.mark.parametrize("word", ["password", "browser"])
def test_on_a_server_of_ones_own_the_commands_say_whose_password_it_is(word: str, tmp_path: Path) -> None:
    done = _safeguarding(word, tmp_path, NEO4J_URI="bolt://127.0.0.1:1", NEO4J_PASSWORD="mine")
    assert done.returncode == 1
    assert "NEO4J_URI is bolt://127.0.0.1:1, a server of your own" in done.stderr
    assert "mine" not in done.stdout + done.stderr


@pytest.mark.parametrize("word", ["password", "browser"])
def test_without_a_serve_the_commands_say_what_to_run(word: str, tmp_path: Path) -> None:
    done = _safeguarding(word, tmp_path)
    assert done.returncode == 1
    assert "run 'safeguarding serve' first" in done.stderr


def test_no_repr_shows_a_password() -> None:
    settings = Settings.from_environ({"NEO4J_PASSWORD": "very-secret"})
    address = DatabaseAddress(1, "bolt://127.0.0.1:1", None, ("neo4j", "very-secret"))
    assert "very-secret" not in f"{ACCESS!r} {settings!r} {address!r}"
