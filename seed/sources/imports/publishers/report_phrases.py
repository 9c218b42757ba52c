"""Parse phrases of joint inspection reports: days, focus and inspectorates."""

from __future__ import annotations

import re

from graph.model.dates import PartialDate
from seed.sources.imports.cells import day

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DAYS = re.compile(
    rf"(?P<first>\d{{1,2}})(?: (?P<month>{_MONTHS}))?(?: (?P<year>\d{{4}}))?"
    rf"\s+(?:and|to)\s+(?P<last>\d{{1,2}}) (?P<end_month>{_MONTHS}) (?P<end_year>\d{{4}})"
)
_PARTNERS = {
    "inspectorate:cqc": ("Care Quality Commission", "CQC"),
    "inspectorate:hmi-probation": ("HMI Probation", "HMIP", "Inspectorate of Probation"),
    "inspectorate:hmic": ("HMI Constabulary", "HMIC", "Inspectorate of Constabulary"),
}
Days = tuple[PartialDate | None, PartialDate | None]
NO_DAYS: Days = (None, None)
_HELP = "children and families who need help"


def days_in_words(words: str) -> Days:
    """The first and the last day of "27 February and 3 March 2017" or "10 to 14 January 2022".

    Raises ValueError for other words."""
    if not words:
        return None, None
    match = _DAYS.fullmatch(words.strip())
    if match is None:
        raise ValueError("is not two days such as '22 and 26 February 2016'")
    month, year = match["month"] or match["end_month"], match["year"] or match["end_year"]
    first, last = (
        day(f"{match['first']} {month} {year}"),
        day(f"{match['last']} {match['end_month']} {match['end_year']}"),
    )
    return first, last


def focus_of(words: str, authority: str) -> str:
    """The subject of the inspected response, such as "child exploitation"; empty if it is not stated."""
    if re.search(rf"response to {_HELP}", words) or re.search(
        r"response to children and families in .* who need", words
    ):
        return _HELP
    where = rf"\s+in (?:the )?(?:London Borough of |Royal Borough of )?{re.escape(authority)}"
    for end in (where, r"\s+[Bb]etween \d", r"\s+\(often", r"\s+in (?:the )?[A-Z]"):
        match = re.search(
            rf"responses? to (?:the )?(?P<focus>[^.]+?){end}", words, re.IGNORECASE if end == where else 0
        )
        if match and len(match["focus"]) < 160:
            focus = re.sub(r"\s*\(often.*", "", match["focus"])
            return focus[0].lower() + focus[1:]
    return ""


def carried_out_by(words: str) -> tuple[str, ...]:
    """The inspectorates that the text names."""
    return tuple(own for own, names in _PARTNERS.items() if any(name in words for name in names))
