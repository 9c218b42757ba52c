"""The project's own table of answers to inspections; `docs/formats/` has a template.

A row is one thing that an answer says. Rows of one answer repeat what they share.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from graph.model.nodes import Correspondence, Entity, Person, Post, Statement
from graph.model.records import NodeRecord, RelationshipRecord
from graph.model.vocabulary import CorrespondenceKind, StatementKind
from seed.sources.imports.cells import day, filled
from seed.sources.imports.context import Context, ReadingLog, Row
from seed.sources.imports.headers import TableInSheet, lines
from seed.sources.imports.own.cells import Described, bodies_in, refuse_other_columns
from seed.sources.imports.own.people import person_of, post_of, refuse_unsent
from seed.sources.imports.own.texts import (
    PLACE,
    SOURCE_CELLS,
    Draft,
    evidence_of_row,
    id_of,
    needed,
    status_of,
    word_of,
)
from seed.sources.imports.reading import Reading, TextRow
from seed.sources.imports.spreadsheet import Workbook
from seed.values import nearest

# What a reader of an answer takes its stance to be, as a kind of statement.
STANCES: Mapping[str, StatementKind] = {
    "accepts": StatementKind.ACCEPTANCE,
    "accepts in part": StatementKind.QUALIFICATION,
    "qualifies": StatementKind.QUALIFICATION,
    "reports action": StatementKind.REPORT,
    "disputes": StatementKind.DISPUTE,
    "unknown": StatementKind.POSITION,
}
# What rows of one answer have in common.
_OF_THE_ANSWER = ("name", "kind", "date", "inspection", "sent_for")
RESPONSES = (
    *("id", "answer", *_OF_THE_ANSWER, "person", "person_name", "post", "post_name"),
    *("stance", "summary", *PLACE, *SOURCE_CELLS),
)
# `sent_to`: the bodies to which the answer was sent, where its passage names them.
OTHERS = ("sha256", "sent_to")


@dataclass(frozen=True)
class _Answer:
    """One row, read: its statement, and what it says of its answer."""

    row: Row
    letter: Correspondence
    statement: Statement
    inspection: str
    bodies: tuple[str, ...]
    recipients: tuple[str, ...]
    person: Person | None
    post: Post | None
    evidence: NodeRecord
    source: str


@dataclass
class _Answers:
    """The rows of a table by their answer."""

    draft: Draft
    groups: dict[str, list[_Answer]] = field(default_factory=lambda: defaultdict(list))

    def add(self, answer: _Answer) -> None:
        """Keep a row, unless it repeats an earlier one; refuse it if it disagrees about their answer."""
        if first := next(iter(self.groups[answer.letter.id]), None):
            for header in _OF_THE_ANSWER:
                if (here := answer.row.text(header)) != (there := first.row.text(header)):
                    reason = f"is not what row {first.row.line.row} says of {answer.letter.id} ({there!r})"
                    answer.row.refuse(header, reason, here)
        answer.row.require_valid()
        written = {header: answer.row.text(header) for header in (*RESPONSES, *OTHERS)}
        text = TextRow(answer.statement.id, written, answer.row.place, written)
        if not self.draft.repeats(answer.row, text):
            self.groups[answer.letter.id].append(answer)


def read_responses(opened: Workbook, found: list[TableInSheet], context: Context) -> Reading:
    """Read answers to inspections: who answered for whom, and each thing that was said."""
    log, draft = ReadingLog(), Draft(context, Described(context))
    answers = _Answers(draft)
    for line in lines(opened, found[0]):
        with log.reading(line) as row:
            answers.add(_answer(row, draft, context))
    for group in answers.groups.values():
        for node, evidence, row in _nodes(group, context):
            draft.nodes.append(NodeRecord(node, evidence, row.place))
        draft.links += _links(group, context)
    return draft.reading("responses", log)


def _answer(row: Row, draft: Draft, context: Context) -> _Answer:
    refuse_other_columns(row, (*RESPONSES, *OTHERS))
    when = row.read("date", day)
    letter = Correspondence(
        id=id_of(row, "correspondence", draft, "answer"),
        name=needed(row, "name"),
        kind=word_of(row, "kind", CorrespondenceKind, CorrespondenceKind.PUBLISHED_RESPONSE),
        date=when,
    )
    source, evidence = evidence_of_row(row, draft)
    statement = Statement(
        id=id_of(row, "statement", draft),
        kind=row.read("stance", _stance),
        summary=needed(row, "summary"),
        date=when,
        status=status_of(evidence),
    )
    inspection = row.read("inspection", lambda value: _inspection(filled(value), context))
    bodies, recipients = (bodies_in(row, header, when, context) for header in ("sent_for", "sent_to"))
    person, post = person_of(row), post_of(row)
    if post and not row.text("sent_for") and not context.names.holds(post.id):
        row.refuse("post", "is a post in no body; write sent_for")
    refuse_unsent(row, letter.kind)
    row.require_valid()
    return _Answer(row, letter, statement, inspection, bodies, recipients, person, post, evidence, source)


def _stance(value: object) -> StatementKind:
    found = filled(value).casefold()
    if found not in STANCES:
        raise ValueError(f"is no stance; {nearest(found, STANCES)}")
    return STANCES[found]


def _inspection(found: str, context: Context) -> str:
    if not re.fullmatch(r"inspection:\S+", found):
        raise ValueError("is not the id of an inspection, such as inspection:hmic-ncpi:kent:2015-06")
    return context.names.node(found, ("Inspection",))


def _nodes(group: Sequence[_Answer], context: Context) -> Iterator[tuple[Entity, tuple[str, ...], Row]]:
    """The nodes of one answer, but for people and posts that the graph has."""
    first = group[0]
    yield first.letter, (first.evidence.node.id,), first.row
    for each in group:
        own = (each.evidence.node.id,)
        yield each.evidence.node, (), each.row
        yield each.statement, own, each.row
        for node in (each.person, each.post):
            if node and not context.names.holds(node.id):
                yield node, own, each.row


def _links(group: Sequence[_Answer], context: Context) -> Iterator[RelationshipRecord]:
    first = group[0]
    letter, people, posts = (
        first.letter.id,
        {each.person.id for each in group if each.person},
        {each.post.id for each in group if each.post},
    )
    yield _link("ANSWERS", letter, first.inspection, first, "inspection")
    for body in first.bodies:
        yield _link("SENT_FOR", letter, body, first, "sent_for")
    # An answer in which several speak is sent by none of them.
    for each in group:
        yield from _said(each, letter, context)
        for body in each.recipients:
            yield _link("SENT_TO", letter, body, each, "sent_to")
        if each.person and len(people) == 1:
            yield _link("SENT_BY", letter, each.person.id, each, "person")
        if each.post and len(posts) == 1:
            yield _link("SENT_AS", letter, each.post.id, each, "post")


def _said(each: _Answer, letter: str, context: Context) -> Iterator[RelationshipRecord]:
    own = each.statement.id
    yield RelationshipRecord("FROM", each.evidence.node.id, each.source, stated=each.row.place)
    yield _link("MADE_IN", own, letter, each, "answer")
    yield _link("ANSWERS", own, each.inspection, each, "inspection")
    if each.statement.kind is StatementKind.DISPUTE:
        yield _link("DISPUTES", own, each.inspection, each, "inspection")
    for body in each.bodies:
        yield _link("MADE_FOR", own, body, each, "sent_for")
    if each.person:
        yield _link("MADE_BY", own, each.person.id, each, "person")
    if each.post and not context.names.holds(each.post.id):
        yield _link("POST_IN", each.post.id, each.bodies[0], each, "sent_for")


def _link(kind: str, start: str, end: str, each: _Answer, header: str) -> RelationshipRecord:
    place = each.row.cell(header, each.row.text(header))
    return RelationshipRecord(kind, start, end, {}, (each.evidence.node.id,), place)
