"""Resolve names and codes in published files to the bodies of the graph on a day, without guessing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta

from graph.model.dates import PartialDate
from graph.model.nodes import LocalAuthority, Organisation, PoliceForce
from graph.model.records import Records
from graph.nearness import similar
from seed.indexed import Indexed
from seed.values import nearest

# A council may have been replaced between its inspection and the publication of the report.
_AFTERWARDS = timedelta(days=270)
# When the boards ended, by the curated evidence of the law, if there is any.
LAW = "evidence:innovation-csc-safeguarding-reform:on-the-law-that-ended-the-boards"
BOARDS_ENDED = {"ended_not_before": PartialDate("2018-06-29"), "ended_not_after": PartialDate("2019-09")}


class BodiesRefused(ValueError):
    """The given code, name or URN does not resolve to one body; `problems` maps each to the reason."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        self.problems = problems
        super().__init__("; ".join(problems.values()))


def _plain(name: str) -> str:
    words = (
        re.sub(r", (city|county) of$", "", name.casefold())
        .replace("&", " and ")
        .replace("(", " ")
        .replace(")", " ")
        .replace("-", " ")
    )
    return " ".join(re.sub(r"[^a-z0-9 ]", "", words).split())


class Bodies:
    """The authorities and forces of the reference data, and every other body by its id."""

    def __init__(self, reference: Records) -> None:
        self._records = Indexed(reference)
        self._aliases = reference.aliases
        self._names: dict[str, set[str]] = defaultdict(set)
        self._urns: dict[str, set[str]] = defaultdict(set)
        for _, council in self._records.of(LocalAuthority):
            for name in (council.name, council.official_name, *council.other_names):
                self._names[_plain(name)].add(council.id)
            if council.ofsted_urn:
                self._urns[council.ofsted_urn].add(council.id)
        self._forces = {
            known: force.id
            for _, force in self._records.of(PoliceForce)
            for known in (force.id.removeprefix("force:"), force.ons_code)
        }

    def authority(
        self,
        when: PartialDate | None,
        *,
        code: str = "",
        name: str = "",
        urn: str = "",
        published: bool = False,
    ) -> str:
        """The id of the authority with this code, name and URN that existed on a date; None is any date.

        `published`: the date is that of a report, which may come out after the authority's end. Raises
        BodiesRefused, with candidates, if the values are unknown, ambiguous or contradictory.
        """
        meant = self._meant({"code": code, "name": name, "urn": urn})
        if not meant:
            raise BodiesRefused({"name": "names no authority"})
        which = next(iter(meant))
        common = set.intersection(*(self._lineage(found) for found in meant.values()))
        if not common:
            raise BodiesRefused({which: self._contradiction(code or name, meant)})
        direct = [own for found in meant.values() for own in found if own in common]
        late = _AFTERWARDS if published else timedelta()
        for candidates in (
            self._existing(direct, when),
            self._existing(direct, when, late),
            self._existing(common, when),
        ):
            if len(candidates) == 1:
                return candidates.pop()
            if candidates:
                named = self._listed(candidates)
                gone = "" if candidates & set(direct) else f"did not exist on {when}; there then: "
                raise BodiesRefused({which: f"{gone or 'could be '}{named}; give the ONS code of one"})
        raise BodiesRefused(
            {which: f"did not exist on {when}, nor one before or after: {self._listed(common)}"}
        )

    def force(self, known: str) -> str:
        """The id of a force with this data.police.uk id or ONS code. Raises ValueError with candidates."""
        if known not in self._forces:
            raise ValueError(f"is no force here; {nearest(known, self._forces)}")
        return self._forces[known]

    def is_force(self, known: str) -> bool:
        return known in self._forces

    def name_of(self, own: str) -> str:
        return str(getattr(self._records.get(own), "name", own))

    def described(self, own: str) -> str:
        """A body's name with the last part of its id, which a table can use."""
        return f"{self.name_of(own)} ({own.removeprefix('authority:').removeprefix('force:')})"

    def existed(self, own: str, when: PartialDate, after: timedelta = timedelta()) -> bool:
        """Whether a body may have existed on a date, or ended at most `after` before it; True if unknown."""
        first, last = self._bounds(own)
        return first <= when.last and (last == date.max or when.first - after < last)

    def lifetime(self, own: str) -> str:
        """When a body existed, for a message."""
        first, last = self._bounds(own)
        since = f"from {first}" * (first > date.min)
        until = f"until {last - timedelta(days=1)}" * (date.min < last < date.max)
        return " ".join(filter(None, (since, until)))

    def lineage(self, own: str) -> set[str]:
        """A body with its predecessors and successors."""
        return self._lineage([own])

    def policed_by(self, authority: str) -> tuple[str, ...]:
        return self._records.ends("POLICED_BY", authority)

    def is_authority(self, code: str) -> bool:
        return self._resolved(code) is not None

    def is_name(self, name: str) -> bool:
        """Whether an authority has this name."""
        return _plain(name) in self._names

    def _bounds(self, own: str) -> tuple[date, date]:
        """The first day on which a body may have existed, and the first on which it cannot exist any more."""
        body = self._records.get(own)
        if isinstance(body, Organisation):
            first, _, _, last = body.period.bounds()
            return first, last
        if own.startswith("board:lscb:") and self._records.get(LAW):
            return date.min, BOARDS_ENDED["ended_not_after"].last + timedelta(days=1)
        return date.min, date.max

    def _meant(self, said: Mapping[str, str]) -> dict[str, set[str]]:
        """The authorities for each given value. Raises BodiesRefused with all values that have none."""
        look: Mapping[str, Callable[[str], set[str]]] = {
            "code": self._by_code,
            "name": self._by_name,
            "urn": self._by_urn,
        }
        found, problems = dict[str, set[str]](), dict[str, str]()
        for which, words in said.items():
            if words:
                try:
                    found[which] = look[which](words)
                except ValueError as error:
                    problems[which] = str(error)
        if problems:
            raise BodiesRefused(problems)
        return found

    def _contradiction(self, said: str, meant: Mapping[str, set[str]]) -> str:
        others = [
            f"the {'Ofsted number' if which == 'urn' else which} in this row is of {self._listed(found)}"
            for which, found in meant.items()
        ]
        return f"and the rest of the row name different authorities: {'; '.join(others)}"

    def _resolved(self, code: str) -> str | None:
        own = f"authority:{code}"
        own = self._aliases.get(own, own)
        return own if isinstance(self._records.get(own), LocalAuthority) else None

    def _by_code(self, code: str) -> set[str]:
        if (own := self._resolved(code)) is None:
            raise ValueError("is not the ONS code of an authority with children's services here")
        return {own}

    def _by_name(self, name: str) -> set[str]:
        if found := self._names.get(_plain(name)):
            return found
        close = similar(_plain(name), sorted(self._names), likeness=0.5)
        like = self._listed({own for each in close for own in self._names[each]})
        raise ValueError(
            f"is no authority here; {f'the nearest are {like}' if like else 'nothing is like it'}"
        )

    def _by_urn(self, urn: str) -> set[str]:
        if found := self._urns.get(urn):
            return found
        raise ValueError("is not the Ofsted number of an authority here")

    def _lineage(self, authorities: Iterable[str]) -> set[str]:
        """The authorities with all their predecessors and successors."""
        found, waiting = set(authorities), list(authorities)
        for way in (self._records.starts, self._records.ends):
            waiting = list(authorities)
            while waiting:
                fresh = set(way("REPLACED_BY", waiting.pop())) - found
                found |= fresh
                waiting.extend(fresh)
        return found

    def _existing(
        self, authorities: Iterable[str], when: PartialDate | None, after: timedelta = timedelta()
    ) -> set[str]:
        """Those that existed on a date; without a date those that still exist, or else all."""
        if when is None:
            return {own for own in authorities if self._bounds(own)[1] == date.max} or set(authorities)
        return {own for own in authorities if self.existed(own, when, after)}

    def _listed(self, authorities: Iterable[str]) -> str:
        return ", ".join(self.described(own) for own in sorted(authorities))
