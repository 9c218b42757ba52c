"""The public names of Neo4j's driver, without what it would load beside itself.

The only module that imports the driver, but for ``graph.neo4j.connections``, which needs private names.

Wherever numpy, pandas or pyarrow are installed, the driver imports them, to take their values for parameters.
None is ever sent from here, and they would cost every process 50 MB and half a second of its start.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def _hidden(*names: str) -> Iterator[None]:
    """Packages count as not installed meanwhile, but for those that are imported already."""
    hidden = [name for name in names if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]  # an import of None fails
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]


with _hidden("numpy", "pandas", "pyarrow"):
    from neo4j import (
        READ_ACCESS,
        WRITE_ACCESS,
        AsyncDriver,
        AsyncGraphDatabase,
        Driver,
        GraphDatabase,
        Query,
        Session,
    )
    from neo4j import __version__ as DRIVER_VERSION
    from neo4j.auth_management import AsyncAuthManager, AuthManager
    from neo4j.exceptions import (
        AuthError,
        ConfigurationError,
        DriverError,
        Neo4jError,
        ServiceUnavailable,
        SessionExpired,
    )

__all__ = [
    "DRIVER_VERSION",
    "READ_ACCESS",
    "WRITE_ACCESS",
    "AsyncAuthManager",
    "AsyncDriver",
    "AsyncGraphDatabase",
    "AuthError",
    "AuthManager",
    "ConfigurationError",
    "Driver",
    "DriverError",
    "GraphDatabase",
    "Neo4jError",
    "Query",
    "ServiceUnavailable",
    "Session",
    "SessionExpired",
]
