"""What a cell of a published table means: its text, nothing, or a day."""

from __future__ import annotations

import re
from datetime import date, datetime

from graph.model.dates import PartialDate
from seed.checks.rules import YEARS

# Words that stand where there is nothing to say.
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
# Signs that no reader sees and that XML cannot hold or that turn other words round.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e007f]"
)
LONGEST = 1000  # a longer text could not be asked for by a filter of the API
_FORMS = "2014-07-07 or 07/07/2014 (the day first), or 2014-07 or 2014 where no more is known"
_NAMES = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTHS = {name[:length]: number for number, name in enumerate(_NAMES, 1) for length in (3, len(name))}
_MONTHS["sept"] = 9
_NUMBERS = re.compile(r"([0-9]{1,2})([/.])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})")
_WORDS = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?([ -])([A-Za-z]+)\2([0-9]{4}|[0-9]{2})")
# As programs write a date cell into CSV.
_MIDNIGHT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]00:00(?::00)?")


def text(value: object) -> str:
    """The cell as people read it: spaces and line breaks single, a link as its words."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, (datetime, date)):
        return value.isoformat()[:10]
    words = " ".join(str(value).replace("\ufeff", "").split())
    link = _LINK.fullmatch(words)
    return " ".join(link["text"].replace('""', '"').split()) if link else words


def is_nothing(found: str) -> bool:
    """Whether the text of a cell says that there is nothing ("-", REDACTED, nan ...)."""
    return found.casefold() in _NOTHING


def filled(value: object, longest: int = LONGEST) -> str:
    """The text of a cell, empty where the cell says that there is nothing. Raises ValueError for a sign that
    readers do not see, a text of more than `longest` characters, and a formula other than a link: only a
    spreadsheet program knows what it comes to."""
    if hidden := _HIDDEN.search(str(value)):
        raise ValueError(f"holds the hidden character U+{ord(hidden[0]):04X}; remove it")
    found = text(value)
    if found.startswith("="):
        raise ValueError("is a formula; write the value that it gives")
    if len(found) > longest:
        raise ValueError(f"has {len(found)} characters; at most {longest} are kept")
    return "" if is_nothing(found) else found


def day(value: object) -> PartialDate | None:
    """A date cell, or a date as text in one of the forms that docs/dates.md lists; None for nothing.

    Raises ValueError for a date that does not exist or cannot be read.
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
    """A date in ISO form, whole or not; raises ValueError in the words of a refusal. `forms` are those that
    the cell can have."""
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
        # The tables begin in 2009: two digits are a year of this century.
        found = date(int(year) + (2000 if len(year) == 2 else 0), month, number).isoformat()
    except ValueError:
        raise ValueError("is not a date that exists") from None
    return partial(found)
