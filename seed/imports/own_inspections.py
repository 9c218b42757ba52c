"""The project's own table of inspections and grades, and that of PEEL grades; `docs/formats/` has both.

What this repository ships of published releases (`seed/outcomes/`) has the same form.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping

from graph.model.dates import PartialDate
from graph.model.nodes import Source
from graph.model.records import Place
from graph.model.vocabulary import SourceKind
from seed.imports.agreeing import agreed
from seed.imports.cells import day, filled, partial
from seed.imports.context import CellRefused, Context, Log, cell, earliest, grade, slug
from seed.imports.headers import Found, Line, lines, plain
from seed.imports.ncpi import web_source
from seed.imports.opened import Opened
from seed.imports.reading import Grade, Outcome, Reading
from seed.values import nearest

NEEDED = (
    "framework",
    "kind",
    "body",
    "published",
    "inspected_from",
    "inspected_to",
    "source",
    "locator",
    "licence",
)
OTHERS = ("body_name", "focus", "delivered_by", "carried_out_by", "corrects", "note")
SOURCE = ("source_name", "source_publisher", "source_kind", "source_url", "source_released")
PEEL = ("force_id", "cycle", "question", "grade", "published", "source_url")
FIVE_GRADES_SINCE = 2021
_PLAIN = (*NEEDED[:-1], "focus", "delivered_by", "corrects", "note")


def read_inspections(opened: Opened, found: list[Found], context: Context) -> Reading:
    """Rows of inspections. A column that is none of the format's own is an area, its cells are grades."""
    log, sources = Log(), dict[str, Source]()
    outcomes: list[Outcome] = []
    for line in lines(opened, found[0]):
        with log.reading(line):
            source = source_of(line, context)
            outcomes.append(_outcome(line, source, context))
            sources[source.id] = source
    return _reading("inspections", sources, outcomes, log)


def _outcome(line: Line, source: Source, context: Context) -> Outcome:
    framework = cell(line, "framework", lambda value: _framework(filled(value), context))
    published, begun, ended, corrects = (
        cell(line, header, date) for header in ("published", "inspected_from", "inspected_to", "corrects")
    )
    when = earliest(begun, published)
    if when is None:
        raise CellRefused(
            "published", line.value("published"), "is no date, nor is there a day of inspection"
        )
    return Outcome(
        framework=framework,
        body=cell(line, "body", lambda value: _body(filled(value), context)),
        source=source.id,
        locator=line.text("locator") or f"row {line.row}",
        kind=line.text("kind"),
        published=published,
        inspected_from=begun,
        inspected_to=ended,
        grades=tuple(_grades(line, framework, context)),
        focus=line.text("focus"),
        delivered_by=line.text("delivered_by"),
        carried_out_by=tuple(line.text("carried_out_by").split()),
        note=line.text("note"),
        corrects=corrects,
        place=Place(line.file, f"row {line.row}"),
    )


def _grades(line: Line, framework: str, context: Context) -> Iterable[Grade]:
    known = context.frameworks.frameworks[framework]
    for header in sorted(line.cells):
        if header in (*NEEDED, *OTHERS, *SOURCE) or not line.text(header):
            continue
        area = header.replace("_", "-")
        if not known.judges(area):
            advice = nearest(area, known.areas) if known.areas else "it grades nothing"
            raise CellRefused(header, line.value(header), f"is not of an area of {framework}; {advice}")
        yield cell(line, header, lambda value, area=area: grade(framework, area, value, context.frameworks))  # type: ignore[misc]


def _framework(found: str, context: Context) -> str:
    if found not in context.frameworks.frameworks:
        raise ValueError(f"is no framework here; {nearest(found, context.frameworks.frameworks)}")
    return found


def _body(found: str, context: Context) -> str:
    """The id of a body; authorities and boards by the ONS code, as it was written down."""
    kind, _, code = found.rpartition(":")
    if kind == "force":
        return context.bodies.force(code)
    if kind in ("authority", "board:lscb"):
        if not context.bodies.is_authority(code):
            raise ValueError("ends in no ONS code of an authority with children's services here")
        return found
    raise ValueError("is no body here; write authority:E06000004, board:lscb:E06000004 or force:cleveland")


def date(value: object) -> PartialDate | None:
    """A date in ISO form, whole or not, or as people write a day; None for nothing."""
    found = filled(value)
    return partial(found) if re.fullmatch(r"\d{4}(-\d{2}){0,2}", found) else day(value)


