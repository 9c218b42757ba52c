"""`safeguarding import`: import files of inspections, findings and letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from command.console import prepare_neo4j, steps
from graph.settings import Settings
from seed.build.build import BuildResult
from seed.importing import FileResult, compare_files, import_files

_SHOWN = 20


@dataclass(frozen=True)
class ImportOutcome:
    """The result of an import; `built` is None after a dry run or a check."""

    files: tuple[FileResult, ...]
    built: BuildResult | None = None

    @property
    def refused(self) -> bool:
        return any(each.reading.refused_count for each in self.files)

    def as_json(self) -> dict[str, object]:
        return {
            "files": [each.as_json() for each in self.files],
            "built": asdict(self.built) if self.built else None,
        }


def run_import(
    settings: Settings, paths: Sequence[Path], *, kind: str | None, dry_run: bool, strict: bool, check: bool
) -> ImportOutcome:
    """Import files, or only compare or check them. Raises SeedError, GraphError."""
    if not (dry_run or check):
        prepare_neo4j(settings)
    with steps() as report:
        if check or dry_run:
            return ImportOutcome(tuple(compare_files(settings, report, paths, kind, strict=strict)))
        results, built = import_files(settings, report, paths, kind, strict=strict)
        return ImportOutcome(tuple(results), built)


def as_text(imported: ImportOutcome, *, check: bool) -> str:
    """The report as text."""
    lines = [line for each in imported.files for line in _file(each, check=check)]
    if imported.built:
        state = "unchanged" if imported.built.reused else "published"
        lines.append(f"{imported.built.version} {state}: {imported.built.nodes} nodes.")
    return "\n".join(lines)


def _file(result: FileResult, *, check: bool) -> list[str]:
    reading, changes = result.reading, result.changes
    taken = f"{len(changes.added)} added + {changes.unchanged} unchanged + {len(changes.changed)} changed"
    if check:
        taken = f"{reading.read - reading.refused_count - reading.repeated} accepted"
    lines = [
        f"{result.name} ({reading.kind}): {reading.read} read = {taken} + {reading.refused_count} refused + "
        f"{reading.repeated} repeated."
    ]
    if result.known:
        lines.append("  This very file was imported before.")
    if check:
        return [*lines, *(f"  refused {each}" for each in reading.refused)]
    lines += [f"  Passed over: {reason} ({number})." for reason, number in reading.skipped]
    lines += [f"  {each}" for each in reading.notes]
    for word, ids in (("added", changes.added), ("changed", changes.changed), ("ended", changes.ended)):
        lines += [f"  {word} {own}" for own in ids[:_SHOWN]]
        if len(ids) > _SHOWN:
            lines.append(f"  ... and {len(ids) - _SHOWN} more {word} (--json lists all)")
    return [*lines, *(f"  refused {each}" for each in reading.refused)]
