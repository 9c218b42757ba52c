"""The declaration of a node type: all that is decided by type, in one place.

A *way* is a text that names relationships one after the other, each read along its arrow, or against it
where ``<`` stands before its name: ``"<FOUND INSPECTED"`` leads from a finding to the inspection that found
it, and on to whom that inspected.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from graph.model.entity import Entity
from graph.model.vocabulary import DateIs, HistoryKind

SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"  # a part of an id: lower case words


@dataclass(frozen=True, kw_only=True)
class Dating:
    """How the ``day`` of a node is found: by the first of ``fields`` that is filled, the earliest day of a
    date and the last of a cycle. Without one it is the latest day of what holds it or of ``dated_by``,
    without that the day of its source unless ``by_source`` is false, else the end of time. ``fields`` says
    what each date stands for.

    It is never before the days of ``held_in`` and ``after``, which are ways to other nodes.
    """

    fields: Mapping[str, DateIs] = field(default_factory=lambda: MappingProxyType({}))
    held_in: tuple[str, ...] = ()  # documents, and whatever else it is a part of
    dated_by: tuple[str, ...] = ()  # what has a date where it has none; its own may be earlier
    after: tuple[str, ...] = ()  # what it answers
    by_source: bool = True


@dataclass(frozen=True, kw_only=True)
class Ways:
    """Ways that lead to the same kind of thing; ``only`` to bodies of these labels, where it names any."""

    ways: tuple[str, ...]
    only: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class History:
    """To which organisations' histories a node belongs. ``named`` leads to those that the source names or
    that were inspected; ``area`` to bodies, whose area's police forces have the node on the basis AREA; where
    a field of ``area_if_filled`` is filled, its ways do instead."""

    kind: HistoryKind
    named: tuple[Ways, ...]
    area: tuple[str, ...] = ()
    area_if_filled: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    is_counted: bool = False  # organisations hold how many they have; for lists read from histories


@dataclass(frozen=True, kw_only=True)
class Facet:
    """What a list is counted by: a property of the node, or of what the pattern ``through`` leads to; without
    a property, the node itself that the pattern leads to."""

    property: str | None = None
    through: str | None = None


@dataclass(frozen=True, kw_only=True)
class RootFields:
    """The fields of Query: ``one`` takes an id; ``many`` is the list, and the name of its pattern in
    ``cypher/roots``."""

    one: str
    many: str
    description: str


@dataclass(frozen=True, kw_only=True)
class Style:
    """How Neo4j Browser draws a node; ``caption`` is a property."""

    color: str
    border: str
    diameter: int = 80
    text: str = "#000000"
    font: int = 11
    caption: str = "caption"


@dataclass(frozen=True, kw_only=True)
class Rdf:
    """What W3C vocabularies call a type and its properties, in prefixed names."""

    types: tuple[str, ...] = ()
    properties: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    is_labelled: bool = False  # its name is a `skos:prefLabel`


@dataclass(frozen=True, kw_only=True)
class NodeType:
    """The declaration of a node type, from which the program derives the rest.

    Everything else that the program does with it follows from here, from the rows of
    ``graph.model.relationships`` and from the patterns in ``cypher/``; docs/engineers.md walks through it."""

    kind: type[Entity]  # its fields are the properties, under the same names in camelCase
    noun: str  # as it is called within a sentence
    id_form: str  # the regular expression that its ids match
    key: str | None  # under which curated files list its nodes; None: no list of their own
    caption: str = "name"  # the field that names a node; seed/captions.py makes some others
    sorted_by: str | None = None  # the property that its list is read in order of, from an index
    searched: tuple[str, ...] = ()  # texts to search beside those of `graph.search_text`
    dating: Dating | None = None
    is_placed: bool = False  # has a `position`: in its thread, or in the text that says it
    contained_in: tuple[str, ...] = ()  # ways to the document that a history lists it below, best first
    history: History | None = None
    roots: RootFields | None = None
    facets: Mapping[str, Facet] = field(default_factory=lambda: MappingProxyType({}))
    counted_by: str | None = None  # the property whose distinct values facets count, in place of the nodes
    style: Style | None = None
    rdf: Rdf = Rdf()
    keys: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))  # what its own fields mean

    @property
    def label(self) -> str:
        return self.kind.__name__

    @property
    def dates_differ(self) -> bool:
        """Whether the dates of two of its nodes may stand for different things, so that each says which."""
        return self.dating is not None and len({*self.dating.fields.values()}) > 1
