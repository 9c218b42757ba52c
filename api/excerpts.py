"""Search as people type it: the words of a query for the index, and the words around a match."""

from __future__ import annotations

import re
import unicodedata

from api.environment import Environment

# The properties whose text a result shows, in the order in which they are tried.
TEXTS = ("summary", "consequence", "raw", "name", "subject", "definition", "caption")

_AROUND = 80
# Shorter words are met by too many others that differ in a letter.
_FORGIVEN_FROM = 4
# What the index leaves out of texts; a query that asked for one would find nothing.
_LEFT_OUT = {
    *(
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "but",
        "by",
        "for",
        "if",
        "in",
        "into",
        "is",
        "it",
        "no",
        "not",
    ),
    *(
        "of",
        "on",
        "or",
        "such",
        "that",
        "the",
        "their",
        "then",
        "there",
        "these",
        "they",
        "this",
        "to",
        "was",
    ),
    *("will", "with"),
}
# The index refuses an empty query; this is one that nothing meets.
_NOTHING = "+nothing -nothing"
_WORD = re.compile(r"\w+")


def index_query(words: str) -> str:
    """The query for the full-text index: every word must occur, as typed or with one letter wrong,
    and words that stand together rank first. Nothing that a person types is an operator."""
    terms = [term for word in _WORD.findall(words) if (term := _folded(word)) not in _LEFT_OUT]
    if not terms:
        return _NOTHING
    required = " ".join(f"+({_forgiving(term)})" for term in terms)
    return f'{required} "{" ".join(terms)}"^8' if len(terms) > 1 else required


def _forgiving(term: str) -> str:
    return f"{term}^4 {term}~1" if len(term) >= _FORGIVEN_FROM else term


def excerpt(_: Environment, words: str, *texts: str | list[str] | None) -> str:
    """The first text that holds any of the words, cut around its first match, matches marked."""
    wanted = [term for word in _WORD.findall(words) if (term := _folded(word)) not in _LEFT_OUT]
    for text in texts:
        if isinstance(text, str) and (marked := _marked(text, wanted)):
            return marked
    return next((text for text in texts if isinstance(text, str)), "")


def _marked(text: str, wanted: list[str]) -> str | None:
    found = [match.span() for match in _WORD.finditer(text) if _is_match(_folded(match.group()), wanted)]
    if not found:
        return None
    start = max(0, found[0][0] - _AROUND)
    end = min(len(text), found[0][1] + 2 * _AROUND)
    parts, at = ["…" if start else ""], start
    for left, right in found:
        if right <= end:
            parts += [text[at:left], "**", text[left:right], "**"]
            at = right
    return "".join([*parts, text[at:end], "…" if end < len(text) else ""])


def _is_match(word: str, wanted: list[str]) -> bool:
    return any(
        word == term or (len(term) >= _FORGIVEN_FROM and _one_edit_apart(word, term)) for term in wanted
    )


def _one_edit_apart(one: str, other: str) -> bool:
    """Whether one letter more, less, other, or two swapped make the words equal."""
    if abs(len(one) - len(other)) > 1:
        return False
    at = next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    rest, other_rest = one[at:], other[at:]
    swapped = rest[:2] == other_rest[1::-1] and rest[2:] == other_rest[2:]
    return swapped or rest[1:] == other_rest[1:] or rest[1:] == other_rest or rest == other_rest[1:]


def _folded(word: str) -> str:
    plain = unicodedata.normalize("NFD", word.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))
