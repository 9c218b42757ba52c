"""Words that are near each other: against every word that one edit makes, and by examples."""

from __future__ import annotations

from itertools import product

import pytest

from graph.nearness import one_edit_apart, similar

LETTERS = "abé"
WORDS = ["".join(letters) for length in range(5) for letters in product(LETTERS, repeat=length)]


def one_edit_makes(word: str) -> set[str]:
    """Every word of these letters that one edit makes of a word, and the word itself."""
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    less = {left + right[1:] for left, right in cuts if right}
    more = {left + letter + right for left, right in cuts for letter in LETTERS}
    other = {left + letter + right[1:] for left, right in cuts if right for letter in LETTERS}
    swapped = {left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1}
    return {word} | less | more | other | swapped


def test_one_edit_apart_is_every_word_that_one_edit_makes_and_no_other() -> None:
    for word in WORDS:
        made = one_edit_makes(word)
        assert {other for other in WORDS if one_edit_apart(word, other)} == made & set(WORDS), word


@pytest.mark.parametrize(
    ("word", "words", "found"),
    [
        ("foundBye", ["foundBy", "found", "themes"], ["foundBy", "found"]),
        ("theme", ["themes", "thymes", "them", "teams"], ["themes", "them", "thymes"]),
        ("xyz", ["themes"], []),
        ("themes", [], []),
        ("", ["themes"], []),
    ],
)
def test_the_most_similar_words_come_first_and_dissimilar_ones_not_at_all(
    word: str, words: list[str], found: list[str]
) -> None:
    assert similar(word, words) == found
