"""The bodies to match names with. They are a few hundred, so all are read at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from graph.model.dates import PartialDate, moment
from graph.model.nodes import NODE_TYPES, ORGANISATIONS
from graph.model.vocabulary import NameKind
from graph.neo4j.database import Database
from graph.neo4j.dataset import require_ready_state
from graph.query.composition import compose
from graph.query.selection import Branch, Case, Every, From, Rows, Slot, Value
from graph.reconcile.names import core, folded, spellings

# The properties of a body and their labels; the first three identify a body.
PROPERTIES: Mapping[str, str] = {
    "onsCode": "ONS code",
    "dfeCode": "Department for Education code",
    "ofstedUrn": "Ofsted URN",
    "region": "region",
    "kind": "kind of authority or local policing body",
    "country": "country",
    "officialName": "official name",
    "otherName": "other name",
    "website": "website",
    "start": "start",
    "end": "end",
    "policedBy": "police force of the area (reference, no attribution)",
    "oversees": "police force that a local policing body oversees",
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
    *("otherNames", "otherNamesFrom", "otherNamesTo", "otherNamesKind", "formerOnsCodes"),
)
_RELATED = {
    "policedBy": ("forces_of_authority", "LocalAuthority"),
    "oversees": ("forces_of_policing_body", "LocalPolicingBody"),
    "authority": ("authorities_of_board", "SafeguardingBoard"),
    "replacedBy": ("successors_of_organisation", ""),
    "replaced": ("predecessors_of_organisation", ""),
    "superseded": ("superseded_ids", ""),
}


@dataclass(frozen=True)
class BodyReference:
    """A body as a property value of another; ``other_names`` are all its others, of any date."""

    id: str
    name: str
    other_names: tuple[str, ...] = ()


@dataclass(frozen=True)
class OtherName:
    """An alternative name, in use from a date up to another, as published (empty: unknown), and its kind."""

    name: str
    since: str = ""
    until: str = ""
    kind: str = ""

    def held_on(self, day: date) -> bool:
        """Whether the name may have been in use on a day; a former name without an end never surely was."""
        if not self.until:
            return _began(self.since, day) and self.kind != NameKind.FORMER
        end = PartialDate(self.until)
        return _began(self.since, day) and (day < end.first if end.whole else day <= end.last)


@dataclass(frozen=True)
class Body:
    """A body with its names, ids and properties. ``values`` has texts and other bodies by the keys of
    PROPERTIES; ``ids`` are its id, superseded ids and ONS codes. It may have existed from ``start`` to before
    ``end``."""

    id: str
    type: str
    name: str
    names: tuple[str, ...]
    other_names: tuple[OtherName, ...] = ()
    ids: tuple[str, ...] = ()
    values: Mapping[str, tuple[str | BodyReference, ...]] = field(default_factory=dict)
    start: date = date.min
    end: date = date.max

    @cached_property
    def folded_names(self) -> frozenset[str]:
        """Its name and official name, folded."""
        return frozenset(spelling for name in self.names for spelling in spellings(name))

    @cached_property
    def all_names(self) -> frozenset[str]:
        """All its names, of any date, folded."""
        return self.folded_names | self.folded_other_names.keys()

    @cached_property
    def cores(self) -> frozenset[str]:
        """All its names, of any date, without the words for its type."""
        return frozenset(core(name, self.type) for name in self.all_names)

    @cached_property
    def called(self) -> frozenset[str]:
        """All its names, of any date, with and without the words for its type."""
        return self.all_names | self.cores

    @cached_property
    def described(self) -> frozenset[str]:
        """The words of all its names and of its kind."""
        texts = (*self.all_names, *self.folded_values.get("kind", ()))
        return frozenset(word for text in texts for word in text.split())

    @cached_property
    def folded_other_names(self) -> Mapping[str, OtherName]:
        """Its other names by their folded form; of two with the same form, the later."""
        return {spelling: other for other in self.other_names for spelling in spellings(other.name)}

    @cached_property
    def folded_values(self) -> Mapping[str, frozenset[str]]:
        """Its property values, folded; another body stands for its id and for its names."""
        return {
            name: frozenset(folded(text) for each in held for text in _texts(each))
            for name, held in self.values.items()
            if held
        }

    @cached_property
    def keys(self) -> frozenset[str]:
        """Its ids and codes, case-folded."""
        return frozenset(text.casefold() for text in self.ids)

    def has_own_name_on(self, day: date) -> bool:
        """Whether it may have had its name of today on a day: it has, since it was last renamed."""
        ends = [each.until for each in self.other_names if each.kind == NameKind.FORMER and each.until]
        return _began(max(ends, default=""), day)

    def cores_on(self, day: date) -> set[str]:
        """The names that it may have had on a day, without the words for its type."""
        own = self.folded_names if self.has_own_name_on(day) else ()
        others = (name for name, other in self.folded_other_names.items() if other.held_on(day))
        return {core(name, self.type) for name in (*own, *others)}

    def existed_on(self, day: date) -> bool:
        """Whether it may have existed on a day."""
        return self.start <= moment(day) < self.end


def _began(since: str, day: date) -> bool:
    return not since or PartialDate(since).first <= day


def _texts(value: str | BodyReference) -> tuple[str, ...]:
    return (value.id, value.name, *value.other_names) if isinstance(value, BodyReference) else (value,)


async def read_bodies(database: Database, timeout: float) -> tuple[Body, ...]:
    """All bodies of the graph. Raises StoreError, and DatasetNotReady while a graph is being loaded."""
    _, state, found = await database.read(_statement(), name="reconcile", timeout=timeout)
    require_ready_state(state)
    bodies = [_body(row[0]) for row in found[0]]
    others = {body.id: tuple(each.name for each in body.other_names) for body in bodies}
    return tuple(_with_names(body, others) for body in bodies)


def _with_names(body: Body, others: Mapping[str, tuple[str, ...]]) -> Body:
    """The body, with the other names of those that its properties refer to."""
    values = {
        name: tuple(
            replace(each, other_names=others.get(each.id, ())) if isinstance(each, BodyReference) else each
            for each in held
        )
        for name, held in body.values.items()
    }
    return replace(body, values=values)


def _statement() -> str:
    cases = tuple(Case(label, _slots(label)) for label in ORGANISATIONS)
    return compose((Rows(From("bodies"), Every(), (Branch("node", cases),)),))


def _slots(label: str) -> tuple[Slot, ...]:
    """The slots of a body: its properties, and the ids and names of related bodies."""
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
    held = read["otherNames"] or []
    about = (read[f"otherNames{what}"] or [""] * len(held) for what in ("From", "To", "Kind"))
    others = tuple(OtherName(*each) for each in zip(held, *about, strict=True))
    texts: dict[str, Iterable[str | None]] = {
        **{name: [read[name]] for name in ("dfeCode", "ofstedUrn", "region", "kind", "country", "website")},
        "onsCode": [read["onsCode"], *former],
        "officialName": [read["officialName"]],
        "otherName": [each.name for each in others],
        "start": [read["validFrom"]],
        "end": [read["validTo"] or ("ongoing" if read["validToState"] == "ONGOING" else None)],
    }
    values: dict[str, tuple[str | BodyReference, ...]] = {
        **{name: tuple(text for text in found if text) for name, found in texts.items()},
        **{name: tuple(BodyReference(*each) for each in found) for name, found in related.items()},
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
