"""A path that is no file, or cannot be read, is refused at once with a sentence."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from seed.sources.imports import snapshots
from seed.sources.imports.errors import FileRefused

SECONDS = 5


def _socket(path: Path) -> None:
    # A socket's path is short; the folder of a test may not be.
    here = Path.cwd()
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(here)


def _large(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(3_000_000_000)


NO_FILES: dict[str, tuple[Callable[[Path], object], str]] = {
    "a device": (lambda path: path.symlink_to("/dev/zero"), "is a device"),
    "a terminal's nothing": (lambda path: path.symlink_to("/dev/null"), "is a device"),
    "a pipe": (os.mkfifo, "is a pipe"),
    "a folder": (lambda path: path.mkdir(), "is a folder"),
    "a socket": (_socket, "is a socket"),
    "a circle of links": (lambda path: path.symlink_to(path.name), "cannot be read"),
    "a link to nothing": (lambda path: path.symlink_to("nowhere"), "cannot be read: No such file"),
    "nothing": (lambda path: None, "cannot be read: No such file"),
    "three gigabytes": (_large, "holds 3000 MB; at most 512 MB"),
}


@pytest.mark.timeout(SECONDS)
@pytest.mark.parametrize("name", NO_FILES)
def test_a_path_that_is_no_regular_file_is_refused_at_once(tmp_path: Path, name: str) -> None:
    make, reason = NO_FILES[name]
    path = tmp_path / "mine.csv"
    make(path)
    with pytest.raises(FileRefused) as refused:
        snapshots.snapshots([path], _folder(tmp_path))
    assert str(refused.value).startswith("mine.csv ")
    assert reason in str(refused.value)


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests may run as root, who can read everything, so the system's answer is simulated."""
    path = tmp_path / "mine.csv"
    path.write_text("a,b\n")

    def denied(*anything: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", denied)
    with pytest.raises(FileRefused, match="cannot be read: Permission denied"):
        snapshots.snapshots([path], _folder(tmp_path))


def test_a_file_that_changes_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("a,b\n")
    copy = snapshots._copy

    def slow(*given: object) -> object:
        done = copy(*given)  # type: ignore[arg-type]
        with path.open("a") as file:
            file.write("1,2\n")
        return done

    monkeypatch.setattr(snapshots, "_copy", slow)
    with pytest.raises(FileRefused, match="changed while it was read"):
        snapshots.snapshots([path], _folder(tmp_path))


def test_a_link_to_a_file_is_the_file(tmp_path: Path) -> None:
    (tmp_path / "there.csv").write_text("a,b\n")
    path = tmp_path / "mine.csv"
    path.symlink_to("there.csv")
    (found,) = snapshots.snapshots([path], _folder(tmp_path))
    assert (found.name, found.path.read_text()) == ("mine.csv", "a,b\n")


def _folder(tmp_path: Path) -> Path:
    folder = tmp_path / "copies"
    folder.mkdir()
    return folder
