"""The columns of the reference tables and the formats of their cells."""

from __future__ import annotations

import re

from graph.model.dates import PartialDate
from graph.model.vocabulary import NameKind, SourceKind, SourceStrength
from seed.links import link
from seed.sources.tables import Column, Read
from seed.values import nearest, word

ONGOING = "ongoing"
UNKNOWN = "unknown"
WAYS = ("lookup", "districts", "predecessors")


def form(pattern: str, wanted: str) -> Read:
    def read(cell: str) -> str:
        if not re.fullmatch(pattern, cell):
            raise ValueError(f"{cell!r} is not {wanted}")
        return cell

    return read


def one_of(*words: str) -> Read:
    def read(cell: str) -> str:
        if cell not in words:
            raise ValueError(f"{cell!r} is not known here; {nearest(cell, words)}")
        return cell

    return read


def _day(cell: str) -> PartialDate:
    date = PartialDate(cell)
    if not date.whole:
        raise ValueError(f"{cell!r} is not a whole day; write it like 2019-04-01")
    return date


def _end(cell: str) -> PartialDate | str:
    return cell if cell in (ONGOING, UNKNOWN) else _day(cell)


def _codes(cell: str) -> tuple[str, ...]:
    return tuple(str(_authority(code)) for code in cell.split("|"))


def _kind(cell: str) -> object:
    return word(SourceKind, cell)


def _strength(cell: str) -> object:
    return word(SourceStrength, cell)


def _link(cell: str) -> str:
    try:
        return link(cell)
    except ValueError as error:
        raise ValueError(f"{cell!r} {error}") from None


_authority = form(r"(E(06|08|09|10)|W06)\d{6}", "the ONS code of a council, such as E06000004")
force_id = form(r"[a-z]+(-[a-z]+)*", "the id of a force, such as devon-and-cornwall")
source_id = form(r"source:[a-z0-9]+(-[a-z0-9]+)*", "the id of a source, such as source:ons-lad-pfa-2016")
digest = form(r"[0-9a-f]{64}", "a SHA-256 of 64 hexadecimal digits")

FORCES = (
    Column("force", force_id),
    Column("name"),
    Column("ons_code", form(r"(E23|W15)\d{6}", "the ONS code of a police force area, such as E23000013")),
    Column("country", one_of("England", "Wales")),
    Column("website", _link),
)
AUTHORITIES = (
    Column("ons_code", _authority),
    Column("name"),
    Column("official_name"),
    Column("kind"),
    Column("region"),
    Column("start", _day, required=False),
    Column("start_not_after", _day, required=False),
    Column("end", _end),
    Column("police_force", force_id),
    Column("policed_by_way_of", one_of(*WAYS)),
    Column("former_ons_codes", _codes, required=False),
    Column("dfe_code", form(r"\d{3}", "a code of three digits"), required=False),
    Column("ofsted_urn", form(r"\d{5,7}", "a number of five to seven digits"), required=False),
    Column("gov_uk_slug", form(r"[a-z.]+(-[a-z.]+)*", "a part of a GOV.UK address"), required=False),
)
SUCCESSIONS = (Column("predecessor", _authority), Column("successor", _authority), Column("date", _day))
PERIOD = (Column("from", PartialDate, required=False), Column("to", PartialDate, required=False))
PASSAGE = (
    Column("source", source_id),
    Column("locator"),
    Column("quote", required=False),
    Column("sha256", digest, required=False),
)
NAME_KIND = Column("kind", lambda cell: word(NameKind, cell))
OTHER_NAMES = (
    Column("id", form(r"(force|authority):\S+", "the id of a force or an authority")),
    Column("name"),
    NAME_KIND,
    *PERIOD,
    Column("source", source_id),
    Column("locator"),
    Column("quote", required=False),
    Column("seal", required=False),
    Column("sha256", digest, required=False),
)
SOURCES = (
    Column("id", source_id),
    Column("name"),
    Column("kind", _kind),
    Column("publisher"),
    Column("url", _link, required=False),
    Column("published", PartialDate, required=False),
    Column("licence", required=False),
    Column("note", required=False),
)
# Of a page, also whose words it holds.
PAGES = (*SOURCES, Column("strength", _strength, required=False))
