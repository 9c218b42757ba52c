"""How the log is written: a line of text each, or a JSON object for machines.

What is written is bounded in length. An exception is told by its kinds and where it passed, never by its
message: those of Neo4j's driver quote the values of a request.
"""

from __future__ import annotations

import logging
import re
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import orjson

from api.request_record import current
from graph.settings import Settings

_LONGEST_MESSAGE = 2_000
_LONGEST_EXCEPTION = 4_000
_PLACES = 12
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def write_logs(settings: Settings) -> None:
    """Write what this process logs to standard error, in the form of LOG_FORMAT."""
    handler = logging.StreamHandler()
    handler.setFormatter(Json() if settings.log_format == "json" else Text())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.getLogger("safeguarding").setLevel(logging.INFO)


class Text(logging.Formatter):
    """`2026-01-31T09:30:00.123Z INFO POST /graphql status=200 ... request=...`"""

    def format(self, record: logging.LogRecord) -> str:
        told = told_by(record)
        head = f"{told.pop('time')} {told.pop('level')} {told.pop('message')}"
        line = " ".join([head, *(f"{name}={value}" for name, value in told.items())])
        # One line each, whatever stands in it, and no orders to a terminal.
        return _CONTROL.sub(lambda found: ascii(found[0])[1:-1], line)


class Json(logging.Formatter):
    """The same, as an object."""

    def format(self, record: logging.LogRecord) -> str:
        return orjson.dumps(told_by(record), default=str).decode()


def told_by(record: logging.LogRecord) -> dict[str, Any]:
    """What is written of a record, by name."""
    at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
    told = {
        "time": at.replace("+00:00", "Z"),
        "level": record.levelname,
        "message": shortened(record.getMessage(), _LONGEST_MESSAGE),
        **getattr(record, "fields", {}),
    }
    if request := current.get():
        told["request"] = request.id
    if record.exc_info and record.exc_info[1]:
        told["exception"] = described(record.exc_info[1])
    return told


def described(error: BaseException) -> str:
    """An exception and its causes: kind, code of Neo4j if it has one, and the places that it passed."""
    return shortened(" from ".join(_causes(error)), _LONGEST_EXCEPTION)


def shortened(text: str, longest: int) -> str:
    """The text, or its beginning and how long it is."""
    return text if len(text) <= longest else f"{text[:longest]}... ({len(text)} characters)"


def _causes(error: BaseException | None) -> Iterator[str]:
    seen: list[BaseException] = []
    while error is not None and error not in seen:
        seen.append(error)
        code = getattr(error, "code", None)
        kind = type(error).__name__ + (f"({code})" if isinstance(code, str) else "")
        places = traceback.extract_tb(error.__traceback__)[-_PLACES:]
        yield f"{kind} at {' > '.join(f'{_short(each.filename)}:{each.lineno}' for each in places)}"
        error = error.__cause__ or error.__context__


def _short(path: str) -> str:
    return "/".join(path.rsplit("/", 2)[-2:])
