"""Where two answers to one document differ."""

from __future__ import annotations

import orjson
from graphql import ExecutionResult, GraphQLError

from api.execution.answer import Answer


def difference(answer: Answer, expected: ExecutionResult) -> str | None:
    """How an answer differs from the oracle's, in words; None where they agree to the byte."""
    if answer.errors or expected.errors:
        found, wanted = _told(answer.errors), _in_graphql(_told(expected.errors or []))
        if not answer.executed and found:
            # A value that cannot be used refuses the whole request here, and there every field that meets it:
            # of bounds without a day none, where no row leads to the field.
            refused, met = {message for message, _ in found}, {message for message, _ in wanted}
            if {message for message in refused if not message.startswith("`between` is from")} <= met:
                return None
        if found != wanted:
            return f"errors: {found}\n  oracle: {wanted}"
    data, wanted_data = orjson.dumps(answer.data), orjson.dumps(expected.data)
    if data == wanted_data:
        return None
    pairs = enumerate(zip(data, wanted_data, strict=False))
    at = next((n for n, (one, other) in pairs if one != other), min(len(data), len(wanted_data)))
    found_there, wanted_there = (
        text[max(0, at - 200) : at + 200].decode(errors="replace") for text in (data, wanted_data)
    )
    return f"data: …{found_there}…\n  oracle: …{wanted_there}…"


def _told(errors: list[GraphQLError]) -> list[tuple[str, list[str | int] | None]]:
    return [(error.message, error.path) for error in errors]


def _in_graphql(told: list[tuple[str, list[str | int] | None]]) -> list[tuple[str, list[str | int] | None]]:
    """What graphql-core says of null, in the word that clients know."""
    return [(message.replace("not to be None.", "not to be null."), path) for message, path in told]
