"""Fetching Neo4j's jars from Maven, from Python alone."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from operator import attrgetter
from pathlib import Path

import requests
from jgo.maven import Artifact, MavenContext, PythonResolver

from graph.errors import DownloadFailed, disk_errors
from graph.store.jar_checks import Jar, Progress, read_lock
from graph.store.lock import hold
from graph.whole_files import write_whole

BROWSER_VERSION = "5.24.0"
DOWNLOADS_AT_ONCE = 8


def download(cache: Path, version: str, place: Path, lock: Path, progress: Progress) -> None:
    """Put the jars of `lock` into `place`, making the lock first if this version has none.

    Two starts at once do not fetch twice: the second waits. Raises DownloadFailed, DiskFull.
    """
    with hold(cache, f"download-{version}", wait=True), disk_errors(cache), _network_errors(version):
        place.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="fetching-", dir=cache) as scratch:
            maven = MavenContext(resolver=PythonResolver(), repo_cache=Path(scratch))
            if not lock.exists():
                _resolve(maven, version, place, lock)
            _fetch(maven, read_lock(lock), place, progress)


def _resolve(maven: MavenContext, version: str, place: Path, lock: Path) -> None:
    """Ask Maven what a version needs, keep the jars, and write the lock last."""
    wanted = [maven.create_dependency(coordinate) for coordinate in _roots(version)]
    roots, others = maven.resolver.resolve(wanted)
    artifacts = [dependency.artifact for dependency in (*roots, *others)]
    with ThreadPoolExecutor(DOWNLOADS_AT_ONCE) as pool:
        kept = pool.map(lambda artifact: _keep_unknown(artifact, place), artifacts)
        jars = sorted(kept, key=attrgetter("coordinate"))
    write_whole(lock, "".join(f"{jar.coordinate} {jar.size} {jar.sha256}\n" for jar in jars))


def _roots(version: str) -> Sequence[str]:
    return (
        f"org.neo4j:neo4j:{version}",
        f"org.neo4j.app:neo4j-server:{version}",
        f"org.neo4j.client:neo4j-browser:{BROWSER_VERSION}",
    )


def _keep_unknown(artifact: Artifact, place: Path) -> Jar:
    path = Path(artifact.resolve())
    parts = [artifact.groupId, artifact.artifactId, artifact.version, artifact.classifier]
    jar = Jar(":".join(part for part in parts if part), path.stat().st_size, _sha256(path))
    path.replace(place / jar.name)
    return jar


def _fetch(maven: MavenContext, jars: Sequence[Jar], place: Path, progress: Progress) -> None:
    missing = [jar for jar in jars if not jar.is_at(place / jar.name)]
    total = sum(jar.size for jar in jars)
    done = total - sum(jar.size for jar in missing)
    progress(done, total)
    with ThreadPoolExecutor(DOWNLOADS_AT_ONCE) as pool:
        tasks = [pool.submit(_fetch_one, maven, jar, place) for jar in missing]
        try:
            for task in as_completed(tasks):
                done += task.result()
                progress(done, total)
        finally:
            pool.shutdown(cancel_futures=True)


def _fetch_one(maven: MavenContext, jar: Jar, place: Path) -> int:
    group, name, version, *classifier = jar.coordinate.split(":")
    artifact = maven.project(group, name).at_version(version).artifact(*classifier)
    path = Path(artifact.resolve())
    if _sha256(path) != jar.sha256:
        raise DownloadFailed(
            f"{jar.name} arrived with other bytes than expected (SHA-256 differs). Start again; if it "
            "happens again, something between this machine and the registry changes files."
        )
    path.replace(place / jar.name)
    return jar.size


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def _network_errors(version: str) -> Iterator[None]:
    try:
        yield
    except requests.RequestException as error:
        raise DownloadFailed(
            f"Neo4j {version} could not be downloaded ({type(error).__name__}). Check the network and start "
            "again: what has arrived is kept. Or set NEO4J_URI to use a server of your own."
        ) from error
    except RuntimeError as error:
        raise DownloadFailed(
            f"Neo4j {version} is not to be had: {error}. Set NEO4J_VERSION to a published release."
        ) from error
