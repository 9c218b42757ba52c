"""An import: files read, compared with the graph as it is, and put on the list that the next build reads."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from graph.model.records import Records
from graph.settings import Settings
from seed.build import BuildResult, build
from seed.checking import refusals
from seed.errors import raise_any
from seed.frameworks import Frameworks, read_frameworks
from seed.imports.comparing import Changes, compare
from seed.imports.context import Context
from seed.imports.errors import FileRefused
from seed.imports.gathering import context_of, gathered
from seed.imports.kinds import read_file
from seed.imports.reading import Reading
from seed.manifest import digest_of, keep, sources_of
from seed.sources import Sources, read_base, readings_of

Report = Callable[[str], None]


@dataclass(frozen=True)
class FileResult:
    """What a file states and changes. `known`: this very file was imported before."""

    name: str
    reading: Reading
    changes: Changes
    known: bool = False

    def as_json(self) -> dict[str, object]:
        """The report as plain values; read = added + unchanged + changed + refused."""
        changes, reading = self.changes, self.reading
        return {
            "file": self.name,
            "kind": reading.kind,
            "sources": [source.id for source in reading.sources],
            "known": self.known,
            "read": reading.read,
            "added": len(changes.added),
            "unchanged": changes.unchanged,
            "changed": len(changes.changed),
            "refused": len(reading.refused),
            "passed": dict(reading.passed),
            "addedIds": list(changes.added),
            "changedIds": list(changes.changed),
            "endedIds": list(changes.ended),
            "refusals": [vars(each) for each in reading.refused],
        }


@dataclass(frozen=True)
class Graphs:
    """The graph without the files of an import, and what reading them takes."""

    sources: Sources
    base: Records
    frameworks: Frameworks
    context: Context
    readings: list[Reading]


def check_files(
    settings: Settings, report: Report, paths: Sequence[Path], kind: str | None
) -> list[FileResult]:
    """Read files and hold every row against its format; compares with nothing and changes nothing."""
    sources = sources_of(settings.home)
    context = context_of(read_base(sources), read_frameworks(sources.frameworks))
    report("Reading the files")
    return [FileResult(path.name, read_file(path, path.name, context, kind), Changes()) for path in paths]


def compare_files(
    settings: Settings, report: Report, paths: Sequence[Path], kind: str | None, *, strict: bool = False
) -> list[FileResult]:
    """Read files and compare each with the graph as it would be before it; changes nothing.

    Raises FileRefused for a file that cannot be read or, if `strict`, has a refused row, and SeedRefused for
    files that do not go together with what is there.
    """
    report("Reading the graph's own sources")
    graphs = _graphs(settings)
    report("Reading and comparing the files")
    results = list(_compared(graphs, paths, kind))
    if strict:
        _refuse_any(results)
    return results


def import_files(
    settings: Settings, report: Report, paths: Sequence[Path], kind: str | None, *, strict: bool = False
) -> tuple[list[FileResult], BuildResult]:
    """Compare files, keep them, and build and publish the graph that they are part of.

    Raises as `compare_files` and `build` do; then the graph and the list of files are as they were.
    """
    results = compare_files(settings, report, paths, kind, strict=strict)
    files = [
        keep(settings.home, path, digest_of(path, path.name), result.reading.kind)
        for path, result in zip(paths, results, strict=True)
        if not result.known
    ]
    return results, build(settings, report, add=files)


def _graphs(settings: Settings) -> Graphs:
    sources = sources_of(settings.home)
    base, frameworks = read_base(sources), read_frameworks(sources.frameworks)
    return Graphs(sources, base, frameworks, context_of(base, frameworks), readings_of(sources, base))


def _compared(graphs: Graphs, paths: Sequence[Path], kind: str | None) -> Iterator[FileResult]:
    known = {file.sha256 for file in graphs.sources.imports}
    readings = list(graphs.readings)
    before = gathered(graphs.base, readings, graphs.frameworks)
    for path in paths:
        digest = digest_of(path, path.name)
        reading = read_file(path, path.name, graphs.context, kind)
        again = digest in known
        known.add(digest)
        every = readings if again else [*readings, reading]
        after = before if again else gathered(graphs.base, every, graphs.frameworks)
        raise_any(refusals(after, graphs.frameworks))
        yield FileResult(path.name, reading, compare(before, after, graphs.base, reading, every), again)
        before, readings = after, list(every)


def _refuse_any(results: Sequence[FileResult]) -> None:
    for result in results:
        if result.reading.refused:
            number = len(result.reading.refused)
            rows = "1 row that is" if number == 1 else f"{number} rows that are"
            listed = "\n".join(map(str, result.reading.refused))
            raise FileRefused(result.name, f"has {rows} refused (--strict):\n{listed}\n")
