"""The list of breakages fits the code, and only a failing test counts as noticed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from breakages.entries import Breakage, breakages, stale
from breakages.trials import Outcome

SOUND = Breakage(
    name="page-of-any-size",
    why="One page could hold the whole graph.",
    file="api/compiler/connections.py",
    text="if not 0 <= size <= LARGEST_PAGE:",
    becomes="if not 0 <= size:",
    test="tests/api/compiler/test_paging.py::test_first_has_a_maximum_and_holds_below_other_rows",
)


def test_every_breakage_still_fits_the_code() -> None:
    found = breakages()
    assert len(found) >= 60
    assert [*stale(found)] == []
    assert [each.name for each in found if each.text == each.becomes] == []


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (replace(SOUND, text="no such line"), "api/compiler/connections.py holds 'no such line' 0 times"),
        (replace(SOUND, text="return"), "times, not once"),
        (replace(SOUND, becomes="if not 0 <= size"), "page-of-any-size: expected ':'"),
        (replace(SOUND, file="api/no_such_file.py"), "no_such_file.py"),
        (
            replace(SOUND, test="tests/api/compiler/test_paging.py::test_no_such_test"),
            "there is no test",
        ),
        (replace(SOUND, test="tests/test_no_such_file.py::test_first_always_holds"), "there is no test"),
    ],
)
def test_an_entry_that_no_longer_fits_is_named(wrong: Breakage, said: str) -> None:
    assert [*stale([SOUND])] == []
    (told,) = stale([wrong])
    assert "page-of-any-size" in told
    assert said in told


def test_breakages_have_distinct_names() -> None:
    assert [*stale([SOUND, SOUND])] == ["page-of-any-size: 2 breakages have this name"]


@pytest.mark.parametrize(
    ("status", "failed", "noticed"),
    [
        (1, {"test_a": "AssertionError: assert 1 == 2"}, True),
        (1, {"test_a": "KeyError: 'page'"}, True),
        (0, {}, False),
        # It could not even be collected, or its own line is what is wrong with it.
        (2, {}, False),
        (4, {}, False),
        (1, {"test_a": "NameError: name 'asked' is not defined"}, False),
        (1, {"test_a": "ImportError: cannot import name 'page'"}, False),
        # A fixture failed, and no test.
        (1, {}, False),
        # It did not end.
        (None, {}, False),
    ],
)
def test_only_a_failing_test_counts_as_noticed(
    status: int | None, failed: dict[str, str], noticed: bool
) -> None:
    assert Outcome(status, failed, "", 0.0).noticed() is noticed
