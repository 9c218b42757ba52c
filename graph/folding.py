"""Letters as people compare them: without case and accents, and forgiving one that is wrong."""

from __future__ import annotations

import unicodedata

# One wrong letter is forgiven in words of this many letters. Shorter ones are met by too many others;
# longer ones nobody types. With a wrong digit, a year or a code is another.
FORGIVEN_FROM, FORGIVEN_TO = 4, 24
# What keyboards and word processors write for an apostrophe. Some of them count as letters in Unicode.
APOSTROPHES = "'’‘‛`´′ʹʻʼ＇"


def folded(text: str) -> str:
    """The text in plain small letters: without accents, ligatures taken apart, full-width forms narrow."""
    letters = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def is_forgiving(word: str) -> bool:
    """Whether a folded word may differ from what it is compared with by one letter."""
    return word.isalpha() and FORGIVEN_FROM <= len(word) <= FORGIVEN_TO


def one_edit_apart(one: str, other: str) -> bool:
    """Whether one letter more, less, other, or two swapped make two words equal."""
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return False
    at = next((n for n, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    swapped = short[at : at + 2] == long[at : at + 2][::-1] and short[at + 2 :] == long[at + 2 :]
    return swapped or short[at + 1 :] == long[at + 1 :]
