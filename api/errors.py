"""What a client may read of an error, decided in one place.

GraphQLError            every error of an answer; `extensions.code` says which kind
└── BadInput            BAD_USER_INPUT: a value that cannot be used, and what would be right
"""

from __future__ import annotations

import re

from graphql import GraphQLError, Node

from graph.errors import DatasetNotReady, StatementTimeout, StoreUnavailable


class BadInput(GraphQLError):
    """An argument is well-formed but cannot be used."""

    def __init__(self, message: str, node: Node | None = None) -> None:
        super().__init__(message, node, extensions={"code": "BAD_USER_INPUT"})

    def at(self, node: Node) -> BadInput:
        """The same error, located at the node unless it has a location."""
        return self if self.nodes else BadInput(self.message, node)


# Errors that pass: the answer has the status 503, and says when to ask again.
RETRIED = frozenset({"STORE_UNAVAILABLE", "BUSY"})
# Messages longer than this only repeat what was sent.
_LONGEST_MESSAGE = 600
_WORDS = {"None": "null", "True": "true", "False": "false"}
# Where graphql-core shows a Python value, not text that a client sent.
_PYTHON = re.compile(r"(?:(?<=not to be )None|(?<=value: )(?:None|True|False))(?=\.?$)")


def coded(error: GraphQLError, code: str) -> GraphQLError:
    """The error with a code, unless it has one, and its message shortened, with GraphQL's literals in place
    of Python's."""
    error.message = _PYTHON.sub(lambda word: _WORDS[word[0]], error.message)
    if len(error.message) > _LONGEST_MESSAGE:
        error.message = f"{error.message[:_LONGEST_MESSAGE]}..."
    if "code" not in (error.extensions or {}):
        error.extensions = {**(error.extensions or {}), "code": code}
    return error


def readable(error: Exception, path: list[str | int], node: Node | None = None) -> GraphQLError:
    """An error as a client may read it, with path and location; the server's log has what a client may not
    read."""
    match error:
        case GraphQLError():
            return GraphQLError(error.message, error.nodes or node, path=path, extensions=error.extensions)
        case StatementTimeout() | TimeoutError():
            message, code = "This took longer than an operation may; ask for less at once.", "TIMEOUT"
        case StoreUnavailable() | DatasetNotReady():
            message, code = (
                "The graph cannot be reached at the moment; try again shortly.",
                "STORE_UNAVAILABLE",
            )
        case _:
            message, code = "Something went wrong here; it is in the server's log.", "INTERNAL_SERVER_ERROR"
    return GraphQLError(message, node, path=path, extensions={"code": code})
