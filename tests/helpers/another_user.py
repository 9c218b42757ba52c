"""Another user of this machine, for tests of what they must not reach."""

from __future__ import annotations

import os

import pytest

from graph.neo4j.listeners import is_ours


def play_another_user(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the kernel's answer say that every socket of this process is another user's."""
    is_ours(0)  # what this system says at all is asked once, and as oneself
    own = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: own + 1)
