"""How often and how soon a process is restarted."""

from __future__ import annotations

import time

import pytest

from command.restarts import RestartPolicy


def test_starts_come_after_longer_and_longer_pauses_and_end() -> None:
    restarts = RestartPolicy(most=5)
    assert [restarts.pause() for _ in range(7)] == [0.0, 1.0, 2.0, 4.0, 8.0, None, None]


def test_old_restarts_do_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1000.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    restarts = RestartPolicy(most=2, seconds=60)
    assert [restarts.pause() for _ in range(3)] == [0.0, 1.0, None]
    now += 61
    assert restarts.pause() == 0.0
