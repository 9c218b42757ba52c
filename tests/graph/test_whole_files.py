"""Files that are replaced: whoever reads them finds the old one or the new one, and nothing besides."""

from pathlib import Path

import pytest

from graph.whole_files import replacing, write_whole


def test_a_file_is_the_old_one_until_the_new_one_is_whole(tmp_path: Path) -> None:
    file = tmp_path / "list"
    write_whole(file, "old")
    with replacing(file) as fresh:
        fresh.write_text("ne")
        assert file.read_text() == "old"
        fresh.write_text("new")
    assert file.read_text() == "new"
    assert list(tmp_path.iterdir()) == [file]


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "list"
    write_whole(file, "old")
    with pytest.raises(UnicodeEncodeError), replacing(file) as fresh:
        fresh.write_text("half of it and \ud800", "utf-8")
    assert file.read_text() == "old"
    assert list(tmp_path.iterdir()) == [file]


def test_what_a_killed_writer_left_is_in_nobody_s_way(tmp_path: Path) -> None:
    link = tmp_path / "link"
    with replacing(link) as fresh:
        fresh.symlink_to("before")
    fresh.write_text("left by a process of the same number")
    with replacing(link) as fresh:
        fresh.symlink_to("after")
    assert link.readlink() == Path("after")
