"""The tables of the facts about forces that their other tables refer to: sources, themes, superseded ids,
local policing bodies."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from types import MappingProxyType
from typing import cast

from graph.model.nodes import Evidence, Theme
from graph.model.records import NodeRecord, Records, RelationshipRecord
from graph.model.vocabulary import Attribution, Status
from seed.errors import Refusal, raise_any
from seed.quotations import check_quote, seal
from seed.sources.evidence import evidence_id
from seed.sources.other_bodies import TABLE as OTHER_BODIES
from seed.sources.other_bodies import read_other_bodies
from seed.sources.parts import Extension, Part
from seed.sources.policing_bodies import TABLES as POLICING_BODIES
from seed.sources.policing_bodies import read_policing_bodies
from seed.sources.reference_tables import PAGES, SOURCES, form
from seed.sources.table_records import TableRecords, publishers, source_of
from seed.sources.tables import Column, Row, read_table
from seed.values import word

KEYED = ("sources.csv", "themes.csv", "aliases.csv")
TABLES = (*KEYED, *POLICING_BODIES, OTHER_BODIES)
_theme = form(r"theme:[a-z0-9]+(-[a-z0-9]+)*", "the id of a theme, such as theme:referrals")
_node = form(r"[a-z]+(:[a-z0-9]+(-[a-z0-9]+)*)+", "an id, such as finding:dorset-vetting-adopters")
THEMES = (
    Column("id", _theme),
    Column("name"),
    Column("definition"),
    Column("broader", _theme, required=False),
    Column("other_names", lambda cell: tuple(cell.split(";")), required=False),
    Column("source"),
)
ALIASES = (
    Column("id", _node),
    Column("now", _node),
    Column("themes", lambda cell: tuple(cell.split("; ")), required=False),
    # Empty where another row of the facts has the passage.
    Column("locator", required=False),
    Column("quote", required=False),
    Column("sha256", form(r"[0-9a-f]{64}", "a SHA-256 of 64 hexadecimal digits"), required=False),
    Column("speaker", required=False),
    Column("status", lambda cell: word(Status, cell), required=False),
    Column("source", required=False),
)


def read_police(folder: Path, reference: Path) -> tuple[Part, Part]:
    """These tables as one part, and what the rows of superseded ids add to the nodes that answer for them,
    which other tables may state; both empty where there is no such folder. Their rows may be from sources of
    the reference tables too. Raises SeedRefused with file, row, column, value and reason."""
    if not folder.is_dir():
        return Part(), Part()
    refusals: list[Refusal] = []
    sources, themes, aliases = (
        read_table(folder / name, f"{folder.name}/{name}", columns, refusals)
        for name, columns in zip(KEYED, (PAGES, THEMES, ALIASES), strict=True)
    )
    published_by = publishers(sources)
    refusals += [
        Refusal(row.place("source"), f"{row.text('source')!r} is not in {folder.name}/sources.csv")
        for row in themes
        if row.text("source") not in published_by
    ]
    raise_any(refusals)
    builder = TableRecords(published_by)
    for row in themes:
        _add_theme(builder, row)
    described = Records(tuple(NodeRecord(source_of(row), stated=row.place()) for row in sources))
    superseded = MappingProxyType({row.text("id"): row.text("now") for row in aliases})
    # Problems of that table are reported where it is read for itself.
    others = read_table(reference / "sources.csv", f"{reference.name}/sources.csv", SOURCES, [])
    known = {**publishers(others), **published_by}
    bodies, answering = read_policing_bodies(folder, known), read_other_bodies(folder, known)
    records = described + builder.part(superseded).records
    part = Part(records + bodies.records + answering.records, bodies.extensions)
    return part, _superseded(aliases)


def _superseded(aliases: Iterable[Row]) -> Part:
    further = [_further_evidence(row) for row in aliases if row.optional("source")]
    return Part(sum((found for found, _ in further), Records(())), tuple(each for _, each in further))


def _further_evidence(row: Row) -> tuple[Records, Extension]:
    """What the row of a superseded id adds to the node that answers for it: its passage and themes."""
    now, place, locator = row.text("now"), row.place(), row.text("locator")
    check_quote(row.text("quote"), seal(row.text("quote")))
    evidence = Evidence(
        id=evidence_id(row.text("source"), f"{locator} {row.text('id').partition(':')[2]}", None),
        locator=locator,
        speaker=row.text("speaker"),
        status=cast("Status", row.cells["status"]),
        attribution=Attribution.EXPLICIT,
        quote=row.text("quote"),
        sha256=row.text("sha256"),
    )
    own = (evidence.id,)
    themes = cast("tuple[str, ...]", row.cells.get("themes", ()))
    links = [RelationshipRecord("HAS_THEME", now, theme, {}, own, place) for theme in themes]
    links.append(RelationshipRecord("FROM", evidence.id, row.text("source"), stated=place))
    return Records((NodeRecord(evidence, stated=place),), tuple(links)), Extension(now, (), own, place)


def _add_theme(builder: TableRecords, row: Row) -> None:
    own, names = row.text("id"), row.cells.get("other_names", ())
    theme = Theme(
        id=own,
        name=row.text("name"),
        definition=row.text("definition"),
        other_names=names if isinstance(names, tuple) else (),
    )
    evidence = builder.evidence(row.text("source"), own, row.place())
    builder.add(theme, evidence, row)
    if broader := row.optional("broader"):
        builder.link("BROADER", own, broader, evidence, row)
