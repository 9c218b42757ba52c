"""Interpret the cells of published tables: text, nothing, or a date."""

from __future__ import annotations

import re
from datetime import date, datetime

from graph.model.dates import PartialDate
from seed.checks.rules import YEARS

# Texts that mean an empty cell.
_NOTHING = {
    "",
    "-",
    "–",
    "nan",
    "nat",
    "none",
    "null",
    "n/a",
    "redacted",
    "not yet inspected",
    "inspection_pre_dates_judgement",
    "not found or not applicable.",
}
_LINK = re.compile(r'=\s*HYPERLINK\(\s*"[^"]*"\s*[;,]\s*"(?P<text>(?:[^"]|"")*)"\s*\)', re.IGNORECASE)
# Invisible characters, characters that XML cannot represent, and bidirectional controls.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e007f]"
)
LONGEST = 1000  # the API's filters take no longer texts
_FORMS = "2014-07-07 or 07/07/2014 (the day first), or 2014-07 or 2014 where no more is known"
_NAMES = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTHS = {name[:length]: number for number, name in enumerate(_NAMES, 1) for length in (3, len(name))}
_MONTHS["sept"] = 9
_NUMBERS = re.compile(r"([0-9]{1,2})([/.])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})")
_WORDS = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?([ -])([A-Za-z]+)\2([0-9]{4}|[0-9]{2})")
# How programs export a date cell to CSV.
_MIDNIGHT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]00:00(?::00)?")


def text(value: object) -> str:
    """The cell's text: runs of white space become one space, a link becomes its label."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, (datetime, date)):
        return value.isoformat()[:10]
    words = " ".join(str(value).replace("\ufeff", "").split())
    link = _LINK.fullmatch(words) if words.startswith("=") else None
    return " ".join(link["text"].replace('""', '"').split()) if link else words


def is_nothing(found: str) -> bool:
    """Whether the text of a cell means nothing ("-", REDACTED, nan ...)."""
    return found.casefold() in _NOTHING


def filled(value: object, longest: int = LONGEST) -> str:
    """The text of a cell, empty if it means nothing.

    Raises ValueError for hidden characters, more than `longest` characters, and formulas other than links,
    since only a spreadsheet program can evaluate them."""
    if hidden := _HIDDEN.search(str(value)):
        raise ValueError(f"holds the hidden character U+{ord(hidden[0]):04X}; remove it")
    found = text(value)
    if found.startswith("="):
        raise ValueError("is a formula; write the value that it gives")
    if len(found) > longest:
        raise ValueError(f"has {len(found)} characters; at most {longest} are kept")
    return "" if is_nothing(found) else found


def day(value: object) -> PartialDate | None:
    """A date cell, or a date as text in one of the forms in docs/dates.md; None for nothing.

    Raises ValueError for a date that does not exist or has another form.
    """
    if isinstance(value, (datetime, date)):
        return partial(value.isoformat()[:10])
    found = filled(value)
    if not found:
        return None
    if isinstance(value, (int, float)) and value not in YEARS:
        raise ValueError("is a number; a date is needed, such as 07/07/2014")
    if match := _NUMBERS.fullmatch(found):
        number, _, month, year = match.groups()
        return _existing(year, int(month), int(number))
    if (match := _WORDS.fullmatch(found)) and (named := _MONTHS.get(match[3].casefold())):
        return _existing(match[4], named, int(match[1]))
    midnight = _MIDNIGHT.fullmatch(found)
    return partial(midnight[1] if midnight else found)


def partial(found: str, forms: str = _FORMS) -> PartialDate:
    """A complete or partial ISO date. Raises ValueError with the reason; `forms` are the allowed forms."""
    try:
        read = PartialDate(found)
    except ValueError as error:
        exists = "exists" in str(error)
        raise ValueError(
            "is not a date that exists" if exists else f"is not a date; write it like {forms}"
        ) from None
    if read.first.year not in YEARS:
        raise ValueError(f"is of a year that makes no sense here; {YEARS[0]} to {YEARS[-1]} do")
    return read


def _existing(year: str, month: int, number: int) -> PartialDate:
    try:
        # The tables begin in 2009, so a two-digit year is in this century.
        found = date(int(year) + (2000 if len(year) == 2 else 0), month, number).isoformat()
    except ValueError:
        raise ValueError("is not a date that exists") from None
    return partial(found)
