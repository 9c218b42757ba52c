"""The section of the report on the measurements beside the rounds."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from bench.extras import JOINED, KEPT_MB, KNOWN, MANY_NEW, NEW, WORKERS, Pair
from bench.markdown import table
from bench.questions import AS_OF, QUESTIONS
from bench.rounds import Result

_TITLES = {question.name: question.title for question in (*QUESTIONS, *AS_OF)}


def extras_section(results: Sequence[Result]) -> str:
    """The section, with a column for each size."""
    return f"""## What else was measured
On the same store, after the rounds; this project alone unless stated.

### As of a day
Answers a second at 16 connections against those of Cypher by hand. These questions are in none of the medians
above: @neo4j/graphql has nothing like `asOf`.

{_ratios(results, [result.extras.as_of for result in results])}

### Cached answers
Answers a second at 16 connections with `RESPONSE_CACHE_MB={KEPT_MB}` against those without, asked the same
variables in turn. The client is one process and may limit the larger
numbers.

{_ratios(results, [result.extras.kept for result in results])}

### {WORKERS} workers
Answers a second at 16 connections with `serve --workers {WORKERS}` against one process. This machine has
{os.cpu_count()} cores, which Neo4j and the client share with the workers: more cores would gain more.

{_ratios(results, [result.extras.workers for result in results])}

### Start, and new documents
A new document is known to neither the server nor Neo4j. {NEW} have the relationships, filters and orders of
the eight questions, and other properties of their nodes under other names; {JOINED} join relationships that
no document joined before, which Neo4j must plan. Then {MANY_NEW} more of the first kind were asked in turn,
and question {KNOWN[0]} before and after them on one connection.

{_new(results)}
"""


def _ratios(results: Sequence[Result], found: Sequence[Mapping[str, Pair]]) -> str:
    header = ("question", *(f"{result.size}: ratio (a second)" for result in results))
    rows = [
        (_TITLES[name], *(_told(each[name]) for each in found))
        for name in _TITLES
        if all(name in each for each in found)
    ]
    return table(header, rows)


def _told(pair: Pair) -> str:
    return f"{pair.told / pair.plain:.2f} ({pair.told:.0f} against {pair.plain:.0f})"


def _new(results: Sequence[Result]) -> str:
    found = [result.extras for result in results]
    rows = {
        "`serve` to its first answer, Neo4j running, s": [f"{each.start:.1f}" for each in found],
        f"first answer, {NEW} new documents, median, ms": [f"{each.new.median:.0f}" for each in found],
        "the slowest, ms": [f"{each.new.slowest:.0f}" for each in found],
        "asked again, median, ms": [f"{each.new.again:.1f}" for each in found],
        f"first answer, {JOINED} with other relationships, median, ms": [
            f"{each.joined.median:.0f}" for each in found
        ],
        "the slowest of these, ms": [f"{each.joined.slowest:.0f}" for each in found],
        "these asked again, median, ms": [f"{each.joined.again:.1f}" for each in found],
        f"p50 of question {KNOWN[0]} before {MANY_NEW} more, ms": [f"{each.before:.2f}" for each in found],
        "after them, ms": [f"{each.after:.2f}" for each in found],
        "memory of the server after them, MB": [f"{each.memory:.0f}" for each in found],
    }
    return table(
        ("measured", *(result.size for result in results)), [(name, *cells) for name, cells in rows.items()]
    )
