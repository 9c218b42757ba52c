"""What is held of a body: its history, findings, recommendations and themes, and what is missing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from assistants.parameters import ArgumentRefused, Arguments, choice, choices, day, flag, node_id, page_of
from assistants.tool import Data, Tool, Variables
from graph.model.vocabulary import Basis, HistoryKind, Polarity

AS_OF = day("as_of", "Only what may have been there on this day, such as 2016-10-17.")
_BODY = (
    "The id of a force, council, safeguarding board, policing body or inspectorate, such as force:cleveland."
)
_SINCE = day("since", "Nothing before this day.")
_UNTIL = day("until", "Nothing after this day.")
_THEME = node_id("theme", "Only on this theme; `themes` lists their ids.", is_required=False)
_NEWEST = flag("newest_first", "Begin with the newest; without it a history begins with the oldest.")
_NOBODY, _NO_THEME = "no-body:given", "theme:none-given"


def paged(arguments: Arguments, default: int) -> Variables:
    """One page of a list, and the day as of which it is."""
    page = {"first": arguments.get("first", default)}
    if "after" in arguments:
        page["after"] = arguments["after"]
    return page | ({"asOf": arguments["as_of"]} if "as_of" in arguments else {})


def between(arguments: Arguments) -> Variables:
    """From one day to the end of another, where either is given. Raises ArgumentRefused."""
    since, until = arguments.get("since"), arguments.get("until")
    if since and until and until < since:
        raise ArgumentRefused(f"The argument 'until' is '{until}', before 'since', which is '{since}'.")
    days = {"from": since, "to": _day_after(until)}
    given = {name: value for name, value in days.items() if value}
    return {"between": given} if given else {}


def _day_after(day: str | None) -> str | None:
    """The day at which the API's interval ends, which is not in it; after the last day of all, none."""
    if day is None or day == str(date.max):
        return None
    return str(date.fromisoformat(day) + timedelta(days=1))


def _history(arguments: Arguments) -> Variables:
    variables = {"id": arguments["id"]} | between(arguments)
    variables |= {name: arguments[name] for name in ("kinds", "basis") if name in arguments}
    page = paged(arguments, 8)
    if arguments.get("newest_first"):
        renamed = {"first": "last", "after": "before"}
        page = {renamed.get(name, name): value for name, value in page.items()}
    return variables | page


def _newest_first(data: Data, arguments: Arguments) -> Data:
    """The entries of a page in the order that was asked for, with where that order goes on."""
    body = data["body"]
    if body is None or "history" not in body:
        return data
    history = body["history"]
    edges, info = history["edges"], history["pageInfo"]
    if arguments.get("newest_first"):
        # A page from the end comes oldest first.
        edges = edges[::-1]
        info = {"hasNextPage": info["hasPreviousPage"], "endCursor": info["startCursor"]}
    return {"body": {**body, "history": {**history, "edges": edges, "pageInfo": info}}}


def of_body(arguments: Arguments) -> Variables:
    """The body that a call may name, and the day as of which it is."""
    found: Variables = {"id": arguments.get("id", _NOBODY), "ofBody": "id" in arguments}
    return found | ({"asOf": arguments["as_of"]} if "as_of" in arguments else {})


def _findings(arguments: Arguments) -> Variables:
    where: dict[str, Any] = {}
    if "polarity" in arguments:
        where["polarity"] = {"eq": arguments["polarity"]}
    if "theme" in arguments:
        where["themes"] = {"some": {"id": {"eq": arguments["theme"]}}}
    chosen = {"where": where} if where else {}
    theme = {"theme": arguments.get("theme", _NO_THEME), "onTheme": "theme" in arguments}
    return of_body(arguments) | theme | paged(arguments, 6) | between(arguments) | chosen


def _recommendations(arguments: Arguments) -> Variables:
    return {"id": arguments["id"]} | paged(arguments, 6) | between(arguments)


HISTORY = Tool(
    "history",
    "History of a body",
    "What happened to a body in order of time: inspections, findings, grades, recommendations, later looks, "
    "letters, statements; each NAMED or AREA, with its passages. Says what coverage lacks. Choose kinds or "
    "days to see less.",
    (
        node_id("id", _BODY),
        choices("kinds", "Only these kinds of entries.", [*HistoryKind]),
        choice("basis", "NAMED: only what names the body. AREA: only what concerns its area.", [*Basis]),
        _SINCE,
        _UNTIL,
        _NEWEST,
        *page_of(8, 20),
        AS_OF,
    ),
    _history,
    _newest_first,
    subject="body",
    of_bodies=True,
)

FINDINGS = Tool(
    "findings",
    "Findings, of a body or on a theme",
    "What was found, the newest first: of a body (each NAMED or AREA), on a theme, or both; with the "
    "passage, who found it, and what disputes or qualifies it. Counts are of what was read, and rank nobody.",
    (
        node_id("id", f"{_BODY} Without one: of all.", is_required=False),
        _THEME,
        choice("polarity", "Only what a passage says: ADVERSE, MIXED or POSITIVE.", [*Polarity]),
        _SINCE,
        _UNTIL,
        *page_of(6, 15),
        AS_OF,
    ),
    _findings,
    subject="body",
    of_bodies=True,
)

RECOMMENDATIONS = Tool(
    "recommendations",
    "What was recommended to a body",
    "Recommendations, causes of concern and areas for improvement for a body, the newest first: when, due "
    "when, answered by whom, and what sources say became of it. `recommendation_chain` tells one in full.",
    (node_id("id", _BODY), _SINCE, _UNTIL, *page_of(6, 15), AS_OF),
    _recommendations,
    subject="body",
    of_bodies=True,
)

THEMES = Tool(
    "themes",
    "Themes",
    "The themes that findings are grouped by, with their ids and numbers of findings; of a body, how many "
    "of its findings are on each theme and how many say what. Numbers depend on what was read, and rank "
    "nobody.",
    (node_id("id", f"{_BODY} Without one: all themes.", is_required=False), AS_OF),
    of_body,
    subject="body",
    of_bodies=True,
)

COVERAGE = Tool(
    "coverage",
    "What is held and what is not",
    "For each kind of inspection and letter: what exists, what is held, what is not held or not known, in a "
    "sentence each; of a body, or of everything. Read it before you write that something did not happen.",
    (node_id("id", f"{_BODY} Without one: of everything.", is_required=False), AS_OF),
    of_body,
    subject="body",
    of_bodies=True,
)
