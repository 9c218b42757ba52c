"""What a client may read of what went wrong, decided in one place.

GraphQLError            every error of an answer; `extensions.code` says which kind
└── BadInput            BAD_USER_INPUT: a value that cannot be used, and what would be right
"""

from __future__ import annotations

from graphql import GraphQLError

from graph.errors import DatasetNotReady, StatementTimeout, StoreUnavailable


class BadInput(GraphQLError):
    """An argument that is well-formed and cannot be used."""

    def __init__(self, message: str) -> None:
        super().__init__(message, extensions={"code": "BAD_USER_INPUT"})


def coded(error: GraphQLError, code: str) -> GraphQLError:
    """The error with a code, unless it has one already."""
    if "code" not in (error.extensions or {}):
        error.extensions = {**(error.extensions or {}), "code": code}
    return error


def readable(error: Exception, path: list[str | int]) -> GraphQLError:
    """An error of execution as a client may read it; what it may not is in the server's log."""
    match error:
        case GraphQLError():
            return GraphQLError(error.message, path=path, extensions=error.extensions)
        case StatementTimeout() | TimeoutError():
            message, code = "This took longer than an operation may; ask for less at once.", "TIMEOUT"
        case StoreUnavailable() | DatasetNotReady():
            message, code = (
                "The graph cannot be reached at the moment; try again shortly.",
                "STORE_UNAVAILABLE",
            )
        case _:
            message, code = "Something went wrong here; it is in the server's log.", "INTERNAL_SERVER_ERROR"
    return GraphQLError(message, path=path, extensions={"code": code})
