"""Random graphs for tests of formats: any text and value, missing values, parallel relationships."""

from __future__ import annotations

import string
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from datetime import date
from typing import Any

from hypothesis import strategies as st

from graph.export.graph import Tables, ValueType
from graph.export.records import About, Element, Licence, Node, Relationship, Value
from graph.export.values import columns_of

ABOUT = About("0123456789abcdef", (Licence("CC BY 4.0", ("A table",)), Licence(None, ("A letter", "A page"))))
# What breaks formats, beside what hypothesis finds by itself.
HARD = (
    *('"', "''", "a,b;c\td", "one\ntwo\r\nthree\rfour", " ", "", "]]>", "<!-- & -->", "\\", "\\u0041\\", "`"),
    *(
        "👩‍👧",
        "e\u0301",
        "\u202eabc",
        "עברית العربية",
        "\ufeff",
        "\u2028\u0085",
        "NULL",
        "[1]",
        "2016-10-17",
        "true",
    ),
    *('{"a": ["b"]}', "=1+1", "$x", "'''", '"""', "#", "@", "%22", "\U0010fffd"),
)


@dataclass(frozen=True)
class MadeGraph:
    """A graph in memory."""

    made: tuple[Node, ...]
    joined: tuple[Relationship, ...]
    about: About = ABOUT

    async def tables(self) -> Tables:
        return Tables(_tables(self.made), _tables(self.joined))

    async def nodes(self) -> AsyncGenerator[Node]:
        for node in self.made:
            yield node

    async def relationships(self) -> AsyncGenerator[Relationship]:
        for relationship in self.joined:
            yield relationship


def _tables(elements: tuple[Any, ...]) -> dict[str, dict[str, ValueType]]:
    groups: dict[str, list[Element]] = {}
    for element in elements:
        groups.setdefault(element.type, []).append(element)
    return {kind: dict(columns_of(group)) for kind, group in sorted(groups.items())}


def texts(*, controls: bool) -> st.SearchStrategy[str]:
    """Any text that Neo4j holds; with the control characters that XML cannot hold, or without."""
    refused = "" if controls else "".join(map(chr, range(32))) + "\x7f\ufffe\uffff"
    allowed = "" if controls else "\t\n\r"
    characters = st.characters(categories=None, codec="utf-8", exclude_characters=set(refused) - set(allowed))
    return st.sampled_from(HARD) | st.text(characters, max_size=20)


def values(*, controls: bool) -> dict[str, st.SearchStrategy[Value]]:
    """The values of each property: one name has one kind."""
    text = texts(controls=controls)
    return {
        "name": text,
        "note": text,
        "otherNames": st.lists(text, max_size=3),
        "of": st.integers(-(2**63), 2**63 - 1),
        "value": st.floats(allow_nan=False, allow_infinity=False),
        "seen": st.booleans(),
        "day": st.dates(date(1, 1, 1)),
    }


@st.composite
def graphs(draw: st.DrawFn, *, controls: bool = False) -> MadeGraph:
    """A few nodes and relationships, whose ids are readable and whose values are anything."""
    kinds = values(controls=controls)
    properties = st.fixed_dictionaries({}, optional=kinds)
    word = st.text(string.ascii_lowercase + "-.0123456789", min_size=1, max_size=8)
    ids = draw(st.lists(word, min_size=1, max_size=5, unique=True))
    labels = st.sampled_from(
        [("Entity", "Organisation", "PoliceForce"), ("Entity", "Theme"), ("Entity", "Finding")]
    )
    nodes = [Node(f"node:{own}", draw(labels), draw(properties)) for own in sorted(ids)]
    ends = st.sampled_from([node.id for node in nodes])
    types = st.sampled_from(["FOUND", "HAS_THEME", "BROADER"])
    triples = draw(st.lists(st.tuples(types, ends, ends), max_size=6, unique=True))
    edges = [Relationship("|".join(each), *each, draw(properties)) for each in sorted(triples)]
    return MadeGraph(tuple(nodes), tuple(edges))
