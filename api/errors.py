"""What a client may read of what went wrong, decided in one place.

GraphQLError            every error of an answer; `extensions.code` says which kind
└── BadInput            BAD_USER_INPUT: a value that cannot be used, and what would be right
"""

from __future__ import annotations

from graphql import GraphQLError, Node

from graph.errors import DatasetNotReady, StatementTimeout, StoreUnavailable


class BadInput(GraphQLError):
    """An argument that is well-formed and cannot be used."""

    def __init__(self, message: str, node: Node | None = None) -> None:
        super().__init__(message, node, extensions={"code": "BAD_USER_INPUT"})

    def at(self, node: Node) -> BadInput:
        """The same error with the place of what was refused, unless it has one."""
        return self if self.nodes else BadInput(self.message, node)


# Beyond this a message repeats what was sent, and says no more.
_LONGEST_MESSAGE = 600


def coded(error: GraphQLError, code: str) -> GraphQLError:
    """The error with a code, unless it has one already, and with a message of some length."""
    if len(error.message) > _LONGEST_MESSAGE:
        error.message = f"{error.message[:_LONGEST_MESSAGE]}..."
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
