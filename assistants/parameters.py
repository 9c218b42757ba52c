"""Parameters of tools: their JSON Schema for clients, and what is wrong with a value that was given."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from unicodedata import category
from urllib.parse import unquote, urlsplit

from web.addresses import id_at

Arguments = Mapping[str, Any]
Read = Callable[[Any], Any]

_LONGEST_SHOWN = 80
_LONGEST_ID = 300
# Control characters, and halves of characters.
_NO_TEXT = ("Cc", "Cs")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class ArgumentRefused(Exception):
    """An argument that a tool cannot use: its name, its value, and what would be right."""


@dataclass(frozen=True)
class Parameter:
    """A parameter of a tool. ``read`` returns the value to use, or raises ValueError with what would be
    right; ``schema`` is its JSON Schema."""

    name: str
    schema: Mapping[str, Any]
    read: Read
    is_required: bool = False


def arguments_of(parameters: Sequence[Parameter], given: Mapping[str, Any] | None) -> dict[str, Any]:
    """The values to use, without those that are null or not given. Raises ArgumentRefused."""
    named = {each.name: each for each in parameters}
    values: dict[str, Any] = {}
    for name, value in (given or {}).items():
        if name not in named:
            known = ", ".join(f"'{each}'" for each in named) or "none"
            raise ArgumentRefused(f"There is no argument {_shown(name)}; this tool takes {known}.")
        if value is not None:
            values[name] = _read(named[name], value)
    for each in parameters:
        if each.is_required and each.name not in values:
            raise ArgumentRefused(f"The argument '{each.name}' is missing; give {_wanted(each)}.")
    return values


def input_schema(parameters: Sequence[Parameter]) -> dict[str, Any]:
    """The JSON Schema of the arguments of a tool."""
    schema: dict[str, Any] = {
        "type": "object",
        "properties": {each.name: dict(each.schema) for each in parameters},
        "additionalProperties": False,
    }
    if required := [each.name for each in parameters if each.is_required]:
        schema["required"] = required
    return schema


def text(name: str, description: str, longest: int, *, is_required: bool = False) -> Parameter:
    """A text of at most so many characters."""

    def read(value: Any) -> str:
        if not isinstance(value, str) or not value.strip() or len(value) > longest:
            raise ValueError(f"a text of 1 to {longest} characters")
        if any(category(each) in _NO_TEXT and not each.isspace() for each in value):
            raise ValueError("a text without control characters")
        return value.strip()

    schema = {"type": "string", "minLength": 1, "maxLength": longest, "description": description}
    return Parameter(name, schema, read, is_required)


def node_id(name: str, description: str, *, is_required: bool = True) -> Parameter:
    """The id of a node, or the address of its page."""
    schema = {"type": "string", "maxLength": _LONGEST_ID, "description": description}
    return Parameter(name, schema, _id, is_required)


def choices(name: str, description: str, members: Sequence[str]) -> Parameter:
    """A list of members of a vocabulary."""
    wanted = f"a list of {', '.join(members)}"

    def read(value: Any) -> list[str]:
        if not isinstance(value, list) or not value or not set(map(str, value)) <= set(members):
            raise ValueError(wanted)
        return list(dict.fromkeys(value))

    items = {"type": "string", "enum": [*members]}
    schema = {"type": "array", "items": items, "minItems": 1, "description": description}
    return Parameter(name, schema, read)


def choice(name: str, description: str, members: Sequence[str]) -> Parameter:
    """One member of a vocabulary."""

    def read(value: Any) -> str:
        if not isinstance(value, str) or value not in members:
            raise ValueError(f"one of {', '.join(members)}")
        return value

    return Parameter(name, {"type": "string", "enum": [*members], "description": description}, read)


def day(name: str, description: str) -> Parameter:
    """A day of the calendar, such as 2016-10-17."""

    def read(value: Any) -> str:
        if not isinstance(value, str) or not _DAY.fullmatch(value):
            raise ValueError("a day such as 2016-10-17")
        try:
            return str(date.fromisoformat(value))
        except ValueError:
            raise ValueError("a day that the calendar has, such as 2016-10-17") from None

    schema = {"type": "string", "pattern": f"^{_DAY.pattern}$", "description": description}
    return Parameter(name, schema, read)


def flag(name: str, description: str) -> Parameter:
    """True or false."""

    def read(value: Any) -> bool:
        if not isinstance(value, bool):
            raise ValueError("true or false")
        return value

    return Parameter(name, {"type": "boolean", "description": description}, read)


def page_of(default: int, most: int) -> tuple[Parameter, Parameter]:
    """How many rows of a list, and the cursor after which they begin."""

    def read(value: Any) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= most:
            raise ValueError(f"a whole number from 1 to {most}")
        return value

    description = f"How many, {default} unless given."
    schema = {
        "type": "integer",
        "minimum": 1,
        "maximum": most,
        "default": default,
        "description": description,
    }
    return (
        Parameter("first", schema, read),
        text("after", "The cursor `next` of the answer before, for the rows that follow it.", 600),
    )


def anything(name: str, schema: Mapping[str, Any], kind: type, wanted: str) -> Parameter:
    """A value of a type of Python that whoever answers checks further."""

    def read(value: Any) -> Any:
        if not isinstance(value, kind):
            raise ValueError(wanted)
        return value

    return Parameter(name, schema, read)


def _id(value: Any) -> str:
    """An id as it is given, or of the page at an address: `/letter/x` or `http://.../letter/x`."""
    wanted = f"an id such as force:cleveland, or the address of its page, of at most {_LONGEST_ID} characters"
    if not isinstance(value, str) or not 0 < len(value.strip()) <= _LONGEST_ID:
        raise ValueError(wanted)
    given = value.strip()
    if any(category(each) in _NO_TEXT for each in given):
        raise ValueError(wanted)
    if not given.startswith(("/", "http://", "https://")):
        return given
    parts = [unquote(part) for part in urlsplit(given).path.split("/") if part]
    if len(parts) < 2:
        raise ValueError(wanted)
    return id_at(parts[-2], parts[-1])


def _read(parameter: Parameter, value: Any) -> Any:
    try:
        return parameter.read(value)
    except ValueError as error:
        shown = _shown(value)
        raise ArgumentRefused(f"The argument '{parameter.name}' is {shown}; give {error}.") from None


def _wanted(parameter: Parameter) -> str:
    try:
        parameter.read(object())
    except ValueError as error:
        return str(error)
    return "a value"


def _shown(value: Any) -> str:
    shown = value if isinstance(value, str) else repr(value)
    cut = shown if len(shown) <= _LONGEST_SHOWN else f"{shown[:_LONGEST_SHOWN]}..."
    return repr(cut) if isinstance(value, str) else cut
