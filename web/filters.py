"""Lists that a reader narrows down: by which parameters of the address, and which values each has."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from api.errors import BadInput
from web.page import Asked, Data, Variables
from web.parameters import as_of, paged
from web.words import LABELS
from web.words import words as in_words

# The value of a parameter that asks for the rows without one.
NONE = "none"
# Earlier than any day in the graph: nothing compares with an unknown day.
_BEFORE_EVERYTHING = "1000-01-01"
Condition = Callable[[str], Variables]


@dataclass(frozen=True)
class Filter:
    """One thing that a list is narrowed down by.

    ``name`` is its parameter, ``condition`` the variables that a value stands for. Its values are those that
    the facet ``by`` counts, the nodes under the root field ``of``, or the ``words`` of fixed values; without
    any of them a reader writes one. ``none`` says what it means to have no value; empty: not to be asked for.
    With ``many``, commas part several values.
    """

    name: str
    heading: str
    condition: Condition
    by: str = ""
    of: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    prefix: str = ""
    none: str = ""
    many: bool = False

    def variables(self, value: str) -> Variables:
        """The variables for a value of the address. Raises BadInput."""
        values = {*(value.split(",") if self.many else [value])} - ({NONE} if self.none else set())
        if self.words and not values <= {*self.words}:
            known = ", ".join(self.words)
            raise BadInput(f"`{self.name}` is one of {known}, not '{value[:60]}'.")
        if NONE in values and (self.by or self.of):
            raise BadInput(f"`{self.name}` is never missing: 'none' is no value of it.")
        return self.condition(value)


@dataclass(frozen=True)
class Option:
    """One value of a filter: as the address has it, in words, and how many rows have it, where counted."""

    value: str
    text: str
    count: int | None = None


@dataclass(frozen=True)
class Offer:
    """A filter with the values that a reader may choose from; a text to be written where it has none."""

    name: str
    heading: str
    options: tuple[Option, ...]
    is_text: bool

    def has(self, value: str) -> bool:
        """Whether a value is one of the options."""
        return any(option.value == value for option in self.options)

    def text(self, value: str) -> str:
        """A value in words; as it stands where it is none of the options."""
        return next((option.text for option in self.options if option.value == value), value)


def listed(filters: Sequence[Filter], size: int) -> Callable[[Asked], Variables]:
    """The variables of a list that an address narrows down and pages through."""
    return lambda asked: narrowed(filters, asked) | paged(asked, size) | as_of(asked)


def narrowed(filters: Sequence[Filter], asked: Asked) -> Variables:
    """The variables of the filters that an address uses, with all their conditions. Raises BadInput."""
    chosen = [
        each.variables(asked.parameters[each.name]) for each in filters if each.name in asked.parameters
    ]
    conditions = [each["where"] for each in chosen if "where" in each]
    others = {name: value for each in chosen for name, value in each.items() if name != "where"}
    return others | ({"where": {"and": conditions}} if conditions else {})


def offering(filters: Sequence[Filter]) -> Callable[[Data], dict[str, Any]]:
    """What a page of a list gets beside its answer: its filters with their values."""
    return lambda data: {"filters": [_offer(each, data) for each in filters]}


def equal(name: str) -> Condition:
    """The rows whose field has this value."""
    return lambda value: {"where": {name: {"isNull": True} if value == NONE else {"eq": value}}}


def related(name: str, prefix: str = "") -> Condition:
    """The rows that lead to the node with this id; ``prefix`` is the part of it that addresses leave out."""

    def condition(value: str) -> Variables:
        if value == NONE:
            return {"where": {name: {"count": {"eq": 0}}}}
        return {"where": {name: {"some": {"id": {"eq": prefix + value.removeprefix(prefix)}}}}}

    return condition


def named(name: str) -> Condition:
    """The rows whose field has these words."""
    return lambda value: {"where": {name: {"contains": value, "ignoreCase": True}}}


def in_year(value: str) -> Variables:
    """The rows of a year, or of no known day. Raises BadInput."""
    if value == NONE:
        return {"where": {"not": {"date": {"gte": _BEFORE_EVERYTHING}}}}
    if not (value.isascii() and value.isdigit() and len(value) == 4 and value < "9999"):
        raise BadInput(f"`year` is a year such as 2016, not '{value[:60]}'.")
    return {"between": {"from": f"{value}-01-01", "to": f"{int(value) + 1:04}-01-01"}}


def _offer(each: Filter, data: Data) -> Offer:
    options = tuple(_sorted(each, _options(each, data)))
    return Offer(each.name, each.heading, options, not (each.by or each.of or each.words))


def _options(each: Filter, data: Data) -> Iterator[Option]:
    words = _words(each, data)
    if not each.by:
        yield from (Option(value, text) for value, text in words.items())
        return
    facet = next(facet for facet in data["list"]["facets"] if facet["by"] == each.by)
    for bucket in facet["buckets"]:
        value = (bucket["value"] or "").removeprefix(each.prefix)
        text = bucket["caption"] or words.get(value) or in_words(value)
        if value or each.none:
            yield Option(value or NONE, text or each.none, bucket["count"])
    counted = {bucket["value"] for bucket in facet["buckets"]}
    yield from (Option(value, text, 0) for value, text in words.items() if each.of and value not in counted)


def _words(each: Filter, data: Data) -> Mapping[str, str]:
    nodes = data[each.of]["nodes"] if each.of else ()
    return each.words or {node["id"].removeprefix(each.prefix): node["name"] for node in nodes}


def _sorted(each: Filter, options: Iterator[Option]) -> list[Option]:
    """By the alphabet, words in their own order, years from the newest, whatever has none last."""
    places = {value: place for place, value in enumerate(each.words)}
    by_text = sorted(options, key=lambda option: (places.get(option.value, 0), option.text))
    if each.by == "YEAR":
        by_text.reverse()
    return sorted(by_text, key=lambda option: option.value == NONE)


def words_of(vocabulary: str) -> Mapping[str, str]:
    """The members of a vocabulary, in words that can begin a line."""
    return {value: text[0].upper() + text[1:] for value, text in LABELS[vocabulary].items()}
