"""Reading Cypher just far enough to combine it: clauses, and variables that can be renamed.

The files under ``cypher/`` keep to a house form that makes this exact: keywords in capitals,
variables starting in lower case, labels in PascalCase, relationship types in capitals.
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
    """Kind and text of every token; their concatenation is the text."""
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
        if kind == "word" and _is_variable(word, _near(found, index, -1), _near(found, index, 1)):
            yield index, word


def _near(found: list[tuple[str, str]], index: int, step: int) -> str:
    index += step
    while 0 <= index < len(found) and found[index][0] in ("space", "comment"):
        index += step
    return found[index][1] if 0 <= index < len(found) else ""


def variables(text: str) -> set[str]:
    """The variables that a text declares or uses."""
    return {word for _, word in _variables(text)}


def parameters(text: str) -> set[str]:
    """The parameters that a text uses, without their dollar sign."""
    return {word[1:] for kind, word in tokens(text) if kind == "parameter"}


def rename(text: str, variable: Callable[[str], str], parameter: Callable[[str], str]) -> str:
    """The text with every variable and parameter renamed; comments are left out."""
    places = dict(_variables(text))
    parts = []
    clause = ""
    for index, (kind, word) in enumerate(tokens(text)):
        if kind == "word" and word.isupper():
            clause = word
        if index in places:
            # What a procedure yields has the procedure's names.
            parts.append(f"{word} AS {variable(word)}" if clause == "YIELD" else variable(word))
        elif kind == "parameter":
            parts.append("$" + parameter(word[1:]))
        elif kind != "comment":
            parts.append(word)
    return "".join(parts)


def _outermost_words(text: str) -> Iterator[str]:
    """Words outside braces, and the operators STARTS WITH and ENDS WITH as one each."""
    depth, before = 0, ""
    for kind, word in tokens(text):
        depth += (word == "{") - (word == "}")
        if kind == "word" and depth == 0:
            yield f"{before} {word}" if before in ("STARTS", "ENDS") else word
            before = word


def last_clause(text: str) -> tuple[str, bool]:
    """The keyword of the last clause that can take a WHERE, and whether it has one."""
    clauses = [word for word in _outermost_words(text) if word in _CLAUSES]
    has_where = bool(clauses) and clauses[-1] == "WHERE"
    named = [word for word in clauses if word != "WHERE"]
    return (named[-1] if named else ""), has_where
