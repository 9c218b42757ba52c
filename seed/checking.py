"""The `check` command: check the sources against all rules, and quoted passages against their texts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from graph.model.nodes import Evidence
from graph.model.records import Records
from graph.settings import Settings
from seed.checks import rules
from seed.checks.soundness import check_rules
from seed.errors import Refusal, SeedRefused, refusing
from seed.frameworks import read_frameworks
from seed.indexed import Indexed
from seed.quotations import check_passage, span
from seed.sources.all_sources import Sources, read_originals, read_sources
from seed.sources.manifest import sources_of


@dataclass(frozen=True)
class CheckResult:
    """The result of `check`. `compared` is the number of passages that were compared with their text."""

    problems: tuple[Refusal, ...]
    nodes: int = 0
    relationships: int = 0
    compared: int = 0

    @property
    def sound(self) -> bool:
        return not self.problems

    def as_json(self) -> dict[str, object]:
        problems = [
            {"file": each.place.file, "place": each.place.path, "reason": each.reason}
            for each in self.problems
        ]
        return {
            "sound": self.sound,
            "nodes": self.nodes,
            "relationships": self.relationships,
            "compared": self.compared,
            "problems": problems,
        }


def check(
    settings: Settings,
    report: Callable[[str], None],
    *,
    sources: Sources | None = None,
    originals: Path | None = None,
) -> CheckResult:
    """Check the sources against all rules; change nothing.

    `originals` is a folder with quoted texts; passages from them are compared with the text.
    """
    sources = sources or sources_of(settings.home)
    report("Reading the sources")
    try:
        records = read_sources(sources)
    except SeedRefused as refused:
        return CheckResult(refused.refusals)
    report(f"Checking {len(records.nodes)} nodes and {len(records.relationships)} relationships")
    problems = [*check_rules(records, read_frameworks(sources.frameworks))]
    texts = read_originals(originals) if originals else {}
    if texts:
        report("Comparing passages with their text")
    problems += _passages(records, texts)
    ordered = SeedRefused(problems).refusals
    return CheckResult(ordered, len(records.nodes), len(records.relationships), _compared(records, texts))


def _passages(records: Records, texts: dict[str, str]) -> list[Refusal]:
    found: list[Refusal] = []
    indexed = Indexed(records)
    for record, evidence in indexed.of(Evidence):
        for source in indexed.ends("FROM", evidence.id):
            with refusing(rules.where(record), found):
                check_passage(texts, source, evidence.locator, evidence.sha256, evidence.quote)
    return found


def _compared(records: Records, texts: dict[str, str]) -> int:
    indexed = Indexed(records)
    return sum(
        bool(span(evidence.locator)) and source in texts
        for _, evidence in indexed.of(Evidence)
        for source in indexed.ends("FROM", evidence.id)
    )
