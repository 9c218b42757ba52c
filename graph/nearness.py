"""How near words are to each other, counted in edits of single letters."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA, Indel

# One wrong letter is forgiven in words of this many letters. Shorter ones are met by too many others;
# longer ones nobody types. With a wrong digit, a year or a code is another.
FORGIVEN_FROM, FORGIVEN_TO = 4, 24


def is_forgiving(word: str) -> bool:
    """Whether a folded word may differ from what it is compared with by one letter."""
    return word.isalpha() and FORGIVEN_FROM <= len(word) <= FORGIVEN_TO


def one_edit_apart(one: str, other: str) -> bool:
    """Whether two words are equal but for at most one letter: one more, one less, another one, or two
    neighbours swapped."""
    return OSA.distance(one, other, score_cutoff=1) <= 1


def similar(word: str, words: Iterable[str], *, most: int = 3, likeness: float = 0.6) -> list[str]:
    """Up to ``most`` of the words, the most similar first. ``likeness``, from 0 to 1, is the least share of
    letters that two similar words have in the same order."""
    found = process.extract(
        word, list(words), scorer=Indel.normalized_similarity, limit=most, score_cutoff=likeness
    )
    return [each for each, _, _ in found]
