"""Words as search reads them. The build stores what this reads in a node's texts, and a query is read by it
too, so that whatever stands in a text is found by being typed as it stands there."""

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
# The rest of a longer word is read neither in a text nor in a query.
LONGEST_WORD = 64

_LETTER = r"[^\W_]"
# What stands inside words and is no letter: accents typed by themselves, hyphens and spaces that nobody sees.
_UNSEEN = "\u00ad\u0300-\u036f\u200b-\u200d\u2060\ufeff"
_WORD = re.compile(rf"{_LETTER}(?:{_LETTER}|[{_UNSEEN}]|[{APOSTROPHES}](?={_LETTER}))*")
_POSSESSIVE = re.compile(rf"[{APOSTROPHES}]s[{_UNSEEN}]*$", re.IGNORECASE)
_NO_LETTER = re.compile(rf"[\W_{APOSTROPHES}]+")
# Words that say too little to be looked for. The index leaves them out of any query by itself.
_SMALL_WORDS = (
    "a an and are as at be but by for if in into is it no not of on or such that the their then there these "
    "they this to was will with"
)
_LEFT_OUT = frozenset(_SMALL_WORDS.split())


class Word(NamedTuple):
    """A word in small plain letters, and where it stands in its text."""

    letters: str
    start: int
    end: int


def words(text: str) -> list[Word]:
    """The words of a text, without those that say too little. "children’s" is "children", "O'Brien" is
    "obrien"; any other sign parts words."""
    found = ((_plain(match.group()), *match.span()) for match in _WORD.finditer(text))
    return [Word(*each) for each in found if each[0] and each[0] not in _LEFT_OUT]


def search_text(texts: Iterable[str]) -> str:
    """The words of all texts, as the index takes them."""
    return " ".join(word.letters for text in dict.fromkeys(texts) for word in words(text))


def _plain(word: str) -> str:
    return _NO_LETTER.sub("", folded(_POSSESSIVE.sub("", word)))[:LONGEST_WORD]
