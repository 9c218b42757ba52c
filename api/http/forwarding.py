"""Where a request says it was sent to: through proxies that are trusted, below a prefix, to a name that is
answered to."""

from __future__ import annotations

import ipaddress

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from api.http.error_responses import refusal
from graph.hosts import AllowedHosts
from graph.settings import Settings

_FORWARDED = ("x-forwarded-host", "x-forwarded-proto")


class Forwarded:
    """Puts the address that the client used into the scope: `X-Forwarded-Host` and `-Proto` of trusted
    proxies, and the prefix of ROOT_PATH, whether the proxy left it in the path or took it out."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._prefix = settings.root_path
        self._trusted = [ipaddress.ip_network(each) for each in settings.trusted_proxies]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            if scope["client"] and self._trusts(scope["client"][0]):
                self._follow(scope, Headers(scope=scope))
            self._set_prefix(scope)
        await self._app(scope, receive, send)

    def _trusts(self, address: str) -> bool:
        if not self._trusted:
            return False
        try:
            given = ipaddress.ip_address(address)
        except ValueError:
            return False
        # A socket that listens for both families tells the older one's addresses inside those of the newer.
        given = getattr(given, "ipv4_mapped", None) or given
        return any(given in network for network in self._trusted)

    def _follow(self, scope: Scope, headers: Headers) -> None:
        host, proto = (",".join(headers.getlist(name)) for name in _FORWARDED)
        if (scheme := _last(proto).lower()) in ("http", "https"):
            scope["scheme"] = scheme
        if name := _last(host):
            kept = [(key, value) for key, value in scope["headers"] if key != b"host"]
            scope["headers"] = [*kept, (b"host", name.encode("latin-1"))]

    def _set_prefix(self, scope: Scope) -> None:
        if not self._prefix:
            return
        path = scope["path"]
        if path != self._prefix and not path.startswith(self._prefix + "/"):
            path = self._prefix + path
        scope.update(root_path=self._prefix, path=path)


class KnownHosts:
    """Refuses a request to a name that is not this server's."""

    def __init__(self, app: ASGIApp, hosts: AllowedHosts) -> None:
        self._app = app
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            given = Headers(scope=scope).getlist("host")
            if len(given) != 1:
                told = f"The request names {len(given)} hosts; `Host` must name one."
                await refusal(400, "BAD_REQUEST", told)(scope, receive, send)
                return
            if not self._hosts.allows(given[0]):
                told = f"This server does not answer to '{given[0][:100]}'; ALLOWED_HOSTS lists its names."
                await refusal(421, "UNKNOWN_HOST", told)(scope, receive, send)
                return
        await self._app(scope, receive, send)


def _last(values: str) -> str:
    """What the nearest proxy said; a client may have sent the ones before."""
    return values.rpartition(",")[2].strip()
