"""Answers: what a request leads to, and how it is written in JSON."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import orjson
from graphql import GraphQLError

from api.compiler.cost import Cost
from api.execution.explain import Explained


@dataclass(frozen=True)
class Answer:
    """``executed`` is false for a request that was refused before it ran: it has no ``data`` then."""

    data: dict[str, Any] | None
    errors: list[GraphQLError] = field(default_factory=list)
    executed: bool = True
    version: str | None = None
    browser_url: str = ""  # the address of Neo4j Browser that links in it lead to
    cost: Cost | None = None
    explained: tuple[Explained, ...] = ()

    def codes(self) -> set[str]:
        return {str((error.extensions or {}).get("code")) for error in self.errors}

    def as_json(self) -> bytes:
        """The body of a response."""
        body: dict[str, Any] = {}
        if self.errors:
            body["errors"] = [error.formatted for error in self.errors]
        if self.executed:
            body["data"] = self.data
        extensions: dict[str, Any] = {}
        if self.version:
            extensions["dataset"] = {"version": self.version}
        if self.cost:
            extensions["cost"] = {"asked": self.cost.asked, "allowed": self.cost.allowed}
        if self.explained:
            extensions["explain"] = [each.as_json() for each in self.explained]
        if extensions:
            body["extensions"] = extensions
        return orjson.dumps(body)


@dataclass(frozen=True, slots=True)
class EncodedAnswer:
    """An answer as it is sent, with what decides the status of its response."""

    body: bytes
    codes: frozenset[str] = frozenset()
    executed: bool = True

    @classmethod
    def of(cls, answer: Answer) -> EncodedAnswer:
        return cls(answer.as_json(), frozenset(answer.codes()), answer.executed)
