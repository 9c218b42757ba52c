"""Cypher literals, for statements that users paste or run from a file."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

# Besides backslash and quote, line breaks and control characters, so that a literal is one printable line.
_ESCAPED = re.compile("[\\\\'\x00-\x1f\x7f-\x9f\u2028\u2029]")
_PLAIN_NAME = re.compile("[A-Za-z][A-Za-z0-9_]*")


def literal(value: Any) -> str:
    """The literal of null, a string, number, boolean or date, or of a list or map of these."""
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
    """The name of a property, label or relationship type, quoted if necessary."""
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
