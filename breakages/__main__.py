"""`python -m breakages [NAME ...]`: break one line at a time, and see that the named test fails."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from queue import Queue

from breakages.entries import Breakage, breakages, stale
from breakages.trials import Copy, Outcome
from graph.settings import Settings
from tests.helpers.shared_stores import ARTICLE, article_store, shared_neo4j


def main() -> int:
    """Try the chosen breakages; returns 1 if any was not noticed, or no longer fits the code."""
    given = argparse.ArgumentParser(prog="breakages", description=__doc__)
    given.add_argument("names", nargs="*", metavar="NAME", help="of a breakage; all if none is named")
    given.add_argument("--jobs", type=int, default=2, help="how many to try at a time (default: %(default)s)")
    given.add_argument("--list", action="store_true", help="print what there is, and try nothing")
    asked = given.parse_args()
    known = breakages()
    if unknown := set(asked.names) - {each.name for each in known}:
        given.error(f"no breakage is named {', '.join(sorted(unknown))}; --list prints those there are")
    chosen = [each for each in known if each.name in asked.names or not asked.names]
    if asked.list:
        for each in chosen:
            say(f"{each.name}: {each.why}")
        return 0
    if wrong := [*stale(chosen)]:
        say("These entries no longer fit the code:", *wrong)
        return 1
    return tried(chosen, asked.jobs)


def tried(chosen: Sequence[Breakage], jobs: int) -> int:
    """Try breakages in copies of the project, `jobs` at a time; 0 if all were noticed."""
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="breakages-") as place, ExitStack() as stack:
        root = Path(place)
        if any(each.neo4j for each in chosen):
            say("Building the graph of the article and starting Neo4j on it ...")
            settings = _settings()
            stack.enter_context(shared_neo4j(root, article_store(root, settings), settings))
        copies: Queue[Copy] = Queue()
        for number in range(min(jobs, len(chosen))):
            copies.put(stack.enter_context(Copy(root / f"copy{number}", {ARTICLE: str(root)})))
        say("Running the named tests on the code as it is ...")
        if broken := [*_failing(copies, chosen)]:
            say("These must pass before anything is broken:", *broken)
            return 1
        missed = [*_missed(copies, chosen, jobs)]
    say(f"{len(chosen) - len(missed)} of {len(chosen)} noticed, in {time.monotonic() - begun:.0f} s.")
    if missed:
        say("NOT noticed:", *(f"{each.name}: {each.why}\n    {each.test}" for each in missed))
    return 1 if missed else 0


def _settings() -> Settings:
    own = {name: value for name, value in os.environ.items() if not name.startswith("NEO4J_")}
    return replace(Settings.from_environ(own), port=0, bolt_port=0, http_port=0)


def _failing(copies: Queue[Copy], chosen: Sequence[Breakage]) -> Iterator[str]:
    """The failures of the named tests on the unbroken code."""
    copy = copies.get()
    for neo4j in (False, True):
        tests = sorted({each.test for each in chosen if each.neo4j is neo4j})
        if tests and (outcome := copy.run(tests, neo4j=neo4j)).status != 0:
            yield outcome.output
    copies.put(copy)


def _missed(copies: Queue[Copy], chosen: Sequence[Breakage], jobs: int) -> Iterator[Breakage]:
    """The breakages that no test noticed."""

    def trial(breakage: Breakage) -> Outcome:
        copy = copies.get()
        try:
            with copy.broken(breakage):
                return copy.run([breakage.test], "-x", neo4j=breakage.neo4j)
        finally:
            copies.put(copy)

    with ThreadPoolExecutor(jobs) as pool:
        for each, outcome in zip(chosen, pool.map(trial, chosen), strict=True):
            if outcome.noticed():
                reason = next(iter(outcome.failed.values())).partition("\n")[0][:100]
                say(f"noticed  {outcome.seconds:4.0f} s  {each.name}  ({reason})")
            else:
                say(f"MISSED   {outcome.seconds:4.0f} s  {each.name}", outcome.output[-2000:])
                yield each


def say(*lines: str) -> None:
    print("\n  ".join(lines), flush=True)


if __name__ == "__main__":
    sys.exit(main())
