"""Questions: each a document, with the fragments that it shares with others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

_SPREAD = re.compile(r"\.\.\.(\w+)")


class Questions:
    """The questions in a folder, whose folder `fragments` has what they share, a file each."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.fragments = folder / "fragments"
        self.named = cache(self._named)
        self._fragment = cache(self._read_fragment)

    def _named(self, name: str) -> str:
        """The question of this name, a document that stands by itself."""
        text = (self.folder / f"{name}.graphql").read_text("utf-8")
        return "\n".join([text, *(self._fragment(each) for each in sorted(self._shared(text)))])

    def all(self) -> Iterator[str]:
        """All questions."""
        return (self.named(path.stem) for path in sorted(self.folder.glob("*.graphql")))

    def _shared(self, text: str) -> set[str]:
        """The names of the shared fragments that a text spreads, and that those spread in turn."""
        spread = {name for name in _SPREAD.findall(text) if (self.fragments / f"{name}.graphql").is_file()}
        return spread.union(*(self._shared(self._fragment(name)) for name in spread))

    def _read_fragment(self, name: str) -> str:
        return (self.fragments / f"{name}.graphql").read_text("utf-8")


OF_PAGES = Questions(Path(__file__).resolve().parent / "questions")
QUESTIONS, FRAGMENTS = OF_PAGES.folder, OF_PAGES.fragments
question, questions = OF_PAGES.named, OF_PAGES.all
