"""What a reader sees in place of a page."""

from __future__ import annotations

from starlette.requests import Request as HttpRequest
from starlette.responses import Response

from api.errors import RETRIED
from api.execution.answer import Answer
from api.http.error_responses import RETRY_SECONDS, refusal
from web.page import Asked
from web.rendering import HEADERS, Shown, Site, render

_TITLES = {
    400: "This address asks for something that cannot be answered",
    404: "There is no such page",
    405: "Pages are read, not written to",
    410: "This is no longer here",
    503: "The graph cannot be reached at the moment",
}
_STATUS = {"BAD_USER_INPUT": 400, "COST_LIMIT": 400, "TIMEOUT": 503, **dict.fromkeys(RETRIED, 503)}


class Problem(Exception):
    """A page that cannot be shown: its status, what is wrong with the address, a path that may help."""

    def __init__(self, status: int, code: str, message: str, instead: str = "") -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.instead = instead

    @classmethod
    def nothing_at(cls, asked: Asked, node_id: str, absent: str) -> Problem:
        """There is no such node, or not as of that day."""
        if day := asked.parameters.get("asOf"):
            return cls(404, "NOT_FOUND", f"Nothing is known of '{node_id}' as of {day}.", asked.path)
        return cls(404, "NOT_FOUND", absent.format(node_id))

    @classmethod
    def gone(cls, node_id: str, version: str) -> Problem:
        """There is no such node any more."""
        message = f"'{node_id}' was here until version {version} of the graph; a later version removed it."
        return cls(410, "GONE", message)

    @classmethod
    def of(cls, answer: Answer) -> Problem:
        """What is wrong with a question that was not answered in full."""
        code = str((answer.errors[0].extensions or {}).get("code"))
        return cls(
            _STATUS.get(code, 500), code, " ".join(dict.fromkeys(error.message for error in answer.errors))
        )

    @property
    def headers(self) -> dict[str, str]:
        return {"retry-after": str(RETRY_SECONDS)} if self.status == 503 else {}

    def as_json(self) -> Response:
        """The problem for a program."""
        return refusal(self.status, self.code, str(self), self.headers)

    def as_page(self, site: Site, asked: Asked) -> Response:
        """The problem for a reader."""
        title = _TITLES.get(self.status, "Something went wrong here")
        data = {"title": title, "message": str(self), "instead": self.instead}
        page = render("error", Shown(site, asked, None), data)
        return Response(page, self.status, {**HEADERS, **self.headers}, "text/html")


def is_for_people(http: HttpRequest) -> bool:
    """Whether a client wants a page to read: whoever does not ask for JSON alone."""
    accept = http.headers.get("accept", "")
    return "json" not in accept or "text/html" in accept
