"""Turn merged inspections into records: new nodes, and changes of nodes that other sources state."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from itertools import product
from typing import Any

from graph.model.dates import EndState, PartialDate, Period
from graph.model.nodes import (
    Entity,
    Evidence,
    Inspection,
    Inspectorate,
    Judgement,
    Revised,
    SafeguardingBoard,
    Source,
)
from graph.model.records import Location, NodeRecord, Records, RelationshipRecord
from graph.model.vocabulary import Attribution, Status
from seed.errors import Refusal
from seed.frameworks import Framework, Frameworks
from seed.indexed import Indexed
from seed.sources.evidence import evidence_id
from seed.sources.imports.bodies import BOARDS_ENDED, LAW
from seed.sources.imports.reading import Outcome
from seed.sources.imports.release_merging import MergedInspection, MergedJudgement, Revision
from seed.sources.imports.row_summaries import summary
from seed.sources.imports.speakers import said_by
from seed.sources.parts import Extension, Part

_FOLLOWING = ("re-inspection", "post-inspection review")


@dataclass
class RecordsBuilder:
    """Collects records. `changed` are revised nodes of the base."""

    base: Indexed
    frameworks: Frameworks
    sources: Mapping[str, Source]
    nodes: dict[str, NodeRecord] = field(default_factory=dict)
    links: list[RelationshipRecord] = field(default_factory=list)
    extensions: list[Extension] = field(default_factory=list)
    aliases: dict[str, str] = field(default_factory=dict)
    changed: dict[str, Entity] = field(default_factory=dict)
    refusals: list[Refusal] = field(default_factory=list)

    def part(self) -> Part:
        records = Records(tuple(self.nodes.values()), tuple(self.links), self.aliases)
        return Part(records, tuple(self.extensions))

    def link(self, kind: str, start: str, end: str, evidence: tuple[str, ...], place: Location) -> None:
        self.links.append(RelationshipRecord(kind, start, end, {}, evidence, place))

    def put(self, node: Entity, evidence: tuple[str, ...], place: Location) -> None:
        """Add a node or, if the base states it, its additional evidence and its revised properties."""
        known = self.base.get(node.id)
        if known is None:
            self.nodes[node.id] = NodeRecord(node, evidence, place)
            return
        self.extensions.append(Extension(node.id, (), evidence, place))
        if node != known:
            self.changed[node.id] = node

    def evidence(self, outcomes: Iterable[Outcome]) -> tuple[str, ...]:
        """Add the evidence of outcomes; return its ids without duplicates."""
        return tuple(dict.fromkeys(map(self._evidence, outcomes)))

    def row(self, source: str, locator: str, place: Location) -> tuple[str, ...]:
        """Add evidence for a row without a summary; return a tuple of its id."""
        own = evidence_id(source, locator, None)
        if self.base.get(own) is None and own not in self.nodes:
            speaker = self.sources[source].publisher
            node = Evidence(
                id=own,
                locator=locator,
                speaker=speaker,
                status=Status.REFERENCE,
                attribution=Attribution.EXPLICIT,
            )
            self.nodes[own] = NodeRecord(node, stated=place)
            self.links.append(RelationshipRecord("FROM", own, source, stated=place))
        return (own,)

    def _evidence(self, outcome: Outcome) -> str:
        own = evidence_id(outcome.source, outcome.locator, None)
        speaker, status = said_by(outcome, self.sources[outcome.source], self.frameworks)
        node = Evidence(
            id=own,
            locator=outcome.locator,
            speaker=speaker,
            status=status,
            attribution=Attribution.EXPLICIT,
            quote=outcome.quote or None,
            sha256=outcome.sha256 or None,
            summary=summary(outcome, self.frameworks),
        )
        known = self.nodes[own].node if own in self.nodes else self.base.get(own)
        if known and known != node:
            reason = (
                f"{outcome.locator!r} of {outcome.source!r} is said to hold something else by another row; "
                "one place in a source says one thing"
            )
            self.refusals.append(Refusal(outcome.place, reason))
        elif not known:
            self.nodes[own] = NodeRecord(node, stated=outcome.place)
            self.links.append(RelationshipRecord("FROM", own, outcome.source, stated=outcome.place))
        return own


def add_accounts(builder: RecordsBuilder, found: list[MergedInspection]) -> None:
    """Add the records of merged inspections, with boards and inspectorates that no other source states."""
    for account in found:
        evidence = builder.evidence(account.outcomes)
        place = account.outcomes[0].place
        builder.put(_inspection(builder, account), evidence, place)
        builder.link("INSPECTED", account.id, account.body, evidence, place)
        for own in _inspectorates(builder, account):
            builder.link("CARRIED_OUT", own, account.id, evidence, place)
            add_inspectorate(builder, own, evidence, place)
        for area, judged in account.judged.items():
            if judged.outcomes:
                _add_judgement(builder, account, area, judged)
    _add_boards(builder, found)
    _link_re_inspections(builder, found)
    _link_reports(builder, found)
    _add_aliases(builder, found)


def _inspection(builder: RecordsBuilder, account: MergedInspection) -> Inspection:
    framework = builder.frameworks.frameworks[account.framework]
    kind = account.kind or _unsaid_kind(builder, account, framework)
    values: dict[str, Any] = {**account.values, "kind": kind}
    values |= _revised(account.revisions)
    if account.stated:
        return replace(account.stated, **values)
    named = framework.named if account.year else framework.named.removesuffix(", {year}")
    name = named.format(
        kind=kind, body=_display_name(builder, account.body), year=account.year, cycle=account.values["cycle"]
    )
    name = name.replace("visit of ", "visit to ")
    notes = dict.fromkeys(outcome.note for outcome in account.outcomes if outcome.note)
    return Inspection(
        id=account.id,
        name=name[0].upper() + name[1:],
        framework=account.framework,
        note=" ".join(notes) or None,
        **values,
    )


def _unsaid_kind(builder: RecordsBuilder, account: MergedInspection, framework: Framework) -> str:
    """The kind of an inspection without one: the framework's only kind, else "inspection". Refused if the
    framework has several kinds and "inspection" is not among them."""
    if len(framework.kinds) == 1:
        return framework.kinds[0]
    if framework.kinds and "inspection" not in framework.kinds:
        reason = (
            "is empty, and no other release says the kind of this inspection; "
            f"{account.framework} has {', '.join(framework.kinds)}"
        )
        builder.refusals.append(Refusal(account.outcomes[0].place, reason))
    return "inspection"


def _add_judgement(
    builder: RecordsBuilder, account: MergedInspection, area: str, judged: MergedJudgement
) -> None:
    scale = builder.frameworks.scale(account.framework)
    if scale is None:
        return
    evidence, place = builder.evidence(judged.outcomes), judged.outcomes[0].place
    dated = [revision for revision in account.revisions if revision.field == "published"]
    values: dict[str, Any] = {
        "grade": judged.grade.grade,
        "raw_grade": judged.grade.raw,
        "published": judged.grade.published or account.values["published"],
        "cycle": account.values["cycle"],
        "question": judged.grade.question or None,
        "relabelled": scale.is_relabelled(judged.grade.raw),
        **_revised((*judged.revisions, *dated)),
    }
    stated = account.stated_grades.get(area)
    node = (
        replace(stated, **values)
        if stated
        else Judgement(
            id=account.judgement_id(area),
            area=area,
            scale=builder.frameworks.frameworks[account.framework].scale,
            framework=account.framework,
            **values,
        )
    )
    builder.put(node, evidence, place)
    builder.link("JUDGED", account.id, node.id, evidence, place)
    builder.link("JUDGEMENT_OF", node.id, account.body, evidence, place)


def _revised(revisions: tuple[Revision, ...]) -> dict[str, tuple[str, ...]]:
    columns = [item.name for item in fields(Revised) if item.name.startswith("revised_")]
    rows = [(each.field, each.value, each.source, each.release_day) for each in revisions]
    return dict(zip(columns, zip(*rows, strict=True) if rows else ((),) * len(columns), strict=True))


def _inspectorates(builder: RecordsBuilder, account: MergedInspection) -> tuple[str, ...]:
    own = builder.frameworks.frameworks[account.framework].carried_out_by
    named = (each for outcome in account.outcomes for each in outcome.carried_out_by)
    return tuple(dict.fromkeys([*own, *sorted(named)]))


def add_inspectorate(builder: RecordsBuilder, own: str, evidence: tuple[str, ...], place: Location) -> None:
    if builder.base.get(own) is None and own not in builder.nodes:
        name = builder.frameworks.inspectorates[own]
        builder.nodes[own] = NodeRecord(Inspectorate(id=own, name=name), evidence, place)


def _add_boards(builder: RecordsBuilder, found: list[MergedInspection]) -> None:
    """Add the boards that sources judge; each existed at the latest on the day of its first review."""
    for account in sorted(found, key=lambda each: (each.day, each.id), reverse=True):
        if not account.body.startswith("board:") or builder.base.get(account.body):
            continue
        evidence, place = builder.evidence(account.outcomes), account.outcomes[0].place
        law = (LAW,) if builder.base.get(LAW) else ()
        known = account.values["inspected_from"] or account.values["published"]
        board = SafeguardingBoard(
            id=account.body,
            name=f"Safeguarding board of {_name(builder, f'authority:{account.code}')}",
            name_is_descriptive=True,
            note="The source judges the board; its own name is not held here.",
            period=Period(
                end_state=EndState.UNKNOWN,
                not_after=known if isinstance(known, PartialDate) else None,
                **(BOARDS_ENDED if law else {}),
            ),
        )
        builder.nodes[board.id] = NodeRecord(board, evidence + law, place)
        builder.link("BOARD_OF", board.id, f"authority:{account.code}", evidence, place)


def _link_re_inspections(builder: RecordsBuilder, found: list[MergedInspection]) -> None:
    """Link what a row says that an inspection looks back on; where none says so, the last before it."""
    for account in found:
        said = [outcome for outcome in account.outcomes if outcome.follows]
        for outcome in said:
            evidence = builder.evidence([outcome])
            builder.link("RE_INSPECTION_OF", account.id, outcome.follows, evidence, outcome.place)
        if said or account.kind not in _FOLLOWING or account.day == date.max:
            continue
        before = [
            other
            for other in found
            if (other.framework, other.body) == (account.framework, account.body)
            and other.day < account.day
            and "visit" not in other.kind
        ]
        if before:
            first = max(before, key=lambda other: (other.day, other.id))
            evidence, place = builder.evidence(account.outcomes), account.outcomes[0].place
            builder.link("RE_INSPECTION_OF", account.id, first.id, evidence, place)


def _link_reports(builder: RecordsBuilder, found: list[MergedInspection]) -> None:
    """Link the source that is the report of an inspection: what the base says, else the first row."""
    for account in found:
        said = next((outcome for outcome in account.outcomes if outcome.report), None)
        if said and not builder.base.ends("PUBLISHED_IN", account.id):
            builder.link("PUBLISHED_IN", account.id, said.report, builder.evidence([said]), said.place)


def _add_aliases(builder: RecordsBuilder, found: list[MergedInspection]) -> None:
    """Add aliases for an inspection's other dates, except those that are ids of other nodes."""
    taken = {*builder.base.nodes, *builder.nodes}
    for account in found:
        for series, other in product({account.series, account.framework}, account.dates):
            end = f"{series}:{account.code}:{other}"
            names = {f"inspection:{end}": account.id}
            for area, judged in account.judged.items():
                if judged.outcomes or area in account.stated_grades:
                    names[f"judgement:{end}:{area}"] = account.judgement_id(area)
            builder.aliases |= {old: new for old, new in names.items() if old not in taken}
        given = {each for outcome in account.outcomes for each in (outcome.id, *outcome.aliases) if each}
        builder.aliases |= {each: account.id for each in given if each not in taken}


def _display_name(builder: RecordsBuilder, body: str) -> str:
    if body.startswith("board:"):
        return f"safeguarding board of {_name(builder, 'authority:' + body.rpartition(':')[2])}"
    return _name(builder, body)


def _name(builder: RecordsBuilder, own: str) -> str:
    return str(getattr(builder.base.get(own), "name", own))
