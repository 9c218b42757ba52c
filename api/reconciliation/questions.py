"""The queries of reconciliation clients, parsed and checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from api.http.error_responses import RequestRefused
from api.http.request_reading import parsed_json
from api.reconciliation.facts import LABELS, FactSettings
from graph.model.dates import PartialDate
from graph.reconcile.bodies import PROPERTIES, TYPES
from graph.reconcile.candidates import ReconciliationQuery

BATCH = 50
MOST_EXTENDED = 500
LIMIT = 10
_MOST = 100
_LONGEST = 500
AS_OF = "asOf"
# Of grades and recommendations, beside the day.
SETTINGS = ("area", "limit", "count")
ANY = "Organisation"
_MEMBERS = {"query", "type", "limit", "properties", "type_strict"}
_STRICTNESS = (None, "any", "should", "all")


@dataclass(frozen=True)
class Asked:
    """One query of a batch, with at most ``limit`` candidates. A cell that names nobody (it is empty, or too
    long for a name) has no question and no candidates; nor has one with a value that cannot be read, and
    ``problem`` says why."""

    question: ReconciliationQuery | None
    limit: int
    problem: str | None = None


class _Unreadable(Exception):
    """A value of one row cannot be read: its query has no answer, the others have theirs."""


@dataclass(frozen=True)
class Column:
    """A property to add, with what is asked of it."""

    name: str
    settings: FactSettings


@dataclass(frozen=True)
class Extension:
    """The properties to add to some nodes, by their ids; each once for each of its settings."""

    ids: tuple[str, ...]
    columns: tuple[Column, ...]


def batch(text: str) -> dict[str, Asked]:
    """The questions of a batch by their keys. Raises RequestRefused."""
    found = parsed_json(text, "`queries`")
    if not isinstance(found, dict):
        raise RequestRefused('`queries` is not an object such as {"q0": {"query": "Leeds"}}.')
    if len(found) > BATCH:
        raise RequestRefused(f"`queries` holds {len(found)} queries; ask at most {BATCH} at once.", 413)
    return {key: _asked(key, value) for key, value in found.items()}


def extension(text: str) -> Extension:
    """What a data extension query asks for. Raises RequestRefused."""
    found = parsed_json(text, "`extend`")
    ids = found.get("ids") if isinstance(found, dict) else None
    listed = found.get("properties") if isinstance(found, dict) else None
    if not isinstance(ids, list) or not all(isinstance(own, str) for own in ids):
        raise RequestRefused("`extend.ids` is not a list of ids.")
    if not isinstance(listed, list) or not all(isinstance(each, dict) for each in listed):
        raise RequestRefused('`extend.properties` is not a list such as [{"id": "onsCode"}].')
    if len(ids) > MOST_EXTENDED:
        raise RequestRefused(
            f"`extend.ids` holds {len(ids)} ids; ask for at most {MOST_EXTENDED} at once.", 413
        )
    columns: dict[str, Column] = {}
    for each in listed:
        column = Column(_property(each, "id", "extend.properties", *LABELS), _settings(each.get("settings")))
        if columns.setdefault(column.name, column) != column:
            raise RequestRefused(
                f"`extend.properties` names '{column.name}' twice with other settings; ask for each apart."
            )
    return Extension(tuple(dict.fromkeys(ids)), tuple(columns.values()))


def known_type(kind: str, *more: str) -> str:
    """The id of a type. Raises RequestRefused for one that is none."""
    if kind in more:
        return kind
    if kind not in (*TYPES, ANY):
        raise RequestRefused(f"'{kind}' is not a type; use {', '.join(TYPES)}, or {ANY} for any.")
    return kind


def whole(fields: Mapping[str, str], name: str, default: int) -> int:
    """A whole number of the address. Raises RequestRefused."""
    text = fields.get(name, "")
    if text and not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise RequestRefused(f"`{name}` is not a whole number.")
    return int(text) if text else default


def _asked(key: str, found: Any) -> Asked:
    place = f"queries.{key}"
    if not isinstance(found, dict):
        raise RequestRefused(f'`{place}` is not an object such as {{"query": "Leeds"}}.')
    if unknown := sorted(found.keys() - _MEMBERS):
        raise RequestRefused(f"`{place}` has '{unknown[0]}', which is not a member of a query.")
    if found.get("type_strict") not in _STRICTNESS:
        raise RequestRefused(f"`{place}.type_strict` is not any, should or all.")
    if "query" not in found and not found.get("properties"):
        raise RequestRefused(f"`{place}` has neither a `query` nor `properties`.")
    types, limit = _types(place, found.get("type")), _limit(place, found.get("limit"))
    properties = _properties(place, found.get("properties"))
    try:
        return Asked(_question(place, found, types, properties), limit)
    except _Unreadable as problem:
        return Asked(None, limit, str(problem))


def _question(
    place: str, found: Mapping[str, Any], types: frozenset[str], properties: list[tuple[str, Any]]
) -> ReconciliationQuery | None:
    """What the cells of one row ask; None if they name nobody. Raises _Unreadable."""
    values = _values(place, properties)
    days = values.pop(AS_OF, ())
    name = _name(place, found)
    question = ReconciliationQuery(name, types, values, _day(f"{place}.properties.{AS_OF}", days))
    is_blank = found.get("query") is not None and not name
    names_nobody = is_blank or len(name or "") > _LONGEST or not (name or values)
    return None if names_nobody else question


def _name(place: str, found: Mapping[str, Any]) -> str | None:
    name = found.get("query")
    if name is None:
        return None
    if not isinstance(name, str):
        raise _Unreadable(f"`{place}.query` is not a string.")
    return name.strip() or None


def _types(place: str, found: Any) -> frozenset[str]:
    """The types that a candidate may have: any of those named. No body has two, so all of several is none."""
    listed = [found] if isinstance(found, str) else found or []
    if not isinstance(listed, list):
        raise RequestRefused(f"`{place}.type` is neither the id of a type nor a list of them.")
    ids = {known_type(_id(each, f"{place}.type")) for each in listed}
    return frozenset() if ANY in ids else frozenset(ids)


def _limit(place: str, found: Any) -> int:
    if found is None:
        return LIMIT
    if isinstance(found, bool) or not isinstance(found, int) or found < 1:
        raise RequestRefused(f"`{place}.limit` is not a whole number from 1.")
    return min(found, _MOST)


def _properties(place: str, found: Any) -> list[tuple[str, Any]]:
    """The properties of a query by their names, with what the row holds for each."""
    if found is None:
        return []
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise RequestRefused(
            f'`{place}.properties` is not a list such as [{{"pid": "onsCode", "v": "..."}}].'
        )
    return [(_property(each, "pid", f"{place}.properties", AS_OF), each.get("v")) for each in found]


def _values(place: str, properties: list[tuple[str, Any]]) -> dict[str, tuple[str, ...]]:
    """The values of each property, as texts. Raises _Unreadable."""
    found: dict[str, tuple[str, ...]] = {}
    for name, value in properties:
        listed = value if isinstance(value, list) else [value]
        texts = [text for each in listed if (text := _text(each, f"{place}.properties.{name}").strip())]
        if texts:
            found[name] = (*found.get(name, ()), *texts)
    return found


def _property(listed: Mapping[str, Any], member: str, place: str, *more: str) -> str:
    found = listed.get(member)
    if found is None:
        raise RequestRefused(f"`{place}` holds an object that has no `{member}`.")
    if not isinstance(found, str) or found not in (*PROPERTIES, *more):
        raise RequestRefused(
            f"`{place}` names '{found}', which is not a property; use {', '.join(PROPERTIES)}."
        )
    return found


def _settings(found: Any) -> FactSettings:
    """The settings of a property, as forms send them. Raises RequestRefused."""
    if found is None:
        return FactSettings()
    place = "extend.properties.settings"
    if not isinstance(found, dict) or (unknown := sorted(found.keys() - {AS_OF, *SETTINGS})):
        named = f" '{unknown[0]}'" if isinstance(found, dict) else ""
        raise RequestRefused(f"`{place}` has{named} what is no setting; use {', '.join((AS_OF, *SETTINGS))}.")
    try:
        texts = {name: _text(value, f"{place}.{name}").strip() for name, value in found.items()}
        as_of = _day(f"{place}.{AS_OF}", (texts[AS_OF],) if texts.get(AS_OF) else ())
    except _Unreadable as problem:
        raise RequestRefused(str(problem)) from None
    if len(area := texts.get("area", "")) > _LONGEST:
        raise RequestRefused(f"`{place}.area` has more than {_LONGEST} characters.")
    limit = whole(texts, "limit", 0)
    return FactSettings(as_of, area or None, limit or None, texts.get("count", "") in ("true", "on", "1"))


def _text(found: Any, place: str) -> str:
    """A property value as it compares: a text, a number, or the id of something reconciled before."""
    match found:
        case None:
            return ""
        case bool():
            return str(found).lower()
        case str():
            return found
        case int():
            return str(found)
        case float():
            return str(int(found)) if found.is_integer() else str(found)
        case {"id": str(own)}:
            return own
    raise _Unreadable(f"`{place}` holds a value that is not a string, a number or an object with an id.")


def _id(found: Any, place: str) -> str:
    own = found.get("id") if isinstance(found, dict) else found
    if not isinstance(own, str):
        raise RequestRefused(f"`{place}` holds a value that is neither an id nor an object with one.")
    return own


def _day(place: str, found: tuple[str, ...]) -> Any:
    if not found:
        return None
    if len(found) > 1:
        raise _Unreadable(f"`{place}` holds {len(found)} days; a name is of one.")
    try:
        return PartialDate(found[0]).first
    except ValueError as error:
        raise _Unreadable(f"`{place}`: {error}.") from None
