"""The tables of local policing bodies: which oversaw which force and when, their names, and who held posts.

A row is what one passage says. Several passages may say the same of a body or of a term in office.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import cast

from graph.model.dates import EndState, PartialDate, Period
from graph.model.nodes import LocalPolicingBody, Person, Post
from graph.model.vocabulary import LocalPolicingBodyKind, Status
from seed.errors import Refusal, raise_any
from seed.sources.parts import Part
from seed.sources.reference_checks import known, one_period, references, unique
from seed.sources.reference_tables import NAME_KIND, PASSAGE, PERIOD, force_id, form, one_of
from seed.sources.table_records import TableRecords
from seed.sources.tables import Column, Row, read_table
from seed.values import word

TABLES = ("policing_bodies.csv", "policing_body_days.csv", "body_names.csv", "holders.csv")
_body = form(
    r"local-policing-body:[a-z]+(-[a-z]+)*",
    "the id of a local policing body, such as local-policing-body:kent",
)
BODIES = (
    Column("id", _body),
    Column("force", force_id),
    Column("name"),
    Column("kind", lambda cell: word(LocalPolicingBodyKind, cell)),
    *PERIOD,
    Column("replaced_by", _body, required=False),
    *PASSAGE,
    Column("note", required=False),
)
DAYS = (Column("id", _body), Column("of", one_of("from", "to")), *PASSAGE)
NAMES = (Column("id", _body), Column("name"), NAME_KIND, *PERIOD, *PASSAGE)
HOLDERS = (
    Column("post", form(r"post:[a-z-]+:[a-z-]+", "the id of a post, such as post:kent:mayor")),
    Column("post_name"),
    Column("body", _body),
    Column("person", form(r"person:[a-z]+(-[a-z]+)*", "the id of a person")),
    Column("name"),
    Column("qualifier", required=False),
    *PERIOD,
    Column("seen", PartialDate, required=False),
    *PASSAGE,
    Column("note", required=False),
)
Terms = Mapping[tuple[str, str], Sequence[Sequence[Row]]]


def read_policing_bodies(folder: Path, publishers: Mapping[str, str]) -> Part:
    """The tables as one part; raises SeedRefused with file, row, column, value and reason."""
    refusals: list[Refusal] = []
    bodies, days, names, holders = (
        read_table(folder / name, f"{folder.name}/{name}", columns, refusals)
        for name, columns in zip(TABLES, (BODIES, DAYS, NAMES, HOLDERS), strict=True)
    )
    raise_any(refusals)
    raise_any(_problems(bodies, days, names, holders, publishers))
    builder = TableRecords(publishers)
    terms = _terms(holders)
    for row in bodies:
        _add_body(builder, row, [each for each in days if each.text("id") == row.text("id")], holders)
    for row in names:
        builder.name(row)
    for rows in _grouped(holders, "post").values():
        _add_post(builder, rows)
    for rows in _grouped(holders, "person").values():
        _add_person(builder, rows)
    for (person, post), several in terms.items():
        for number, rows in enumerate(several, 1):
            _add_term(builder, person, post, number, rows)
    return builder.part({})


def _problems(
    bodies: Sequence[Row],
    days: Sequence[Row],
    names: Sequence[Row],
    holders: Sequence[Row],
    publishers: Mapping[str, str],
) -> Iterator[Refusal]:
    own = known(bodies, "id")
    yield from unique(bodies, "id")
    yield from unique(names, "id", "name", "source")
    yield from one_period(names)
    for rows in (bodies, days, names, holders):
        yield from references(rows, "source", {*publishers})
    for rows, column in ((days, "id"), (names, "id"), (holders, "body")):
        yield from references(rows, column, own)
    for rows, key, columns in ((holders, "post", ("post_name", "body")), (holders, "person", ("name",))):
        yield from _alike(rows, key, columns)
    yield from _replaced_on_a_day(bodies)


def _alike(rows: Sequence[Row], key: str, columns: Sequence[str]) -> Iterator[Refusal]:
    """What several rows say of one post or person must be the same."""
    first: dict[str, Row] = {}
    for row in rows:
        before = first.setdefault(row.text(key), row)
        for column in columns:
            if (found := row.text(column)) != (held := before.text(column)):
                reason = f"{found!r} is not what row {before.line} says of {row.text(key)}: {held!r}"
                yield Refusal(row.place(column), reason)


def _replaced_on_a_day(bodies: Sequence[Row]) -> Iterator[Refusal]:
    starts = {row.text("id"): row.text("from") for row in bodies}
    for row in bodies:
        if (after := row.optional("replaced_by")) and starts.get(after) != row.text("to"):
            reason = f"{row.text('to')!r} is not the day from which {after} is one: {starts.get(after)!r}"
            yield Refusal(row.place("to"), reason)


def _evidence(builder: TableRecords, rows: Iterable[Row]) -> tuple[str, ...]:
    """The passages of rows, each once: rows of one holder may cite one page."""
    cited = (builder.passage(row, Status.STATED, note=row.optional("note")) for row in rows)
    return tuple(dict.fromkeys(held for each in cited for held in each))


def _add_body(builder: TableRecords, row: Row, days: Sequence[Row], holders: Sequence[Row]) -> None:
    own, kind = row.text("id"), cast("LocalPolicingBodyKind", row.cells["kind"])
    seen = _last_seen([each for each in holders if each.text("body") == own])
    passages = (row, *days, *([] if "to" in row.cells else seen))
    evidence = _evidence(builder, passages)
    oversees = _period(row, [], seen)
    # A mayor may have been one before the functions of a commissioner came to the office.
    exists = Period(not_after=oversees.start, ended_not_before=oversees.ended_not_before)
    body = LocalPolicingBody(
        id=own,
        name=row.text("name"),
        kind=kind,
        period=exists if kind is LocalPolicingBodyKind.MAYOR else oversees,
        note=row.optional("note"),
    )
    builder.add(body, evidence, row)
    builder.link("OVERSEES", own, f"force:{row.text('force')}", evidence, row, period=oversees)
    if after := row.optional("replaced_by"):
        builder.link("REPLACED_BY", own, after, evidence, row, date=row.cells["to"])


def _last_seen(rows: Sequence[Row]) -> Sequence[Row]:
    """The row that shows, by the latest day, that a post was held; none if no row has a day."""
    return sorted((row for row in rows if _day(row)), key=lambda row: _day(row) or "")[-1:]


def _day(row: Row) -> PartialDate | None:
    return cast("PartialDate | None", row.cells.get("seen", row.cells.get("from")))


def _period(row: Row, first: Sequence[Row], last: Sequence[Row]) -> Period:
    """The period that a row gives; where it gives no start or end, `first` and `last` bound it."""
    start, end = (cast("PartialDate | None", row.cells.get(name)) for name in ("from", "to"))
    return Period(
        start=start,
        end=end,
        end_state=EndState.DATED if end else EndState.UNKNOWN,
        not_after=None if start or not first else _day(first[0]),
        ended_not_before=None if end or not last else _day(last[0]),
    )


def _grouped(rows: Sequence[Row], column: str) -> Mapping[str, Sequence[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.text(column)].append(row)
    return found


def _add_post(builder: TableRecords, rows: Sequence[Row]) -> None:
    row, evidence = rows[0], _evidence(builder, rows)
    builder.add(Post(id=row.text("post"), name=row.text("post_name")), evidence, row)
    builder.link("POST_IN", row.text("post"), row.text("body"), evidence, row)


def _add_person(builder: TableRecords, rows: Sequence[Row]) -> None:
    evidence = _evidence(builder, rows)
    builder.add(Person(id=rows[0].text("person"), name=rows[0].text("name")), evidence, rows[0])


def _terms(holders: Sequence[Row]) -> Terms:
    """By person and post, the terms in office, the earliest first: each the rows that give its days, and
    those that saw the person in the post during it."""
    found: dict[tuple[str, str], list[list[Row]]] = {}
    keyed = sorted(holders, key=lambda row: (row.text("person"), row.text("post"), "seen" in row.cells))
    for key, rows in groupby(keyed, key=lambda row: (row.text("person"), row.text("post"))):
        terms: dict[tuple[str, str], list[Row]] = {}
        for row in rows:
            if "seen" not in row.cells:
                terms.setdefault((row.text("from"), row.text("to")), []).append(row)
            else:
                begun = [each for each in sorted(terms) if each[0] <= row.text("seen")] or [("", "")]
                terms.setdefault(begun[-1], []).append(row)
        found[key] = [terms[each] for each in sorted(terms)]
    return found


def _add_term(builder: TableRecords, person: str, post: str, number: int, rows: Sequence[Row]) -> None:
    seen = sorted((row for row in rows if "seen" in row.cells), key=lambda row: row.text("seen"))
    properties: dict[str, object] = {"period": _period(rows[0], seen, seen[-1:])}
    if qualifier := rows[0].optional("qualifier"):
        properties["qualifier"] = qualifier
    if number > 1:
        properties["term"] = number
    evidence = _evidence(builder, rows)
    builder.link("HELD", person, post, evidence, rows[0], **properties)
