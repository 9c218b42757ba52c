"""Split text into words for full-text search. The build and the queries use the same words, so any text is
found by typing it as it is written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from graph.folding import APOSTROPHES, folded
from graph.model.nodes import NODE_TYPES

# Texts with names of their own, as their types declare them.
SEARCHED = tuple(dict.fromkeys(name for each in NODE_TYPES for name in each.searched))
# The properties that the full-text index is over, and whose words each holds, whatever the type. Names stand
# apart: a hit among the few words of a name counts more than one in a long text. So does evidence, of which
# only the source and the place in it are found: how common a word is among those counts for nothing else.
SEARCH_PROPERTIES = {
    "searchNames": ("name", "otherNames", "officialName"),
    "searchText": (
        *("summary", "consequence", "subject", "definition", "raw", "grade"),
        *SEARCHED,
        "caption",
    ),
}
SEARCH_PROPERTIES_OF_EVIDENCE = {"searchEvidence": ("caption",)}
# Longer words are cut, in texts and in queries.
LONGEST_WORD = 64

_LETTER = r"[^\W_]"
# Characters inside words that are not letters: combining accents, soft hyphens, zero-width spaces.
_INVISIBLE = "\u00ad\u0300-\u036f\u200b-\u200d\u2060\ufeff"
_WORD = re.compile(rf"{_LETTER}(?:{_LETTER}|[{_INVISIBLE}]|[{APOSTROPHES}](?={_LETTER}))*")
_POSSESSIVE = re.compile(rf"[{APOSTROPHES}]s[{_INVISIBLE}]*$", re.IGNORECASE)
_NO_LETTER = re.compile(rf"[\W_{APOSTROPHES}]+")
# The stop words of Lucene's English analyzer; the index drops them from queries.
_WORDS = (
    "a an and are as at be but by for if in into is it no not of on or such that the their then there these "
    "they this to was will with"
)
_STOP_WORDS = frozenset(_WORDS.split())


class Word(NamedTuple):
    """A folded word and its position in the text."""

    letters: str
    start: int
    end: int


def words(text: str) -> list[Word]:
    """The words of a text without stop words. "children’s" is "children", "O'Brien" is "obrien"; any other
    punctuation separates words."""
    found = ((_plain(match.group()), *match.span()) for match in _WORD.finditer(text))
    return [Word(*each) for each in found if each[0] and each[0] not in _STOP_WORDS]


def search_text(texts: Iterable[str]) -> str:
    """The words of all texts, joined by spaces, for the full-text index."""
    return " ".join(word.letters for text in dict.fromkeys(texts) for word in words(text))


def _plain(word: str) -> str:
    return _NO_LETTER.sub("", folded(_POSSESSIVE.sub("", word)))[:LONGEST_WORD]
