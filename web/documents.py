"""The questions of pages: each a document, with the fragments that it shares with others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

QUESTIONS = Path(__file__).resolve().parent / "questions"
FRAGMENTS = QUESTIONS / "fragments"
_SPREAD = re.compile(r"\.\.\.(\w+)")


@cache
def question(name: str) -> str:
    """The question of this name, a document that stands by itself."""
    text = (QUESTIONS / f"{name}.graphql").read_text("utf-8")
    return "\n".join([text, *(_fragment(each) for each in sorted(_shared(text)))])


def questions() -> Iterator[str]:
    """All questions."""
    return (question(path.stem) for path in sorted(QUESTIONS.glob("*.graphql")))


def _shared(text: str) -> set[str]:
    """The names of the shared fragments that a text spreads, and that those spread in turn."""
    spread = {name for name in _SPREAD.findall(text) if (FRAGMENTS / f"{name}.graphql").is_file()}
    return spread.union(*(_shared(_fragment(name)) for name in spread))


@cache
def _fragment(name: str) -> str:
    return (FRAGMENTS / f"{name}.graphql").read_text("utf-8")
