"""Routes of any method, and responses where no route matches."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Match, Route

from api.http.error_responses import refusal


def any_method_route(path: str, endpoint: Callable[[Request], Awaitable[Response]]) -> Route:
    """A route whose endpoint gets every method and itself refuses those it does not answer: Starlette would
    refuse them without a sentence."""
    route = Route(path, endpoint)
    route.methods = None
    return route


def unrouted_response(routes: Sequence[BaseRoute]) -> Callable[[Request, Exception], Awaitable[Response]]:
    """Responds where no route matches: to OPTIONS with the methods of the route, to a superfluous slash with
    a redirect, and to the rest with a sentence."""

    async def answer(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        if error.status_code == 405:
            return _of_method(request.method, error)
        if error.status_code != 404:
            return refusal(error.status_code, "BAD_REQUEST", error.detail, error.headers)
        if address := _without_slashes(request, routes):
            return RedirectResponse(address, 307)
        return refusal(404, "NOT_FOUND", "Nothing is at this address; the first page says what there is.")

    return answer


def _of_method(method: str, error: HTTPException) -> Response:
    allowed = ", ".join(sorted({*(error.headers or {}).get("Allow", "GET").split(", "), "OPTIONS"}))
    if method == "OPTIONS":
        return Response(status_code=204, headers={"allow": allowed})
    message = f"{method[:20]} is not answered here; use {allowed}."
    return refusal(405, "BAD_REQUEST", message, {"allow": allowed})


def _without_slashes(request: Request, routes: Sequence[BaseRoute]) -> str | None:
    """The address without superfluous slashes, if a route matches it. It never begins with two slashes, which
    would lead to another server."""
    prefix = request.scope.get("root_path", "")
    path = request.scope["path"]
    inner = "/" + "/".join(filter(None, path.removeprefix(prefix).split("/")))
    if prefix + inner == path or not inner.isascii() or {".", ".."} & {*inner.split("/")}:
        return None
    scope = {**request.scope, "path": prefix + inner}
    if all(route.matches(scope)[0] is Match.NONE for route in routes):
        return None
    query = request.scope["query_string"].decode("latin-1")
    return f"{prefix}{inner}?{query}".removesuffix("?")
