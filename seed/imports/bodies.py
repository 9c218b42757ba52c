"""Names and codes of published files to the bodies of the graph, as they were on a day. Never by guessing."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from graph.model.nodes import LocalAuthority, PoliceForce
from graph.model.records import Records
from seed.indexed import Indexed

# A council may have been inspected and then replaced before the report came out.
_AFTERWARDS = timedelta(days=270)


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
    """The authorities and forces of the reference data."""

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
        self, day: date | None, *, code: str = "", name: str = "", urn: str = "", published: bool = False
    ) -> str:
        """The id of the authority that everything given means, as it existed on `day`.

        `published`: the day is that of a report, which may come after the end of whom it is about. Raises
        ValueError, with the nearest candidates, for what is unknown, ambiguous or contradictory.
        """
        meant = [
            found
            for found in (self._by_code(code), self._by_name(name), self._by_urn(urn))
            if found is not None
        ]
        lines = [self._line(found) for found in meant]
        common = set.intersection(*lines) if lines else set()
        if not common:
            said = " and ".join(filter(None, (code, name, urn)))
            raise ValueError(f"name different authorities: {said}" if said else "names no authority")
        direct = [own for found in meant for own in found if own in common]
        late = _AFTERWARDS if published else timedelta()
        for candidates in (self._alive(direct, day), self._late(direct, day, late), self._alive(common, day)):
            if len(candidates) == 1:
                return candidates.pop()
            if candidates:
                named = ", ".join(self._described(own) for own in sorted(candidates))
                raise ValueError(f"could be {named}; give the ONS code")
        named = ", ".join(self._described(own) for own in sorted(common))
        raise ValueError(f"did not exist on {day}: {named}")

    def force(self, known: str) -> str:
        """The id of a force by its data.police.uk id or ONS code; raises ValueError with candidates."""
        if known not in self._forces:
            raise ValueError(f"is no force here; {_nearest(known, self._forces)}")
        return self._forces[known]

    def name_of(self, own: str) -> str:
        return str(getattr(self._records.get(own), "name", own))

    def policed_by(self, authority: str) -> tuple[str, ...]:
        return self._records.ends("POLICED_BY", authority)

    def is_authority(self, code: str) -> bool:
        return self._resolved(code) is not None

    def _resolved(self, code: str) -> str | None:
        own = f"authority:{code}"
        own = self._aliases.get(own, own)
        return own if isinstance(self._records.get(own), LocalAuthority) else None

    def _by_code(self, code: str) -> set[str] | None:
        if not code:
            return None
        if (own := self._resolved(code)) is None:
            raise ValueError("is not the ONS code of an authority with children's services here")
        return {own}

    def _by_name(self, name: str) -> set[str] | None:
        if not name:
            return None
        if found := self._names.get(_plain(name)):
            return found
        raise ValueError(f"is no authority here; {_nearest(_plain(name), self._names)}")

    def _by_urn(self, urn: str) -> set[str] | None:
        if not urn:
            return None
        if found := self._urns.get(urn):
            return found
        raise ValueError("is not the Ofsted number of an authority here")

    def _line(self, authorities: Iterable[str]) -> set[str]:
        """The authorities with those that came before and after them."""
        found, waiting = set(authorities), list(authorities)
        for way in (self._records.starts, self._records.ends):
            waiting = list(authorities)
            while waiting:
                fresh = set(way("REPLACED_BY", waiting.pop())) - found
                found |= fresh
                waiting.extend(fresh)
        return found

    def _alive(self, authorities: Iterable[str], day: date | None) -> set[str]:
        return {own for own in authorities if self._existed(own, day, timedelta())}

    def _late(self, authorities: Iterable[str], day: date | None, after: timedelta) -> set[str]:
        return {own for own in authorities if after and self._existed(own, day, after)}

    def _existed(self, own: str, day: date | None, after: timedelta) -> bool:
        council = self._records.get(own)
        if not isinstance(council, LocalAuthority):
            return False
        first, _, _, last = council.period.bounds()
        if day is None:
            return last == date.max
        return first <= day and (last == date.max or day < last + after)

    def _described(self, own: str) -> str:
        return f"{self.name_of(own)} ({own.removeprefix('authority:')})"


def _nearest(word: str, known: Iterable[str]) -> str:
    names = sorted(known)
    close = difflib.get_close_matches(word, names, n=3, cutoff=0.5)
    return f"the nearest are {', '.join(close)}" if close else "nothing here is like it"