def source_of(line: Line, context: Context) -> Source:
    """The source that a row names: one that the graph knows, or one that the row describes."""
    own = line.text("source")
    if own in context.sources:
        return context.sources[own]
    if not re.fullmatch(r"source:[a-z0-9]+(-[a-z0-9]+)*", own):
        raise CellRefused("source", own, "is not the id of a source, such as source:ofsted-letter-2027")
    if not (line.text("source_name") and line.text("source_publisher")):
        raise CellRefused("source", own, "is not known here; fill source_name and source_publisher")
    kind = line.text("source_kind").casefold() or "dataset"
    known = {member.value.lower().replace("_", " "): member for member in SourceKind}
    if kind not in known:
        raise CellRefused("source_kind", kind, f"is no kind of source; {nearest(kind, known)}")
    return Source(
        id=own,
        name=line.text("source_name"),
        kind=known[kind],
        publisher=line.text("source_publisher"),
        url=line.text("source_url") or None,
        published=cell(line, "source_released", date),
        licence=line.text("licence") or None,
    )


def read_peel(opened: Opened, found: list[Found], context: Context) -> Reading:
    """Rows of PEEL grades. Grades to 2018/19 and since 2021/22 are of two scales, never compared."""
    log, sources = Log(), dict[str, Source]()
    outcomes: list[Outcome] = []
    for line in lines(opened, found[0]):
        with log.reading(line):
            source = cell(line, "source_url", lambda value: web_source(filled(value)))
            outcomes.append(_peel(line, source, context))
            sources[source.id] = source
    return _reading("peel", sources, outcomes, log)


def _peel(line: Line, source: Source, context: Context) -> Outcome:
    force = cell(line, "force_id", lambda value: context.bodies.force(filled(value)))
    cycle = cell(line, "cycle", _cycle)
    framework = "hmicfrs-peel" if int(cycle[:4]) >= FIVE_GRADES_SINCE else "hmic-peel"
    published = cell(line, "published", date)
    if published is None:
        raise CellRefused("published", line.value("published"), "is no date; a grade needs one")
    question = slug(line.text("question"))
    if not question:
        raise CellRefused("question", line.value("question"), "names no question")
    given = cell(line, "grade", lambda value: grade(framework, question, value, context.frameworks))
    return Outcome(
        framework,
        force,
        source.id,
        f"PEEL {cycle}, {context.bodies.name_of(force)}",
        kind=f"PEEL assessment {cycle}",
        published=published,
        grades=(given,),
        place=Place(line.file, f"row {line.row}"),
    )


def _cycle(value: object) -> str:
    found = filled(value)
    if not re.fullmatch(r"20\d\d(/\d\d)?", found):
        raise ValueError("is no cycle; write it like 2015, 2018/19 or 2021/22")
    return found


def _reading(kind: str, sources: Mapping[str, Source], outcomes: list[Outcome], log: Log) -> Reading:
    united = agreed(outcomes, log)
    ordered = tuple(sources[own] for own in sorted(sources))
    return Reading(kind, ordered, united, refused=tuple(log.refused), read=log.read)


def write_inspections(
    outcomes: Iterable[Outcome], sources: Mapping[str, Source], names: Mapping[str, str], described: bool
) -> str:
    """Outcomes as a table of this format; `described` adds the columns that describe each source."""
    rows = list(outcomes)
    areas = sorted({given.area for row in rows for given in row.grades})
    columns = [*NEEDED[:3], "body_name", *NEEDED[3:6], *OTHERS[1:5], *areas, *OTHERS[5:], *NEEDED[6:8]]
    columns += [*(SOURCE if described else ()), "licence"]
    text = io.StringIO()
    writer = csv.DictWriter(
        text, [plain(column).replace("-", "_") for column in columns], lineterminator="\n"
    )
    writer.writeheader()
    for row in rows:
        writer.writerow(_cells(row, sources[row.source], names, described))
    return text.getvalue()


def _cells(row: Outcome, source: Source, names: Mapping[str, str], described: bool) -> dict[str, str]:
    cells = {name: str(getattr(row, name) or "") for name in _PLAIN}
    cells |= {given.area.replace("-", "_"): given.raw for given in row.grades}
    cells |= {"body_name": names.get(row.body, ""), "carried_out_by": " ".join(row.carried_out_by)}
    cells["licence"] = source.licence or ""
    if described:
        cells |= {
            "source_name": source.name,
            "source_publisher": source.publisher,
            "source_kind": source.kind.value.lower().replace("_", " "),
            "source_url": source.url or "",
            "source_released": str(source.published or ""),
        }
    return cells
