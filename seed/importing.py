"""An import: files read, compared with the graph as it is, and put on the list that the next build reads."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from graph.settings import Settings
from seed.build.build import BuildResult, build
from seed.sources.all_sources import Together, together
from seed.sources.imports.comparing import Changes, compare
from seed.sources.imports.errors import FileRefused
from seed.sources.imports.graph_assembly import ImportFile, gathered
from seed.sources.imports.reading import Reading
from seed.sources.imports.snapshots import snapshots
from seed.sources.manifest import keep, sources_of

Report = Callable[[str], None]


@dataclass(frozen=True)
class FileResult:
    """What a file states and changes. `known`: this very file was imported before."""

    name: str
    reading: Reading
    changes: Changes
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
            "refused": reading.lost,
            "repeated": reading.repeated,
            "passed": dict(reading.passed),
            "noted": list(reading.noted),
            "addedIds": list(changes.added),
            "changedIds": list(changes.changed),
            "endedIds": list(changes.ended),
            "refusals": [vars(each) for each in reading.refused],
        }


def compare_files(
    settings: Settings, report: Report, paths: Sequence[Path], kind: str | None, *, strict: bool = False
) -> list[FileResult]:
    """Read files and compare each with the graph as it would be before it; changes nothing.

    Raises FileRefused for a file that cannot be read or, if `strict`, has a refused row, and SeedRefused for
    what is wrong with the graph's own sources.
    """
    with TemporaryDirectory() as folder:
        results, _ = _compared(settings, report, snapshots(paths, Path(folder)), kind, strict)
    return results


def import_files(
    settings: Settings, report: Report, paths: Sequence[Path], kind: str | None, *, strict: bool = False
) -> tuple[list[FileResult], BuildResult]:
    """Compare files, keep them, and build and publish the graph that they are part of.

    Raises as `compare_files` and `build` do; then the graph and the list of files are as they were.
    """
    with TemporaryDirectory() as folder:
        results, fresh = _compared(settings, report, snapshots(paths, Path(folder)), kind, strict)
        files = [keep(settings.home, file) for file in fresh]
    return results, build(settings, report, add=files)


def _compared(
    settings: Settings, report: Report, files: Sequence[ImportFile], kind: str | None, strict: bool
) -> tuple[list[FileResult], list[ImportFile]]:
    """What each file states and changes, and those that were not imported before, with their kinds."""
    held = sources_of(settings.home)
    known = [file.sha256 for file in held.imports]
    fresh = [
        replace(file, kind=kind)
        for number, file in enumerate(files)
        if file.sha256 not in (*known, *(other.sha256 for other in files[:number]))
    ]
    report("Reading and comparing the files")
    whole = together(replace(held, imports=(*held.imports, *fresh)))
    settled = dict(zip([*known, *(file.sha256 for file in fresh)], whole.settled.imports, strict=True))
    results = list(_results(whole, files, settled, known))
    if strict:
        _refuse_any(results)
    return results, [replace(file, kind=settled[file.sha256].kind) for file in fresh]


def _results(
    whole: Together, files: Sequence[ImportFile], settled: Mapping[str, Reading], known: Sequence[str]
) -> Iterator[FileResult]:
    seen = list(known)
    readings = [*whole.shipped, *(settled[digest] for digest in known)]
    before = gathered(whole.base, readings, whole.frameworks)
    for file in files:
        reading, again = settled[file.sha256], file.sha256 in seen
        seen.append(file.sha256)
        readings = readings if again else [*readings, reading]
        after = before if again else gathered(whole.base, readings, whole.frameworks)
        yield FileResult(file.name, reading, compare(before, after, whole.base, reading, readings), again)
        before = after


def _refuse_any(results: Sequence[FileResult]) -> None:
    for result in results:
        if number := result.reading.lost:
            rows = "1 row that is" if number == 1 else f"{number} rows that are"
            listed = "\n".join(map(str, result.reading.refused))
            raise FileRefused(result.name, f"has {rows} refused (--strict):\n{listed}\n")
