"""The login to a Neo4j of our own, which goes to no port where another user listens."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlsplit

from graph.neo4j.driver import AsyncAuthManager, AuthManager, Neo4jError, ServiceUnavailable
from graph.neo4j.listeners import is_ours


class OwnLogin(NamedTuple):
    """User and password of a Neo4j of our own: a login that `checked` and `checked_async` take care of."""

    user: str
    password: str


class _Checked(AuthManager):
    """A login that a driver asks for once it is connected, before it has sent anything of it."""

    def __init__(self, uri: str, login: OwnLogin) -> None:
        self._port = urlsplit(uri).port or 0
        self._login = login

    def get_auth(self) -> tuple[str, str]:
        """Raises ServiceUnavailable."""
        if not is_ours(self._port):
            raise ServiceUnavailable(f"Nobody of this user listens at port {self._port}.")
        return self._login

    def handle_security_exception(self, auth: object, error: Neo4jError) -> bool:
        """There is no other password to try."""
        return False


class _AsyncChecked(AsyncAuthManager):
    """As `_Checked`, for a driver on an event loop."""

    def __init__(self, uri: str, login: OwnLogin) -> None:
        self._checked = _Checked(uri, login)

    async def get_auth(self) -> tuple[str, str]:
        """Raises ServiceUnavailable."""
        return self._checked.get_auth()

    async def handle_security_exception(self, auth: object, error: Neo4jError) -> bool:
        """There is no other password to try."""
        return False


def checked(uri: str, auth: tuple[str, str]) -> tuple[str, str] | AuthManager:
    """What a driver takes for a login; one of our own goes to a process of this user alone."""
    return _Checked(uri, auth) if isinstance(auth, OwnLogin) else auth


def checked_async(uri: str, auth: tuple[str, str]) -> tuple[str, str] | AsyncAuthManager:
    """As `checked`, for a driver on an event loop."""
    return _AsyncChecked(uri, auth) if isinstance(auth, OwnLogin) else auth
