"""Import files: read them, compare them with the graph, and add them to the sources of the next build."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from graph.settings import Settings
from seed.build.build import BuildResult, build
from seed.sources.all_sources import LoadedSources, load_sources
from seed.sources.imports.comparing import FileChanges, compare
from seed.sources.imports.errors import FileRefused
from seed.sources.imports.graph_assembly import ImportFile, assemble_graph
from seed.sources.imports.reading import Reading
from seed.sources.imports.snapshots import snapshots
from seed.sources.manifest import sources_of, store_file

Report = Callable[[str], None]


@dataclass(frozen=True)
class FileResult:
    """The content of a file and its changes to the graph. `known`: the same bytes were imported before."""

    name: str
    reading: Reading
    changes: FileChanges
    known: bool = False

    def as_json(self) -> dict[str, object]:
        """The report as plain values; read = added + unchanged + changed + refused + repeated."""
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
            "refused": reading.refused_count,
            "repeated": reading.repeated,
            "passed": dict(reading.skipped),
            "noted": list(reading.notes),
            "addedIds": list(changes.added),
            "changedIds": list(changes.changed),
            "endedIds": list(changes.ended),
            "refusals": [vars(each) for each in reading.refused],
        }


def compare_files(
    settings: Settings, report: Report, paths: Sequence[Path], kind: str | None, *, strict: bool = False
) -> list[FileResult]:
    """Compare each file with the graph after the files before it; change nothing.

    Raises FileRefused for a file that cannot be read or, if `strict`, has refused rows, and SeedRefused for
    problems in the graph's own sources.
    """
    with TemporaryDirectory() as folder:
        results, _ = _compared(settings, report, snapshots(paths, Path(folder)), kind, strict)
    return results


def import_files(
    settings: Settings, report: Report, paths: Sequence[Path], kind: str | None, *, strict: bool = False
) -> tuple[list[FileResult], BuildResult]:
    """Compare files, store them, and build and publish the graph with them.

    Raises the errors of `compare_files` and `build`; then neither the graph nor the list of files changes.
    """
    with TemporaryDirectory() as folder:
        results, fresh = _compared(settings, report, snapshots(paths, Path(folder)), kind, strict)
        files = [store_file(settings.home, file) for file in fresh]
    return results, build(settings, report, add=files)


def _compared(
    settings: Settings, report: Report, files: Sequence[ImportFile], kind: str | None, strict: bool
) -> tuple[list[FileResult], list[ImportFile]]:
    """The result for each file, and the files that were not imported before, with their kinds."""
    held = sources_of(settings.home)
    known = [file.sha256 for file in held.imports]
    fresh = [
        replace(file, kind=kind)
        for number, file in enumerate(files)
        if file.sha256 not in (*known, *(other.sha256 for other in files[:number]))
    ]
    report("Reading and comparing the files")
    whole = load_sources(replace(held, imports=(*held.imports, *fresh)))
    settled = dict(zip([*known, *(file.sha256 for file in fresh)], whole.accepted.imports, strict=True))
    results = list(_results(whole, files, settled, known))
    if strict:
        _refuse_any(results)
    return results, [replace(file, kind=settled[file.sha256].kind) for file in fresh]


def _results(
    whole: LoadedSources, files: Sequence[ImportFile], settled: Mapping[str, Reading], known: Sequence[str]
) -> Iterator[FileResult]:
    seen = list(known)
    readings = [*whole.shipped, *(settled[digest] for digest in known)]
    before = assemble_graph(whole.base, readings, whole.frameworks)
    for file in files:
        reading, again = settled[file.sha256], file.sha256 in seen
        seen.append(file.sha256)
        readings = readings if again else [*readings, reading]
        after = before if again else assemble_graph(whole.base, readings, whole.frameworks)
        yield FileResult(file.name, reading, compare(before, after, whole.base, reading, readings), again)
        before = after


def _refuse_any(results: Sequence[FileResult]) -> None:
    for result in results:
        if number := result.reading.refused_count:
            rows = "1 row that is" if number == 1 else f"{number} rows that are"
            listed = "\n".join(map(str, result.reading.refused))
            raise FileRefused(result.name, f"has {rows} refused (--strict):\n{listed}\n")
