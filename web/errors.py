"""What a reader sees in place of a page."""

from __future__ import annotations

from starlette.responses import Response

from api.errors import RETRIED
from api.execution.answer import Answer
from api.http.error_responses import RETRY_SECONDS, refusal
from web.addresses import with_parameters
from web.page import Asked, without_place
from web.rendering import HEADERS, Shown, Site, render

_TITLES = {
    400: "This address asks for something that cannot be answered",
    404: "There is no such page",
    405: "Pages are read, not written to",
    410: "This is no longer here",
    503: "This page cannot be shown at the moment",
}
# A reader cannot ask for less of a page; its statement may be slow while Neo4j plans it for the first time.
_LATE = "Putting it together took too long. Try again: the second time is often quicker."
_STATUS = {"BAD_USER_INPUT": 400, "COST_LIMIT": 400, "TIMEOUT": 503, **dict.fromkeys(RETRIED, 503)}


class Problem(Exception):
    """A page that cannot be shown: its status, what is wrong with the address, and a path that may help, with
    what is there."""

    def __init__(
        self, status: int, code: str, message: str, instead: str = "", there: str = "See it without a day"
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.instead = instead
        self.there = there

    @classmethod
    def nothing_at(cls, asked: Asked, node_id: str, absent: str) -> Problem:
        """There is no such node, or not as of that day."""
        if day := asked.parameters.get("asOf"):
            return cls(404, "NOT_FOUND", f"Nothing is known of '{node_id}' as of {day}.", asked.path)
        return cls(404, "NOT_FOUND", absent.format(node_id))

    @classmethod
    def nothing_on(cls, asked: Asked) -> Problem:
        """Nothing stands at this place of a list."""
        parameter = "before" if "before" in asked.parameters else "after"
        return cls(
            400,
            "BAD_USER_INPUT",
            f"Nothing stands at the place in the list that `{parameter}` in this address names. It was taken "
            "from another list, such as one with other filters, or the list ends there. Take it out of the "
            "address.",
            with_parameters(asked.path, without_place(asked.parameters)),
            "The first page of this list",
        )

    @classmethod
    def gone(cls, node_id: str, version: str) -> Problem:
        """There is no such node any more."""
        message = f"'{node_id}' was here until version {version} of the graph; a later version removed it."
        return cls(410, "GONE", message)

    @classmethod
    def of(cls, answer: Answer) -> Problem:
        """What is wrong with a question that was not answered in full."""
        code = str((answer.errors[0].extensions or {}).get("code"))
        messages = (_LATE if code == "TIMEOUT" else error.message for error in answer.errors)
        return cls(_STATUS.get(code, 500), code, " ".join(dict.fromkeys(messages)))

    @property
    def headers(self) -> dict[str, str]:
        return {"retry-after": str(RETRY_SECONDS)} if self.status == 503 else {}

    def as_json(self) -> Response:
        """The problem for a program."""
        return refusal(self.status, self.code, str(self), self.headers)

    def as_page(self, site: Site, asked: Asked) -> Response:
        """The problem for a reader."""
        title = _TITLES.get(self.status, "Something went wrong here")
        again = with_parameters(asked.path, dict(asked.parameters)) if self.status == 503 else ""
        data = {
            "title": title,
            "message": str(self),
            "instead": self.instead or again,
            "there": "Try again" if again else self.there,
        }
        page = render("error", Shown(site, asked, None), data)
        return Response(page, self.status, {**HEADERS, **self.headers}, "text/html")
