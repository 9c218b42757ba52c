"""The address of a request: through trusted proxies, below a prefix, at a host name of this server."""

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
            client = ipaddress.ip_address(address)
        except ValueError:
            return False
        # A dual-stack socket reports IPv4 clients as IPv4-mapped IPv6 addresses.
        client = getattr(client, "ipv4_mapped", None) or client
        return any(client in network for network in self._trusted)

    def _follow(self, scope: Scope, headers: Headers) -> None:
        host, proto = (",".join(headers.getlist(name)) for name in _FORWARDED)
        if (scheme := _last(proto).lower()) in ("http", "https"):
            scope["scheme"] = scheme
        if name := _last(host):
            others = [(key, value) for key, value in scope["headers"] if key != b"host"]
            scope["headers"] = [*others, (b"host", name.encode("latin-1"))]

    def _set_prefix(self, scope: Scope) -> None:
        if not self._prefix:
            return
        path = scope["path"]
        if path != self._prefix and not path.startswith(self._prefix + "/"):
            path = self._prefix + path
        scope.update(root_path=self._prefix, path=path)


class KnownHosts:
    """Refuses requests to host names that are not this server's."""

    def __init__(self, app: ASGIApp, hosts: AllowedHosts) -> None:
        self._app = app
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            hosts = Headers(scope=scope).getlist("host")
            if len(hosts) != 1:
                message = f"The request names {len(hosts)} hosts; `Host` must name one."
                await refusal(400, "BAD_REQUEST", message)(scope, receive, send)
                return
            if not self._hosts.allows(hosts[0]):
                message = f"This server does not answer to '{hosts[0][:100]}'; ALLOWED_HOSTS lists its names."
                await refusal(421, "UNKNOWN_HOST", message)(scope, receive, send)
                return
        await self._app(scope, receive, send)


def _last(values: str) -> str:
    """The value of the nearest proxy; the client may have sent those before it."""
    return values.rpartition(",")[2].strip()
