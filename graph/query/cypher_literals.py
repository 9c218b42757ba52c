"""Values written in Cypher, for statements that people paste or run from a file."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

# A backslash begins an escape, and a statement shall stay on one line and survive a terminal.
_ESCAPED = re.compile("[\\\\'\x00-\x1f\x7f-\x9f\u2028\u2029]")
_PLAIN_NAME = re.compile("[A-Za-z][A-Za-z0-9_]*")


def literal(value: Any) -> str:
    """A value in Cypher: null, a text, a number, true or false, a day, or a list or a map of them."""
    match value:
        case None:
            return "null"
        case bool():
            return str(value).lower()
        case date():
            return f"date('{value.isoformat()}')"
        case str():
            return f"'{_ESCAPED.sub(_escape, value)}'"
        case list():
            return f"[{', '.join(literal(each) for each in value)}]"
        case dict():
            return "{" + ", ".join(f"{name(key)}: {literal(each)}" for key, each in value.items()) + "}"
        case _:
            return repr(value)


def name(text: str) -> str:
    """The name of a property, a label or a type, quoted where it must be."""
    return text if _PLAIN_NAME.fullmatch(text) else "`" + text.replace("`", "``") + "`"


def _escape(found: re.Match[str]) -> str:
    match found[0]:
        case "\\" | "'":
            return "\\" + found[0]
        case "\n":
            return "\\n"
        case "\r":
            return "\\r"
    return f"\\u{ord(found[0]):04x}"
