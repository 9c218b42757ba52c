"""Columns of the project's own tables that refer to other nodes, as relationships."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from graph.model.dates import PartialDate
from graph.model.nodes import ORGANISATIONS
from graph.model.records import RelationshipRecord
from seed.sources.imports.context import Context, Row
from seed.sources.imports.names import listed
from seed.sources.imports.own.cells import body_of


@dataclass(frozen=True)
class Link:
    """What a column leads to: the relationship type, the types of node at its other end, and whether the
    row's node is its start. `single`: what to write where a row names several."""

    type: str
    ends: tuple[str, ...]
    forward: bool = True
    single: str = ""


def links_of(
    row: Row,
    own: str,
    columns: Mapping[str, Link],
    evidence: tuple[str, ...],
    when: PartialDate | None,
    context: Context,
) -> list[RelationshipRecord]:
    """The relationships from the columns of a row. Refuse unknown items of lists."""
    links: list[RelationshipRecord] = []
    for header, link in columns.items():
        parts = list(dict.fromkeys(_parts(row.text(header))))
        if link.single and len(parts) > 1:
            row.refuse(header, f"names several; this column takes one, so write {link.single}")
            continue
        for found in parts:
            try:
                other = (
                    body_of(row, found, link.ends, when, False, context)
                    if link.ends is ORGANISATIONS
                    else context.names.node(found, link.ends)
                )
            except ValueError as error:
                row.refuse(header, str(error), found)
                continue
            start, end = (own, other) if link.forward else (other, own)
            links.append(RelationshipRecord(link.type, start, end, {}, evidence, row.cell(header, found)))
    return links


def _parts(words: str) -> list[str]:
    # Older tables separate ids by spaces or bars.
    old = words.replace("|", " ").split()
    return (
        old if all(re.fullmatch(r"[a-z]+:\S+", each) for each in old) and ";" not in words else listed(words)
    )
