"""People and posts in the project's own tables: known ones by their ids, others with their names."""

from __future__ import annotations

import re

from graph.model.nodes import Person, Post
from seed.sources.imports.context import Row


def person_of(row: Row, header: str = "person") -> Person | None:
    """The person in a cell; None for an empty one."""
    own = row.text(header)
    if not own:
        return None
    if not re.fullmatch(r"person:[a-z0-9]+(-[a-z0-9]+)*", own):
        row.refuse(header, "is not the id of a person, such as person:jane-marsh")
    return Person(id=own, name=_name(row, f"{header}_name"))


def post_of(row: Row, header: str = "post") -> Post | None:
    """The post in a cell; None for an empty one."""
    own = row.text(header)
    if not own:
        return None
    if not re.fullmatch(r"post:[a-z0-9-]+:[a-z0-9-]+", own):
        row.refuse(header, "is not the id of a post, such as post:kent:chief-constable")
    return Post(id=own, name=_name(row, f"{header}_name"))


def _name(row: Row, header: str) -> str:
    found = row.text(header)
    if not found:
        row.refuse(header, "is empty; a value is needed")
    return found
