"""Errors of this layer, each with one sentence for the user that says what to do.

GraphError
├── SettingInvalid      the value of an environment variable is invalid
├── DownloadFailed      Neo4j's jars could not be downloaded
├── ArchiveFailed       the archive of Neo4j's classes could not be made
├── PortTaken           another program listens on the port
├── InUse               another process holds the directory
├── DiskFull            the disk is full
├── Neo4jDied           the managed Neo4j ended before it was ready, or while it was needed
├── ImportFailed        neo4j-admin refused the CSV files
├── NothingBuilt        there is no published store
├── StoreDamaged        files of a store differ from what its build wrote
├── NotServed           no managed Neo4j is running
├── ChangesNotKept      no files of changes lead from the version
│   └── VersionUnknown      no build here made the version
├── BrowserFileInvalid  a guide or saved query for Neo4j Browser is invalid
├── DatasetNotReady     the database has no complete dataset
├── ExportRefused       the export is impossible as requested
└── StoreError
    ├── StoreUnavailable    the server does not answer, or went away
    ├── StoreRefused        wrong user or password
    ├── DatabaseMissing     the server has no database of that name
    ├── StatementTimeout    the statement exceeded its time limit
    └── StatementRefused    the server rejected the statement
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class GraphError(Exception):
    """Base class. `str(error)` is a sentence for the user: the problem, the value, and what to do."""


class SettingInvalid(GraphError):
    """The value of an environment variable is invalid."""


class DownloadFailed(GraphError):
    """Neo4j's jars could not be resolved, downloaded or verified."""


class ArchiveFailed(GraphError):
    """The JVM made no archive of Neo4j's classes."""


class PortTaken(GraphError):
    """Another program listens on the address."""


class InUse(GraphError):
    """Another process holds the directory."""


class DiskFull(GraphError):
    """The disk is full."""


class Neo4jDied(GraphError):
    """The managed Neo4j ended before it was ready, or while it was needed."""


class NotServed(GraphError):
    """No managed Neo4j is running to which this user has access."""


class ImportFailed(GraphError):
    """neo4j-admin refused the CSV files."""


class NothingBuilt(GraphError):
    """There is no published store."""


class StoreDamaged(GraphError):
    """Files of a store differ from what its build wrote."""


class ChangesNotKept(GraphError):
    """No files of changes lead from a version to the served one."""


class VersionUnknown(ChangesNotKept):
    """As ChangesNotKept, and no build here made the version."""


class BrowserFileInvalid(GraphError):
    """A guide or saved query for Neo4j Browser is invalid."""


class DatasetNotReady(GraphError):
    """The database has no dataset of this project, or one that is still being loaded."""


class ExportRefused(GraphError):
    """The export is impossible as requested: the format cannot represent the data, or the selection is
    invalid."""


class StoreError(GraphError):
    """Base class for failures of the Neo4j server."""


class StoreUnavailable(StoreError):
    """The server does not answer, or went away."""


class StoreRefused(StoreError):
    """The server rejected the user or the password."""


class DatabaseMissing(StoreError):
    """The server has no database of that name."""


class StatementTimeout(StoreError):
    """A statement exceeded its time limit."""


class StatementRefused(StoreError):
    """The server rejected a statement: a mistake in its text, or a write to a read-only store."""


@contextmanager
def disk_errors(path: Path) -> Iterator[None]:
    """Turn OSErrors about a full disk or missing permissions into DiskFull and GraphError."""
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
    """The error for a full disk; a Neo4j store and its jars take about 1 GB."""
    return DiskFull(
        f"The disk that holds {path} is full. Free about 1 GB there, or choose another directory with "
        "SAFEGUARDING_HOME (graphs) and SAFEGUARDING_CACHE (downloads)."
    )
