"""The rules of form: ids, ends, evidence, circles, dates. Each yields what does not hold, and where."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import fields
from typing import Any

from graph.model.dates import PartialDate, Period
from graph.model.nodes import BY_KIND, Entity, Evidence, Inspection, Judgement, LocalAuthority, Source
from graph.model.records import Location, NodeRecord, RelationshipRecord
from graph.model.relationships import RELATIONSHIP_TYPES
from graph.model.types.inspections import SERIES
from graph.store.admin import ARRAY_DELIMITER
from seed.errors import Refusal
from seed.indexed import Indexed
from seed.links import link as web_link
from seed.values import nearest

Rule = Callable[[Indexed], Iterator[Refusal]]

LONGEST_ID = 300  # a longer one could not be asked for
LONGEST_PART = 200  # of what becomes a part of other ids
YEARS = range(1800, 2101)
# The properties that readers follow.
LINKS = ("url", "website")


def where(record: NodeRecord | RelationshipRecord) -> Location:
    """Where a record was stated."""
    own = record.node.id if isinstance(record, NodeRecord) else record.id
    return record.stated or Location("records", own)


def ids_are_well_formed(records: Indexed) -> Iterator[Refusal]:
    for record in records.records.nodes:
        node = record.node
        declared = BY_KIND[type(node)]
        if len(node.id) > LONGEST_ID:
            reason = (
                f"the id {node.id[:80]!r}... has {len(node.id)} characters; at most {LONGEST_ID} are kept"
            )
            yield Refusal(where(record), reason)
        elif not re.fullmatch(declared.id_form, node.id):
            reason = f"{node.id!r} is not the id of a {declared.label}; it takes the form {declared.id_form}"
            yield Refusal(where(record), reason)
        elif (right := _id_from_properties(node)) and right != node.id:
            yield Refusal(where(record), f"{node.id!r} does not fit its properties, which make it {right!r}")


def _id_from_properties(node: Entity) -> str | None:
    match node:
        case LocalAuthority():
            return f"authority:{node.ons_code}"
        case Inspection():
            _, _, code, date = node.id.split(":")
            return f"inspection:{_series(node)}:{code}:{_date(node, date, node.inspected_from)}"
        case Judgement():
            _, _, code, date, _ = node.id.split(":")
            return f"judgement:{_series(node)}:{code}:{_date(node, date)}:{node.area}"
    return None


def _series(node: Inspection | Judgement) -> str:
    return SERIES.get(node.framework, node.framework)


def _date(node: Inspection | Judgement, written: str, instead: PartialDate | None = None) -> str:
    """The date that the id takes: the cycle, or that of publication, as the oldest release gave it, else the
    first day on site. It may be less exact than what is known now; where nothing is known, any will do."""
    own = node.published or instead or written
    known = {own, (node.cycle or "").replace("/", "-"), *node.revised_values}
    return written if written in known or str(own).startswith(written) else str(own)


def ends_exist_and_fit(records: Indexed) -> Iterator[Refusal]:
    for record in records.records.relationships:
        row = RELATIONSHIP_TYPES[record.type]
        for own, allowed in ((record.start, row.starts), (record.end, row.ends)):
            node = records.get(own)
            if node is None:
                like = [other for other in records.nodes if other.split(":")[0] == own.split(":")[0]]
                advice = nearest(own, like) if 0 < len(like) < 60 else _close(own, like)
                reason = f"{record.type} names {own!r}, which is not stated anywhere; {advice}"
                yield Refusal(where(record), reason, of_value=f"is not stated anywhere; {advice}")
            elif "Entity" not in allowed and type(node).__name__ not in allowed:
                wanted = " or ".join(allowed)
                reason = f"{record.type} cannot have {own!r} there: it takes a {wanted}"
                of_value = f"is the id of a node of type {type(node).__name__}; {wanted} is needed here"
                yield Refusal(where(record), reason, of_value=of_value)
        if record.start == record.end:
            reason = f"{record.type} leads from {record.start!r} to itself"
            yield Refusal(where(record), reason, of_value="is the id of this very row")


def _close(own: str, like: list[str]) -> str:
    advice = nearest(own, like) if like else ""
    return advice if advice.startswith("did") else "state it, or correct the id"


def nothing_without_evidence(records: Indexed) -> Iterator[Refusal]:
    for record in records.records.nodes:
        if not record.evidence and not isinstance(record.node, (Source, Evidence)):
            yield Refusal(where(record), f"{record.node.id!r} has no evidence; say where it is written")
    for link in records.records.relationships:
        if RELATIONSHIP_TYPES[link.type].asserts and not link.evidence:
            reason = (
                f"{link.type} from {link.start!r} to {link.end!r} has no evidence; say where it is written"
            )
            yield Refusal(where(link), reason)


def evidence_is_evidence(records: Indexed) -> Iterator[Refusal]:
    stated: list[NodeRecord | RelationshipRecord] = [*records.records.nodes, *records.records.relationships]
    for record in stated:
        for held in record.evidence:
            if not isinstance(records.get(held), Evidence):
                yield Refusal(where(record), f"its evidence {held!r} is not stated anywhere as evidence")


def evidence_reaches_a_source(records: Indexed) -> Iterator[Refusal]:
    for record, evidence in records.of(Evidence):
        number = len(records.ends("FROM", evidence.id))
        if number != 1:
            yield Refusal(where(record), f"{evidence.id!r} is from {number} sources; it takes exactly one")


def nothing_goes_in_circles(records: Indexed) -> Iterator[Refusal]:
    for name in ("REPLIES_TO", "ANSWERS", "BROADER", "REPLACED_BY"):
        for link in records.records.relationships:
            if (
                link.type == name
                and link.start != link.end
                and (way := _way(records, name, link.end, link.start))
            ):
                reason = f"goes in a circle: {' to '.join([link.start, *way])}"
                yield Refusal(where(link), f"{name} {reason}", of_value=reason)


def _way(records: Indexed, name: str, start: str, end: str) -> list[str] | None:
    """A way from `start` to `end` along one type of relationship."""
    ways, seen = [[start]], {start}
    while ways:
        way = ways.pop()
        if way[-1] == end:
            return way
        fresh = [other for other in records.ends(name, way[-1]) if other not in seen]
        seen.update(fresh)
        ways.extend([*way, other] for other in fresh)
    return None


def aliases_lead_somewhere(records: Indexed) -> Iterator[Refusal]:
    for old, new in records.records.aliases.items():
        if old in records.nodes:
            yield Refusal(Location("aliases", old), f"{old!r} is still stated as a node; an alias cannot be")
        if new not in records.nodes:
            yield Refusal(Location("aliases", old), f"{old!r} leads to {new!r}, which is not stated anywhere")


def dates_are_sensible(records: Indexed) -> Iterator[Refusal]:
    for record in records.records.nodes:
        for item in fields(record.node):
            yield from _odd_years(where(record), item.name, getattr(record.node, item.name))
    for link in records.records.relationships:
        for name, found in link.properties.items():
            yield from _odd_years(where(link), name, found)


def _odd_years(place: Location, name: str, found: Any) -> Iterator[Refusal]:
    dates = [getattr(found, item.name) for item in fields(found)] if isinstance(found, Period) else [found]
    for date in dates:
        if isinstance(date, PartialDate) and date.first.year not in YEARS:
            reason = f"{name} is {date}; years from {YEARS[0]} to {YEARS[-1]} make sense here"
            yield Refusal(place, reason)


def texts_can_be_written(records: Indexed) -> Iterator[Refusal]:
    for record in records.records.nodes:
        for item in fields(record.node):
            found = getattr(record.node, item.name)
            texts = found if isinstance(found, tuple) else (found,)
            if any(isinstance(text, str) and ARRAY_DELIMITER in text for text in texts):
                yield Refusal(where(record), f"{item.name} holds the control character U+001F; take it out")


def links_can_be_followed(records: Indexed) -> Iterator[Refusal]:
    for record in records.records.nodes:
        for name in LINKS:
            if found := getattr(record.node, name, None):
                try:
                    web_link(found)
                except ValueError as error:
                    yield Refusal(where(record), f"{name} {found[:80]!r} {error}")


RULES: tuple[Rule, ...] = (
    ids_are_well_formed,
    ends_exist_and_fit,
    nothing_without_evidence,
    evidence_is_evidence,
    evidence_reaches_a_source,
    nothing_goes_in_circles,
    aliases_lead_somewhere,
    dates_are_sensible,
    texts_can_be_written,
    links_can_be_followed,
)
