"""Resolve names in the project's own tables to nodes of the graph, without guessing.

A body is given by its id, its code, or a name that is unambiguous on that day, by the rules of
reconciliation. A theme, an inspection or a letter is given by its id or its name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from graph.model.dates import PartialDate
from graph.model.nodes import Entity, LocalAuthority, Organisation, PoliceForce
from graph.model.records import Records
from graph.reconcile.bodies import TYPES, Body, OtherName
from graph.reconcile.candidates import Candidate, ReconciliationQuery, candidates
from graph.reconcile.names import core, folded
from seed.frameworks import NONE
from seed.values import nearest

# Without a date, a name has its current meaning.
_NOW = date.max
_SHOWN = 3
_GOES_BY = 90


def listed(words: str) -> list[str]:
    """The items of a list cell, separated by semicolons, which no name contains."""
    return [each for part in words.split(";") if (each := part.strip())]


class NameResolver:
    """Finds the bodies and other nodes of the graph's own sources by id and name."""

    def __init__(self, base: Records, inspectorates: Mapping[str, str] = NONE) -> None:
        """`inspectorates` maps ids to names; those missing from the base count as bodies too."""
        self._aliases = base.aliases
        self._nodes = {record.node.id: record.node for record in base.nodes}
        self._named = defaultdict(list)
        for own, node in self._nodes.items():
            self._named[folded(str(getattr(node, "name", "")))].append(own)
        old = defaultdict(list)
        for alias, own in base.aliases.items():
            old[own].append(alias)
        self._bodies = {
            node.id: _body(node, old[node.id])
            for node in self._nodes.values()
            if isinstance(node, Organisation) and type(node).__name__ in TYPES
        }
        for own, name in inspectorates.items():
            self._bodies.setdefault(own, Body(own, "Inspectorate", name, (name,), ids=(own,)))

    def holds(self, own: str) -> bool:
        """Whether an id is stated, or is an alias of a stated one."""
        return own in self._nodes or own in self._aliases

    def body(self, found: str, when: PartialDate | None, kinds: Sequence[str]) -> str:
        """The id of the body of these types; it need not have existed on the date.

        Raises ValueError with candidates if it is unknown or ambiguous."""
        if (own := self._aliases.get(found, found)) in self._bodies:
            return self._of_kind(own, kinds)
        if ":" in found:
            raise ValueError(f"is the id of no body here; {self._advice(found, when, kinds)}")
        sure = {self._sure(found, day, kinds) for day in _days(when)}
        if sure == {None}:
            sure = {self._sure(found, None, kinds)}
        meant, *others = sure
        if meant is None or others:
            then = f" on {when}" if when else ""
            raise ValueError(f"is not sure to mean one body{then}; {self._advice(found, when, kinds)}")
        return meant

    def is_called(self, own: str, words: str) -> bool:
        """Whether words are a name of a body or, for a board, of its council; True if the body is unknown."""
        council = self._bodies.get(own.replace("board:lscb:", "authority:"))
        kinds = {"SafeguardingBoard", council.type} if council else set()
        return not council or any(core(folded(words), kind) in council.cores for kind in kinds)

    def node(self, found: str, kinds: Sequence[str]) -> str:
        """The id of a node of these types, given its id or name. An unknown id is returned unchanged, since
        another file may state it. Raises ValueError with similar names."""
        if ":" in found and " " not in found:
            return self._aliases.get(found, found)
        named = [
            own for own in self._named.get(folded(found), ()) if type(self._nodes[own]).__name__ in kinds
        ]
        if len(named) == 1:
            return named[0]
        known = [str(getattr(node, "name", "")) for node in self._of(kinds)]
        if named:
            raise ValueError(f"is the name of {' and of '.join(sorted(named))}; write the id of one")
        raise ValueError(f"is no name that is known here; {_close(found, known)}")

    def _of(self, kinds: Sequence[str]) -> Iterator[Entity]:
        return (node for node in self._nodes.values() if type(node).__name__ in kinds)

    def _of_kind(self, own: str, kinds: Sequence[str]) -> str:
        if self._bodies[own].type not in kinds:
            raise ValueError(f"is {_described(self._bodies[own])}, of the wrong kind; {_wanted(kinds)}")
        return own

    def _sure(self, found: str, day: date | None, kinds: Sequence[str]) -> str | None:
        question = ReconciliationQuery(found, frozenset(kinds), day=day)
        # What is sure by the type alone, somebody has to look at: here nobody does.
        sure = [
            each.body.id
            for each in candidates(question, self._bodies.values(), day or _NOW)
            if each.sure and not each.is_by_type
        ]
        return sure[0] if len(sure) == 1 else None

    def _advice(self, found: str, when: PartialDate | None, kinds: Sequence[str]) -> str:
        """Advice with the candidates, and the ids to write instead."""
        day = when.first if when else None
        question = ReconciliationQuery(found.rpartition(":")[2].replace("-", " "), frozenset(kinds), day=day)
        like = candidates(question, self._bodies.values(), day or _NOW)[:_SHOWN]
        if not like:
            every = candidates(ReconciliationQuery(found), self._bodies.values(), _NOW)
            others = ", or ".join(_described(each.body) for each in filter(_fits, every))
            return f"it is {others}; {_wanted(kinds)}" if others else "nothing here is like it"
        named = ", ".join(f"{each.body.name} ({each.body.id})" for each in like)
        return f"it could be {named}; write the id that is meant"


def _fits(candidate: Candidate) -> bool:
    """Whether a body has this name, with or without the words for its type."""
    return candidate.name_score >= _GOES_BY


def _described(body: Body) -> str:
    return f"{body.name} ({body.id}), {_a(TYPES[body.type])}"


def _wanted(kinds: Sequence[str]) -> str:
    return f"{' or '.join(_a(TYPES[kind]) for kind in kinds if kind in TYPES)} is needed here"


def _a(words: str) -> str:
    return f"{'an' if words[0] in 'AEIOU' else 'a'} {words.lower()}"


def _close(found: str, known: Iterable[str]) -> str:
    advice = nearest(found, known)
    return advice if advice.startswith("did") else "write an id"


def _days(when: PartialDate | None) -> set[date | None]:
    """The first and the last day of a partial date."""
    return {when.first, when.last} if when else {None}


def _body(node: Organisation, old: Sequence[str]) -> Body:
    official = node.official_name if isinstance(node, LocalAuthority) else None
    codes = (node.ons_code,) if isinstance(node, (LocalAuthority, PoliceForce)) else ()
    former = node.former_ons_codes if isinstance(node, LocalAuthority) else ()
    first, _, _, last = node.period.bounds()
    others = zip(
        *(node.other_names, node.other_names_from, node.other_names_to, node.other_names_kind), strict=True
    )
    return Body(
        id=node.id,
        type=type(node).__name__,
        name=node.name,
        names=tuple(filter(None, (node.name, official))),
        other_names=tuple(OtherName(*each) for each in others),
        ids=(node.id, *old, *codes, *former),
        start=first,
        end=last,
    )
