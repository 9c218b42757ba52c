"""Log formats: one line of text or one JSON object a record, of limited length.

Exceptions are logged by type and source lines, never by message: the messages of Neo4j's driver quote the
values of requests.
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
    """Log to standard error, in the format that LOG_FORMAT names."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonFormatter() if settings.log_format == "json" else TextFormatter())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.getLogger("safeguarding").setLevel(logging.INFO)


class TextFormatter(logging.Formatter):
    """`2026-01-31T09:30:00.123Z INFO POST /graphql status=200 ... request=...`"""

    def format(self, record: logging.LogRecord) -> str:
        fields = log_fields(record)
        head = f"{fields.pop('time')} {fields.pop('level')} {fields.pop('message')}"
        line = " ".join([head, *(f"{name}={value}" for name, value in fields.items())])
        # Escape control characters: they could forge lines or control a terminal.
        return _CONTROL.sub(lambda found: ascii(found[0])[1:-1], line)


class JsonFormatter(logging.Formatter):
    """The fields of a record as one JSON object."""

    def format(self, record: logging.LogRecord) -> str:
        return orjson.dumps(log_fields(record), default=str).decode()


def log_fields(record: logging.LogRecord) -> dict[str, Any]:
    """The fields to log, by name."""
    at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
    fields = {
        "time": at.replace("+00:00", "Z"),
        "level": record.levelname,
        "message": truncated(record.getMessage(), _LONGEST_MESSAGE),
        **getattr(record, "fields", {}),
    }
    if request := current.get():
        fields["request"] = request.id
    if record.exc_info and record.exc_info[1]:
        fields["exception"] = describe_exception(record.exc_info[1])
    return fields


def describe_exception(error: BaseException) -> str:
    """An exception and its causes: type, Neo4j's code if there is one, and source lines."""
    return truncated(" from ".join(_causes(error)), _LONGEST_EXCEPTION)


def truncated(text: str, longest: int) -> str:
    """The text, cut to ``longest`` characters, with its full length if it was cut."""
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
