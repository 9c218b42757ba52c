"""The bodies that names are reconciled with, read from the graph at once: they are a few hundred."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from graph.model.dates import PartialDate, moment
from graph.model.nodes import NODE_TYPES, ORGANISATIONS
from graph.neo4j.database import Database
from graph.neo4j.dataset import require_ready_state
from graph.query.composition import compose
from graph.query.selection import Branch, Case, Every, From, Rows, Slot, Value
from graph.reconcile.names import core, folded, spellings

# What can be asked about a body, with the words for it; the first three tell one body from all others.
PROPERTIES: Mapping[str, str] = {
    "onsCode": "ONS code",
    "dfeCode": "Department for Education code",
    "ofstedUrn": "Ofsted URN",
    "region": "region",
    "kind": "kind of authority",
    "country": "country",
    "officialName": "official name",
    "otherName": "other name",
    "website": "website",
    "start": "start",
    "end": "end",
    "policedBy": "police force of the area (reference, no attribution)",
    "authority": "authority that a board serves",
    "replacedBy": "successor",
    "replaced": "predecessor",
}
CODES = ("onsCode", "dfeCode", "ofstedUrn")
TYPES: Mapping[str, str] = {
    each.label: each.noun.capitalize() for each in NODE_TYPES if each.label in ORGANISATIONS
}
_TEXTS = ("id", "name", "officialName", "onsCode", "dfeCode", "ofstedUrn", "region", "kind", "country")
_READ = (
    *_TEXTS,
    *("website", "validFrom", "validTo", "validToState", "startFirst", "endLast"),
    *("otherNames", "otherNamesFrom", "otherNamesTo", "formerOnsCodes"),
)
_RELATED = {
    "policedBy": ("forces_of_authority", "LocalAuthority"),
    "authority": ("authorities_of_board", "SafeguardingBoard"),
    "replacedBy": ("successors_of_organisation", ""),
    "replaced": ("predecessors_of_organisation", ""),
    "superseded": ("superseded_ids", ""),
}


@dataclass(frozen=True)
class Named:
    """A body as the value of a property of another."""

    id: str
    name: str


@dataclass(frozen=True)
class OtherName:
    """A name beside the canonical ones, with the dates it held as published (empty: unknown)."""

    name: str
    since: str = ""
    until: str = ""

    def held_on(self, day: date) -> bool:
        """Whether it may have held on a day."""
        began = not self.since or PartialDate(self.since).first <= day
        return began and (not self.until or day <= PartialDate(self.until).last)


@dataclass(frozen=True)
class Body:
    """A body with what it can be recognised by. ``values`` holds texts and other bodies by the names of
    PROPERTIES; ``ids`` are all ids that lead to it. It may have existed from ``start`` to before ``end``."""

    id: str
    type: str
    name: str
    names: tuple[str, ...]
    other_names: tuple[OtherName, ...] = ()
    ids: tuple[str, ...] = ()
    values: Mapping[str, tuple[str | Named, ...]] = field(default_factory=dict)
    start: date = date.min
    end: date = date.max

    @cached_property
    def spelt(self) -> frozenset[str]:
        """The names that are its own whatever the day, folded."""
        return frozenset(spelling for name in self.names for spelling in spellings(name))

    @cached_property
    def cores(self) -> frozenset[str]:
        """All its names, of whatever day, without what says which kind of body it is."""
        return frozenset(core(name, self.type) for name in self.spelt | self.also_spelt.keys())

    @cached_property
    def also_spelt(self) -> Mapping[str, OtherName]:
        """Its other names by how they read folded; of two that read the same, the later."""
        return {folded(other.name): other for other in self.other_names}

    @cached_property
    def folded_values(self) -> Mapping[str, frozenset[str]]:
        """Its values as they compare; another body's id and its name both stand for it."""
        return {
            name: frozenset(folded(text) for each in held for text in _texts(each))
            for name, held in self.values.items()
            if held
        }

    @cached_property
    def keys(self) -> frozenset[str]:
        """Its ids and its codes, in small letters."""
        return frozenset(text.casefold() for text in self.ids)

    def there_on(self, day: date) -> bool:
        """Whether it may have existed on a day."""
        return self.start <= moment(day) < self.end


def _texts(value: str | Named) -> tuple[str, ...]:
    return (value.id, value.name) if isinstance(value, Named) else (value,)


async def read_bodies(database: Database, timeout: float) -> tuple[Body, ...]:
    """Every body of the graph. Raises StoreError, and DatasetNotReady while one is loaded."""
    _, state, found = await database.read(_statement(), name="reconcile", timeout=timeout)
    require_ready_state(state)
    return tuple(_body(row[0]) for row in found[0])


def _statement() -> str:
    cases = tuple(Case(label, _slots(label)) for label in ORGANISATIONS)
    return compose((Rows(From("bodies"), Every(), (Branch("node", cases),)),))


def _slots(label: str) -> tuple[Slot, ...]:
    """What is read of a body: its properties, and the ids and names of those that it is related to."""
    named = (Value("node", "id"), Value("node", "name"))
    related = (
        Rows(From(pattern, "node"), Every(), named)
        for pattern, only in _RELATED.values()
        if only in ("", label)
    )
    return (*(Value("node", name) for name in _READ), *related)


def _body(row: list[Any]) -> Body:
    label, *slots = row
    read = dict(zip(_READ, slots, strict=False))
    names = [name for name, (_, only) in _RELATED.items() if only in ("", label)]
    related = dict(zip(names, slots[len(_READ) :], strict=True))
    superseded = [own for own, _ in related.pop("superseded")]
    former = read["formerOnsCodes"] or []
    others = tuple(
        OtherName(*each)
        for each in zip(
            read["otherNames"] or [],
            read["otherNamesFrom"] or [""] * len(read["otherNames"] or []),
            read["otherNamesTo"] or [""] * len(read["otherNames"] or []),
            strict=True,
        )
    )
    texts: dict[str, Iterable[str | None]] = {
        **{name: [read[name]] for name in ("dfeCode", "ofstedUrn", "region", "kind", "country", "website")},
        "onsCode": [read["onsCode"], *former],
        "officialName": [read["officialName"]],
        "otherName": [each.name for each in others],
        "start": [read["validFrom"]],
        "end": [read["validTo"] or ("ongoing" if read["validToState"] == "ONGOING" else None)],
    }
    values: dict[str, tuple[str | Named, ...]] = {
        **{name: tuple(text for text in found if text) for name, found in texts.items()},
        **{name: tuple(Named(*each) for each in found) for name, found in related.items()},
    }
    return Body(
        id=read["id"],
        type=label,
        name=read["name"],
        names=tuple(name for name in (read["name"], read["officialName"]) if name),
        other_names=others,
        ids=tuple(text for text in (read["id"], *superseded, read["onsCode"], *former) if text),
        values=values,
        start=date.fromisoformat(str(read["startFirst"])),
        end=date.fromisoformat(str(read["endLast"])),
    )
