"""From records to rows: everything that the build adds to what the sources say, as one pure function."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from graph.model.dates import END_OF_TIME
from graph.model.nodes import (
    BY_KIND,
    DATED,
    LABELS,
    Correspondence,
    Entity,
    Evidence,
    Finding,
    Statement,
    labels,
)
from graph.model.paged import COUNTS, KINDS, OWNERS, PAGED_DAY, begins_newest, index_keys, paged_day
from graph.model.records import NodeRecord, Records, RelationshipRecord
from graph.model.relationships import RELATIONSHIP_TYPES
from graph.reconcile.keys import search_keys
from graph.search_text import SEARCH_PROPERTIES, SEARCH_PROPERTIES_OF_EVIDENCE, search_text
from seed.build.areas import judged_in_areas
from seed.build.chronology import Chronology
from seed.build.coverage import coverage
from seed.build.duties import duties
from seed.build.histories import counted, histories
from seed.build.matters import matter_of
from seed.build.previous import PreviousJudgement, judgements_before, previous
from seed.build.properties import plain, properties_of
from seed.captions import caption, standing
from seed.frameworks import Frameworks
from seed.indexed import Indexed
from seed.rows import NOTHING, Graph, NodeRow, RelationshipRow, Rows, Value, Values


def derive(records: Records, frameworks: Frameworks) -> Graph:
    """Derive the whole graph from merged and checked records: days, captions, histories and rows.

    Its `Dataset` node is made later, by `csv_files`."""
    indexed = Indexed(records)
    when = Chronology(indexed)
    before = judgements_before(indexed, when, frameworks)
    counts = _counts(indexed, when)
    nodes: dict[str, Iterable[NodeRow]] = {
        name: Rows(partial(_nodes, indexed, when, kind, frameworks, before, counts))
        for name, kind in LABELS.items()
    }
    relationships: dict[str, Iterable[RelationshipRow]] = {
        name: Rows(partial(_relationships, indexed, when, name)) for name in RELATIONSHIP_TYPES
    }
    return Graph(
        nodes | {"Alias": [NodeRow(old, ("Alias",)) for old in records.aliases]},
        relationships
        | {
            "EVIDENCED_BY": Rows(partial(_evidenced, records.nodes)),
            "NOW": [RelationshipRow("NOW", old, new) for old, new in records.aliases.items()],
            "IN_HISTORY_OF": Rows(partial(histories, indexed, when)),
            "JUDGED_IN_AREA_OF": Rows(partial(judged_in_areas, indexed, when)),
            "PREVIOUS": Rows(partial(previous, indexed, before)),
            "HAS_COVERAGE": Rows(partial(coverage, indexed, when, frameworks)),
            "DUE_UNDER": Rows(partial(duties, indexed, frameworks)),
        },
    )


def _nodes(
    records: Indexed,
    when: Chronology,
    kind: type[Entity],
    frameworks: Frameworks,
    before: Mapping[str, PreviousJudgement],
    counts: Mapping[str, Values],
) -> Iterator[NodeRow]:
    for _, node in records.of(kind):
        values = _values(records, when, node, frameworks, before)
        yield NodeRow(node.id, labels(kind), {**values, **counts.get(node.id, NOTHING)})


def _counts(records: Indexed, when: Chronology) -> Mapping[str, Values]:
    """By owner, how many of each kind its longest lists have."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    themed = Counter((link.end, _kind(records, link.start)) for link in records.links("HAS_THEME"))
    for name, many in (("HAS_THEME", themed), ("IN_HISTORY_OF", counted(records, when))):
        for (owner, kind), count in many.items():
            if known := COUNTS.get((name, kind)):
                found[owner][known] = count
    return found


def _kind(records: Indexed, own: str) -> str:
    return KINDS[type(records.nodes[own].node)]


def _relationships(records: Indexed, when: Chronology, name: str) -> Iterator[RelationshipRow]:
    for record in records.links(name):
        yield _relationship(records, when, record)


def _values(
    records: Indexed,
    when: Chronology,
    node: Entity,
    frameworks: Frameworks,
    before: Mapping[str, PreviousJudgement],
) -> dict[str, Value]:
    values: dict[str, Value] = properties_of(node)
    del values["id"]
    values["caption"] = caption(records, node, frameworks)
    values |= _searched(
        values, SEARCH_PROPERTIES_OF_EVIDENCE if isinstance(node, Evidence) else SEARCH_PROPERTIES
    )
    values["searchKeys"] = search_keys(node)
    if isinstance(node, DATED):
        values["day"] = day = when.day(node.id)
        if begins_newest(type(node)):
            values[PAGED_DAY] = paged_day(type(node), day)
        if BY_KIND[type(node)].dates_differ and (published := when.published(node.id)):
            values["dateIs"] = published[1].value
    if BY_KIND[type(node)].is_placed:
        values["position"] = when.position(node.id)
    if isinstance(node, Correspondence) and (days := when.days_to_answer(node.id)) is not None:
        values["daysToAnswer"] = days
    if isinstance(node, Finding):
        values["matter"] = matter_of(records, node.id)
    if isinstance(node, (Finding, Statement)) and (said := standing(records, node)):
        values["standing"] = said
    if node.id in before:
        values["trend"] = before[node.id].trend.value
    return values


def _searched(values: Values, properties: Mapping[str, Iterable[str]]) -> dict[str, Value]:
    """The words of a node's texts as the full-text index takes them, each text once."""
    found: dict[str, Value] = {}
    seen: set[str] = set()
    for name, read in properties.items():
        texts = [text for text in _texts(values, read) if text not in seen]
        seen.update(texts)
        if written := search_text(texts):
            found[name] = written
    return found


def _texts(values: Values, names: Iterable[str]) -> Iterator[str]:
    for name in names:
        match values.get(name):
            case str() as text:
                yield text
            case tuple() as several:
                yield from several


def _relationship(records: Indexed, when: Chronology, record: RelationshipRecord) -> RelationshipRow:
    values = plain(record.properties.items())
    if RELATIONSHIP_TYPES[record.type].asserts:
        values["evidenceIds"] = record.evidence
    if record.type in OWNERS:
        values |= _page_keys(records, when, record)
    return RelationshipRow(record.type, record.start, record.end, values)


def _page_keys(records: Indexed, when: Chronology, record: RelationshipRecord) -> dict[str, Value]:
    """The keys of the index of a relationship. What has no day stands where an unknown one does."""
    ends = (record.end, record.start) if OWNERS[record.type] == "end" else (record.start, record.end)
    owner, paged = ends
    keys: dict[str, Value] = {"ownerId": owner, "pagedId": paged, PAGED_DAY: END_OF_TIME}
    if isinstance(node := records.get(paged), DATED):
        keys |= {"kind": _kind(records, paged), PAGED_DAY: paged_day(type(node), when.day(paged))}
    return {name: keys[name] for name in index_keys(record.type)}


def _evidenced(nodes: tuple[NodeRecord, ...]) -> Iterator[RelationshipRow]:
    for record in nodes:
        for position, held in enumerate(record.evidence):
            keys: dict[str, Value] = {"ownerId": held, "pagedId": record.node.id, "position": position}
            yield RelationshipRow("EVIDENCED_BY", record.node.id, held, keys)
