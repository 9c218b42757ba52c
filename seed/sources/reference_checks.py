"""Consistency checks across the reference tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from seed.errors import Refusal, refusing
from seed.quotations import check_quote
from seed.sources.reference_tables import ONGOING, UNKNOWN
from seed.sources.tables import Row
from seed.values import nearest


def check_tables(
    sources: Sequence[Row],
    forces: Sequence[Row],
    authorities: Sequence[Row],
    successions: Sequence[Row],
    other_names: Sequence[Row],
) -> Iterator[Refusal]:
    """Refuse duplicates, references to unknown rows, and contradictory dates."""
    yield from unique(sources, "id")
    yield from unique(forces, "force")
    yield from unique(forces, "ons_code")
    yield from unique(authorities, "ons_code")
    yield from unique(successions, "predecessor", "successor")
    yield from unique(other_names, "id", "name", "source")
    yield from one_period(other_names)
    yield from _sealed(other_names)
    force_ids, codes = known(forces, "force"), known(authorities, "ons_code")
    yield from references(authorities, "police_force", force_ids)
    yield from references(successions, "predecessor", codes)
    yield from references(successions, "successor", codes)
    yield from references(other_names, "source", known(sources, "id"))
    owners = {f"force:{force}" for force in force_ids} | {f"authority:{code}" for code in codes}
    yield from references(other_names, "id", owners)
    yield from _former_codes(authorities, codes)
    yield from _succession_dates(successions, authorities)
    yield from _inherited_policing(authorities, successions)


def known(rows: Iterable[Row], column: str) -> set[str]:
    return {row.text(column) for row in rows}


def unique(rows: Iterable[Row], *columns: str) -> Iterator[Refusal]:
    first: dict[tuple[str, ...], Row] = {}
    for row in rows:
        key = tuple(row.text(column) for column in columns)
        if (before := first.setdefault(key, row)) is not row:
            shown = " with ".join(repr(part) for part in key)
            yield Refusal(row.place(columns[0]), f"{shown} is stated twice, first in row {before.line}")


def one_period(other_names: Iterable[Row]) -> Iterator[Refusal]:
    """Several sources may use a name; its dates are one fact."""
    first: dict[tuple[str, str], Row] = {}
    for row in other_names:
        before = first.setdefault((row.text("id"), row.text("name")), row)
        for column in ("from", "to"):
            if (found := row.text(column)) != (held := before.text(column)):
                reason = f"{found!r} is not what row {before.line} says of the same name: {held!r}"
                yield Refusal(row.place(column), reason)


def _sealed(other_names: Iterable[Row]) -> Iterator[Refusal]:
    refused: list[Refusal] = []
    for row in other_names:
        if quote := row.optional("quote"):
            with refusing(row.place("quote"), refused):
                check_quote(quote, row.optional("seal"))
    yield from refused


def references(rows: Iterable[Row], column: str, known: set[str]) -> Iterator[Refusal]:
    for row in rows:
        if (found := row.text(column)) not in known:
            advice = nearest(found, known) if len(known) < 100 else "no row has it"
            yield Refusal(row.place(column), f"{found!r} is not known; {advice}")


def _former_codes(authorities: Sequence[Row], codes: set[str]) -> Iterator[Refusal]:
    taken = dict.fromkeys(codes, "the code of an authority here")
    for row in authorities:
        for code in filter(None, row.text("former_ons_codes") and _tuple(row)):
            if code in taken:
                reason = f"{code!r} cannot be a former code: it is {taken[code]}"
                yield Refusal(row.place("former_ons_codes"), reason)
            taken[code] = f"a former code of {row.text('ons_code')}"


def _tuple(row: Row) -> tuple[str, ...]:
    cell = row.cells["former_ons_codes"]
    return cell if isinstance(cell, tuple) else ()


def _succession_dates(successions: Sequence[Row], authorities: Sequence[Row]) -> Iterator[Refusal]:
    ends = {row.text("ons_code"): row.text("end") for row in authorities}
    starts = {row.text("ons_code"): row.text("start") for row in authorities}
    for row in successions:
        before, after, day = (row.text(name) for name in ("predecessor", "successor", "date"))
        if ends.get(before, day) != day:
            reason = f"{day!r} is not the end of {before}, which is {ends[before]}"
            yield Refusal(row.place("date"), reason)
        if (start := starts.get(after)) and start > day:
            yield Refusal(row.place("date"), f"{day!r} is before {after} starts ({start})")
    followed = known(successions, "predecessor")
    for row in authorities:
        if row.text("end") not in (ONGOING, UNKNOWN) and row.text("ons_code") not in followed:
            reason = f"{row.text('end')!r} is an end, but successions.csv names no successor"
            yield Refusal(row.place("end"), reason)


def _inherited_policing(authorities: Sequence[Row], successions: Sequence[Row]) -> Iterator[Refusal]:
    force = {row.text("ons_code"): row.text("police_force") for row in authorities}
    for row in authorities:
        if row.text("policed_by_way_of") != "predecessors":
            continue
        code, place = row.text("ons_code"), row.place("policed_by_way_of")
        before = [item.text("predecessor") for item in successions if item.text("successor") == code]
        if not before or "start" not in row.cells:
            yield Refusal(
                place, f"'predecessors' needs a predecessor of {code} and the day on which it started"
            )
        elif wrong := [item for item in before if force.get(item) != force[code]]:
            yield Refusal(place, f"'predecessors' does not hold: {', '.join(wrong)} had another force")
