"""What can go wrong between this program and a graph, each as one sentence that says what to do.

GraphError
├── SettingInvalid      an environment variable that cannot be used
├── DownloadFailed      Neo4j's jars could not be fetched
├── PortTaken           an address that another program listens on
├── InUse               a directory that another process holds
├── DiskFull            no room left where this program writes
├── Neo4jDied           a JVM that ended before it was ready, or while it was needed
├── ImportFailed        neo4j-admin refused the CSV files
├── NothingBuilt        no published store where one is needed
├── StoreDamaged        files of a store that are not what its build wrote
├── NotServed           no Neo4j of our own that this user could enter
├── ChangesNotKept      a version that no file of changes leads from
│   └── VersionUnknown      and that no build here made
├── BrowserFileInvalid  a guide or a saved query for Neo4j Browser that cannot be used
├── DatasetNotReady     a database without a finished dataset of ours
├── ExportRefused       what cannot be exported as it was asked for
└── StoreError
    ├── StoreUnavailable    nobody answers, or the server went away
    ├── StoreRefused        wrong user or password
    ├── DatabaseMissing     the server has no database of that name
    ├── StatementTimeout    the statement took longer than it was allowed
    └── StatementRefused    the server rejected the statement or the change
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class GraphError(Exception):
    """Base of this layer. `str(error)` is a sentence fit for a person: what, which value, what to do."""


class SettingInvalid(GraphError):
    """An environment variable holds a value that cannot be used."""


class DownloadFailed(GraphError):
    """Neo4j's jars could not be resolved, fetched or verified."""


class PortTaken(GraphError):
    """Another program listens on the address."""


class InUse(GraphError):
    """Another process holds the directory."""


class DiskFull(GraphError):
    """No room left on the disk that is written to."""


class Neo4jDied(GraphError):
    """A Neo4j of our own ended before it was ready, or while it was needed."""


class NotServed(GraphError):
    """No Neo4j of our own is served that this user could enter."""


class ImportFailed(GraphError):
    """neo4j-admin did not accept the CSV files."""


class NothingBuilt(GraphError):
    """A published store is needed and there is none."""


class StoreDamaged(GraphError):
    """Files of a store are not what its build wrote."""


class ChangesNotKept(GraphError):
    """No files of changes lead from a version to the one that is served."""


class VersionUnknown(ChangesNotKept):
    """And nothing here says that there ever was such a version."""


class BrowserFileInvalid(GraphError):
    """A guide or a saved query for Neo4j Browser is not what it must be."""


class DatasetNotReady(GraphError):
    """The database holds no dataset of ours, or one that is still being loaded."""


class ExportRefused(GraphError):
    """What cannot be exported as it was asked for: a format that cannot hold it, or a choice that is none."""


class StoreError(GraphError):
    """Base of what a server answers, or fails to."""


class StoreUnavailable(StoreError):
    """Nobody answers at the address, or the server went away."""


class StoreRefused(StoreError):
    """The server does not accept the user or the password."""


class DatabaseMissing(StoreError):
    """The server has no database of that name."""


class StatementTimeout(StoreError):
    """A statement took longer than it was allowed."""


class StatementRefused(StoreError):
    """The server rejected a statement: a mistake in its text, or a write to a read-only store."""


@contextmanager
def disk_errors(path: Path) -> Iterator[None]:
    """Turn the system's errors about a disk that is full, or that may not be written, into sentences."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise disk_full(path) from error
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            where = error.filename or path
            raise GraphError(
                f"{where} cannot be written: {error.strerror}. Choose another directory."
            ) from error
        raise


def disk_full(path: Path) -> DiskFull:
    """The sentence for a disk without room; a Neo4j store and its jars take about 1 GB."""
    return DiskFull(
        f"The disk that holds {path} is full. Free about 1 GB there, or choose another place with "
        "SAFEGUARDING_HOME (graphs) and SAFEGUARDING_CACHE (downloads)."
    )
