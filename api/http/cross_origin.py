"""Which pages of other origins may ask."""

from __future__ import annotations

from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

METHODS = ("GET", "HEAD", "POST", "OPTIONS")
# Asked from every page, as its protocol wants; it says so itself.
_OPEN = "/reconcile"


class CrossOrigin:
    """CORS for the origins of a setting. Any header may be sent: the API reads no cookie and no password, and
    each client has headers of its own."""

    def __init__(self, app: ASGIApp, origins: tuple[str, ...]) -> None:
        self._app = app
        self._shared = app
        if origins:
            self._shared = CORSMiddleware(
                app,
                allow_origins=origins,
                allow_methods=METHODS,
                allow_headers=("*",),
                expose_headers=("content-disposition", "etag", "retry-after", "x-request-id"),
                max_age=3600,
            )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "").removeprefix(scope.get("root_path", ""))
        app = self._app if path.startswith(_OPEN) else self._shared
        await app(scope, receive, send)
