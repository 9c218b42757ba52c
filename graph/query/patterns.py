"""Load the patterns and questions of ``cypher/``, and check each against its header.

A file is one reading of the graph as ``MATCH ... RETURN ...``. Its header is a comment: prose, then
``from:`` (the labels of ``owner``, or nothing for a root), ``to:`` (the labels of ``node``; both may name
groups, see ``graph.model.relationships``),
``parameters:``, ``order:`` (keys with their types, the last one unique; those with ``=`` are equal in all
rows of an owner, and lead an index of its pages, see ``graph.query.index_scans``), ``rows: one`` (the
build allows no second row) and ``explain:`` (an operator that the plan may hold, and why). Where a text names
relationship types by what they have in common (``$followed``), those of the table take its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from graph.errors import GraphError
from graph.model.relationships import FOLLOWED, labels_of
from graph.query.cypher_text import parameters, tokens, variables

FOLDER = Path(__file__).resolve().parents[2] / "cypher"
_ENTRIES = ("from", "to", "parameters", "order", "rows", "explain")
_EDGE = re.compile(r"\[edge:(\w+(?:\|\w+)*)\]")
_KEY = re.compile(r"(=?)(\w+)(?:\.(\w+))? (string|integer|float|date)( DESC)?")


class PatternError(GraphError):
    """A file under ``cypher/`` whose header does not fit its text."""


@dataclass(frozen=True)
class Key:
    """One key of a pattern's order. A ``fixed`` key is equal in all rows of an owner, so cursors omit it."""

    variable: str
    property: str | None
    type: str
    descending: bool = False
    fixed: bool = False


@dataclass(frozen=True, eq=False)
class Pattern:
    """A file of `cypher/`: a checked header and one Cypher statement that runs alone."""

    name: str
    prose: str
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    parameters: Mapping[str, str]
    columns: tuple[str, ...]
    order: tuple[Key, ...]
    is_single: bool
    explain: str
    body: str
    text: str

    @property
    def cursor_keys(self) -> tuple[Key, ...]:
        return tuple(key for key in self.order if not key.fixed)

    @cached_property
    def aggregates(self) -> bool:
        """Whether its text has an aggregate function."""
        return re.search(r"\b(?:collect|count|sum)\(", self.body) is not None

    @cached_property
    def edge_types(self) -> tuple[str, ...]:
        """The relationship types that ``edge`` may have."""
        return tuple(name for types in _EDGE.findall(self.body) for name in types.split("|"))


def load(path: Path) -> Pattern:
    """Load one pattern file. Raises PatternError with file and line."""
    text = _with_types(path.read_text(encoding="utf-8"))
    header = [line[2:].strip() for line in text.splitlines() if line.startswith("//")]
    prose = " ".join(line for line in header if line and _entry(line) is None)
    entries = dict(entry for line in header if (entry := _entry(line)))
    body, columns = _split(path, text)
    pattern = Pattern(
        name=path.stem,
        prose=prose,
        starts=_names(entries.get("from", "")),
        ends=_names(entries.get("to", "")),
        parameters=dict(_pair(path, part) for part in _listed(entries.get("parameters", ""))),
        columns=columns,
        order=tuple(_key(path, part) for part in _listed(entries.get("order", ""))),
        is_single=entries.get("rows") == "one",
        explain=entries.get("explain", ""),
        body=body,
        text=text,
    )
    for line, problem in _problems(pattern):
        raise PatternError(f"{path.name}:{_line_of(text, line)}: {problem}")
    return pattern


@cache
def patterns() -> Mapping[str, Pattern]:
    """All patterns and questions by name; names are unique across folders. Cached."""
    found: dict[str, Pattern] = {}
    for path in sorted(FOLDER.rglob("*.cypher")):
        if path.parent.name == "schema":
            continue
        if path.stem in found:
            raise PatternError(f"{path}: another file is also named {path.name}; names must be unique")
        found[path.stem] = load(path)
    return found


def _with_types(text: str) -> str:
    """The text with relationship types in place of the names of their sets."""
    return "".join(
        "|".join(FOLLOWED[word[1:]]) if kind == "parameter" and word[1:] in FOLLOWED else word
        for kind, word in tokens(text)
    )


def _entry(line: str) -> tuple[str, str] | None:
    name, colon, value = line.partition(":")
    return (name, value.strip()) if colon and name in _ENTRIES else None


def _names(text: str) -> tuple[str, ...]:
    return labels_of(text.split(" | ")) if text else ()


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _pair(path: Path, text: str) -> tuple[str, str]:
    name, space, kind = text.partition(" ")
    if not space:
        raise PatternError(f"{path.name}: parameter {text!r} needs a type, as in '{text} string'")
    return name, kind


def _key(path: Path, text: str) -> Key:
    match = _KEY.fullmatch(text)
    if match is None:
        raise PatternError(
            f"{path.name}: order key {text!r} is not of the form 'node.name string' or 'node.day date DESC'"
        )
    fixed, variable, name, kind, descending = match.groups()
    return Key(variable, name, kind, bool(descending), bool(fixed))


def _split(path: Path, text: str) -> tuple[str, tuple[str, ...]]:
    code = "".join(word for kind, word in tokens(text) if kind != "comment").strip()
    body, found, returned = code.rpartition("\nRETURN ")
    if not found:
        raise PatternError(f"{path.name}: the last line must RETURN variables")
    return body.strip(), tuple(_listed(returned))


def _problems(pattern: Pattern) -> Iterator[tuple[str, str]]:
    declared, used = set(pattern.parameters), parameters(pattern.body)
    if declared != used:
        yield "parameters:", f"the header declares {sorted(declared)} and the text uses {sorted(used)}"
    names = variables(pattern.body)
    if ("owner" in names) != bool(pattern.starts):
        yield "from:", "the header must have 'from:' if and only if the text uses 'owner'"
    for column in pattern.columns:
        if column not in names:
            yield "RETURN", f"{column!r} is not a variable of the text"
    for key in pattern.order:
        if key.variable not in pattern.columns:
            yield "order:", f"{key.variable!r} is not returned, so rows cannot be ordered by it"
    if re.search(r"^// rows:(?! one$)", pattern.text, re.MULTILINE):
        yield "rows:", "'rows:' must be 'rows: one' or absent"
    if not pattern.prose:
        yield "//", "the header needs prose that says what a row is"


def _line_of(text: str, start: str) -> int:
    lines = text.splitlines()
    return next((n for n, line in enumerate(lines, 1) if start in line), 1)
