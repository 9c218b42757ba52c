"""Quotes and passages: their seals, length and positions in a text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

MAXIMUM_WORDS = 15
_LOCATOR = re.compile(r"paragraph (\d+), characters (\d+)-(\d+)")
_SEAL_LENGTH = 12


@dataclass(frozen=True)
class Span:
    """Characters ``[start, end)`` of the n-th non-empty line; `paragraph` counts from 1."""

    paragraph: int
    start: int
    end: int

    @property
    def position(self) -> int:
        """A sort key for spans of one text."""
        return self.paragraph * 10_000 + self.start


def digest(passage: str) -> str:
    """The SHA-256 of a passage, in hexadecimal."""
    return sha256(passage.encode()).hexdigest()


def seal(quote: str) -> str:
    """The first digits of a quote's digest; written beside it, they reveal accidental changes."""
    return digest(quote)[:_SEAL_LENGTH]


def span(locator: str) -> Span | None:
    """The span of a locator such as "paragraph 9, characters 130-290"; None for other locators."""
    match = _LOCATOR.fullmatch(locator)
    return Span(*map(int, match.groups())) if match else None


def check_quote(quote: str, sealed: str | None) -> None:
    """Raise ValueError if the quote is too long or does not match its seal."""
    if (words := len(quote.split())) > MAXIMUM_WORDS:
        raise ValueError(f"the quote has {words} words; at most {MAXIMUM_WORDS} may be kept: {quote!r}")
    if sealed != seal(quote):
        held = f"the seal is {sealed}" if sealed else "there is no seal"
        raise ValueError(
            f"the quote {quote!r} does not match its seal: {held}. If a letter was changed by accident, "
            f"restore it; if the quote is right, write seal: {seal(quote)}"
        )


def passage(text: str, where: Span) -> str | None:
    """The characters of a span; None if the text does not have it."""
    lines = [line for line in text.splitlines() if line.strip()]
    if not 0 < where.paragraph <= len(lines):
        return None
    line = lines[where.paragraph - 1]
    return line[where.start : where.end] if where.start < where.end <= len(line) else None


def check_passage(
    texts: Mapping[str, str], source: str, locator: str, sha: str | None, quote: str | None
) -> None:
    """Raise ValueError if the text of `source` is available and its passage at `locator` does not match the
    digest and the quote."""
    where = span(locator)
    if source not in texts or where is None:
        return
    found = passage(texts[source], where)
    if found is None:
        raise ValueError(f"the text of {source} has no {locator}")
    if sha is not None and sha != digest(found):
        raise ValueError(f"the passage at {locator} has the SHA-256 {digest(found)}, not {sha}")
    if quote is not None and quote not in found:
        raise ValueError(f"the quote {quote!r} is not in the passage at {locator}")
