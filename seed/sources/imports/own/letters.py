"""The project's own tables of letters, and of what was said in them or elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from graph.model.nodes import LABELS, ORGANISATIONS, Correspondence, Entity, Post, Statement
from graph.model.records import NodeRecord, RelationshipRecord
from graph.model.relationships import GROUPS
from graph.model.vocabulary import Attribution, CorrespondenceKind, Scope, StatementKind, Status
from seed.sources.imports.cells import day
from seed.sources.imports.context import Context, Row
from seed.sources.imports.headers import TableInSheet
from seed.sources.imports.own.cells import bodies_in
from seed.sources.imports.own.linking import Link, links_of
from seed.sources.imports.own.people import people_of, person_of, post_of, posts_of, refuse_unsent
from seed.sources.imports.own.texts import (
    PLACE,
    SOURCE_CELLS,
    Draft,
    evidence_of_row,
    id_of,
    needed,
    optional_word,
    read_rows,
    word_of,
)
from seed.sources.imports.reading import Reading
from seed.sources.imports.spreadsheet import Workbook

CORRESPONDENCE = ("id", "name", "kind", "date", "subject", "sent_for", "replies_to", *PLACE, *SOURCE_CELLS)
# Columns that a table of letters may also have.
SENT = ("person", "person_name", "post", "post_name")
RECEIVED = ("to_person", "to_person_name", "to_post", "to_post_name", "to_post_in", "sent_to")
OF_LETTERS = (*SENT, *RECEIVED, "scope", "note", "sha256")
STATEMENTS = (
    *("id", "kind", "summary", "not_disputed", "date", "scope", "person", "person_name", "made_for"),
    *("made_in", "about", "disputes", "qualifies", "answers", *PLACE, "sha256", *SOURCE_CELLS),
)
_ONE_OF_THEM = "one of them, or none"
_LETTER_LINKS: Mapping[str, Link] = MappingProxyType(
    {
        "sent_for": Link("SENT_FOR", ORGANISATIONS),
        "replies_to": Link("REPLIES_TO", ("Correspondence",), single="the letter that it answers first"),
        "person": Link("SENT_BY", ("Person",), single=_ONE_OF_THEM),
        "post": Link("SENT_AS", ("Post",), single=_ONE_OF_THEM),
        "to_person": Link("SENT_TO", ("Person",)),
        "to_post": Link("SENT_TO_POST", ("Post",)),
        "sent_to": Link("SENT_TO", ORGANISATIONS),
    }
)
_STATEMENT_LINKS: Mapping[str, Link] = MappingProxyType(
    {
        "person": Link("MADE_BY", ("Person",), single=_ONE_OF_THEM),
        "made_for": Link("MADE_FOR", ORGANISATIONS),
        "made_in": Link("MADE_IN", ("Correspondence",), single="the one in which it was made first"),
        "about": Link("ABOUT", tuple(LABELS)),
        "disputes": Link("DISPUTES", GROUPS["Assertion"]),
        "qualifies": Link("QUALIFIES", GROUPS["Assertion"]),
        "answers": Link("ANSWERS", GROUPS["Assertion"]),
    }
)


def read_correspondence(opened: Workbook, found: list[TableInSheet], context: Context) -> Reading:
    """Read letters, replies and public statements."""
    return read_rows(opened, found, context, "correspondence", (*CORRESPONDENCE, *OF_LETTERS), _letter)


def read_statements(opened: Workbook, found: list[TableInSheet], context: Context) -> Reading:
    """Read what was said: claims, who disputes or qualifies them, and what was answered."""
    return read_rows(opened, found, context, "statements", STATEMENTS, _statement)


def _letter(row: Row, draft: Draft) -> None:
    when = row.read("date", day)
    letter = Correspondence(
        id=id_of(row, "correspondence", draft),
        name=needed(row, "name"),
        kind=word_of(row, "kind", CorrespondenceKind, None),
        date=when,
        subject=row.text("subject") or None,
        scope=optional_word(row, "scope", Scope),
        note=row.text("note") or None,
    )
    refuse_unsent(row, letter.kind)
    source, evidence = evidence_of_row(row, draft)
    own = (evidence.node.id,)
    links = links_of(row, letter.id, _LETTER_LINKS, own, when, draft.context)
    posts = {"post": [post for post in (post_of(row),) if post], "to_post": posts_of(row, "to_post")}
    for header, place in (("post", "sent_for"), ("to_post", "to_post_in")):
        if all(draft.context.names.holds(post.id) for post in posts[header]):
            continue
        bodies = bodies_in(row, place, when, draft.context)
        if len(bodies) < len(posts[header]):
            row.refuse(header, f"is a post in no body; write {place}")
        for post, body in zip(posts[header], bodies, strict=False):
            if not draft.context.names.holds(post.id):
                links.append(_post_in(row, header, post, body, own))
    named = [person_of(row), *people_of(row, "to_person"), *posts["post"], *posts["to_post"]]
    draft.require_valid(row, links)
    draft.add(row, letter, evidence, source, links)
    _name(row, named, own, draft)


def _statement(row: Row, draft: Draft) -> None:
    when = row.read("date", day)
    statement = Statement(
        id=id_of(row, "statement", draft),
        kind=word_of(row, "kind", StatementKind, None),
        summary=needed(row, "summary"),
        date=when,
        not_disputed=row.text("not_disputed") or None,
        scope=optional_word(row, "scope", Scope),
        status=word_of(row, "status", Status, Status.STATED),
        attribution=word_of(row, "attribution", Attribution, Attribution.EXPLICIT),
    )
    if statement.not_disputed and not (row.text("disputes") or row.text("qualifies")):
        row.refuse("not_disputed", "is beside no dispute; write what the row disputes or qualifies")
    source, evidence = evidence_of_row(row, draft)
    own = (evidence.node.id,)
    links = links_of(row, statement.id, _STATEMENT_LINKS, own, when, draft.context)
    person = person_of(row)
    draft.require_valid(row, links)
    draft.add(row, statement, evidence, source, links)
    _name(row, [person], own, draft)


def _post_in(row: Row, header: str, post: Post, body: str, evidence: tuple[str, ...]) -> RelationshipRecord:
    return RelationshipRecord("POST_IN", post.id, body, {}, evidence, row.cell(header, post.id))


def _name(row: Row, named: Iterable[Entity | None], evidence: tuple[str, ...], draft: Draft) -> None:
    """Add people and posts that the graph lacks."""
    for node in named:
        if node and not draft.context.names.holds(node.id):
            draft.nodes.append(NodeRecord(node, evidence, row.place))
