"""Letters as people compare them: without case and accents."""

from __future__ import annotations

import unicodedata

# What keyboards and word processors write for an apostrophe. Some of them count as letters in Unicode.
APOSTROPHES = "'’‘‛`´′ʹʻʼ＇"


def folded(text: str) -> str:
    """The text in plain small letters: without accents, ligatures taken apart, full-width forms narrow."""
    return unmarked(unicodedata.normalize("NFKD", text).casefold())


def unmarked(decomposed: str) -> str:
    """A text in decomposed form without its accents."""
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
