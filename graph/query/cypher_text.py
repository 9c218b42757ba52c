"""A tokenizer for Cypher that finds clauses and renames variables.

It is exact for the conventions of the files under ``cypher/``: keywords and relationship types in capitals,
labels in PascalCase, variables with a lower-case first letter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

_TOKEN = re.compile(
    r"""(?P<string>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")
      | (?P<comment>//[^\n]*)
      | (?P<parameter>\$\w+)
      | (?P<word>[A-Za-z_]\w*)
      | (?P<space>\s+)
      | (?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
_CLAUSES = ("MATCH", "YIELD", "WITH", "UNWIND", "WHERE")


def tokens(text: str) -> Iterator[tuple[str, str]]:
    """Kind and text of each token; the texts joined are the input."""
    for match in _TOKEN.finditer(text):
        yield str(match.lastgroup), match.group()


def _is_variable(word: str, before: str, after: str) -> bool:
    is_map_key = after == ":" and before in ("{", ",")
    is_called = after == "(" or before == "CALL"
    is_literal = word in ("true", "false", "null")
    return word[0].islower() and not is_literal and before != "." and not is_called and not is_map_key


def _variables(text: str) -> Iterator[tuple[int, str]]:
    found = list(tokens(text))
    for index, (kind, word) in enumerate(found):
        if kind == "word" and _is_variable(word, _neighbour(found, index, -1), _neighbour(found, index, 1)):
            yield index, word


def _neighbour(found: list[tuple[str, str]], index: int, step: int) -> str:
    index += step
    while 0 <= index < len(found) and found[index][0] in ("space", "comment"):
        index += step
    return found[index][1] if 0 <= index < len(found) else ""


def variables(text: str) -> set[str]:
    """The variables in a text."""
    return {word for _, word in _variables(text)}


def parameters(text: str) -> set[str]:
    """The parameters in a text, without the dollar sign."""
    return {word[1:] for kind, word in tokens(text) if kind == "parameter"}


def rename(text: str, variable: Callable[[str], str], parameter: Callable[[str], str]) -> str:
    """The text with all variables and parameters renamed and without comments."""
    places = dict(_variables(text))
    parts = []
    clause = ""
    for index, (kind, word) in enumerate(tokens(text)):
        if kind == "word" and word.isupper():
            clause = word
        if index in places:
            # A procedure's columns keep their names, so they need an alias.
            parts.append(f"{word} AS {variable(word)}" if clause == "YIELD" else variable(word))
        elif kind == "parameter":
            parts.append("$" + parameter(word[1:]))
        elif kind != "comment":
            parts.append(word)
    return "".join(parts)


def _outermost_words(text: str) -> Iterator[str]:
    """Words outside brackets; STARTS WITH and ENDS WITH count as one word, since their WITH is no clause."""
    depth, before = 0, ""
    for kind, word in tokens(text):
        depth += (word in ("{", "[", "(")) - (word in ("}", "]", ")"))
        if kind == "word" and depth == 0:
            yield f"{before} {word}" if before in ("STARTS", "ENDS") else word
            before = word


def last_clause(text: str) -> tuple[str, bool]:
    """The keyword of the last clause that can have a WHERE, and whether it has one."""
    clauses = [word for word in _outermost_words(text) if word in _CLAUSES]
    has_where = bool(clauses) and clauses[-1] == "WHERE"
    named = [word for word in clauses if word != "WHERE"]
    return (named[-1] if named else ""), has_where
