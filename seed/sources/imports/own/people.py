"""People and posts in the project's own tables: known ones by their ids, others with their names."""

from __future__ import annotations

import re
from typing import TypeVar

from graph.model.nodes import BY_KIND, Person, Post
from graph.model.vocabulary import CorrespondenceKind
from seed.sources.imports.context import Row
from seed.sources.imports.names import listed
from seed.sources.imports.own.texts import needed

N = TypeVar("N", Person, Post)


def person_of(row: Row, header: str = "person") -> Person | None:
    """The person in a cell; None for an empty one."""
    return _named(row, header, Person, "person:jane-marsh")


def post_of(row: Row, header: str = "post") -> Post | None:
    """The post in a cell; None for an empty one."""
    return _named(row, header, Post, "post:kent:chief-constable")


def people_of(row: Row, header: str) -> list[Person]:
    """The people in a cell that may list several, with their names in the same order."""
    return _listed(row, header, Person, "person:jane-marsh")


def posts_of(row: Row, header: str) -> list[Post]:
    """The posts in a cell that may list several, with their names in the same order."""
    return _listed(row, header, Post, "post:kent:chief-constable")


def refuse_unsent(row: Row, kind: CorrespondenceKind) -> None:
    """Refuse correspondence of no body and no person. Who makes a public statement may be unnamed."""
    if not (row.text("sent_for") or row.text("person") or kind is CorrespondenceKind.PUBLIC_STATEMENT):
        row.refuse("sent_for", "is empty, and no person is named; write one of them")


def _named(row: Row, header: str, kind: type[N], example: str) -> N | None:
    own = row.text(header)
    return _one(row, header, kind, own, needed(row, f"{header}_name"), example) if own else None


def _listed(row: Row, header: str, kind: type[N], example: str) -> list[N]:
    ids, names = listed(row.text(header)), listed(row.text(f"{header}_name"))
    if len(ids) != len(names):
        row.refuse(
            f"{header}_name", f"has {len(names)} names, and {header} has {len(ids)}; write one for each"
        )
        return []
    return [_one(row, header, kind, own, name, example) for own, name in zip(ids, names, strict=True)]


def _one(row: Row, header: str, kind: type[N], own: str, name: str, example: str) -> N:
    declared = BY_KIND[kind]
    if not re.fullmatch(declared.id_form, own):
        row.refuse(header, f"is not the id of a {declared.noun}, such as {example}", own)
    return kind(id=own, name=name)
