"""The report: docs/performance.md, ratios first, and the charts beside it."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path
from statistics import median

import matplotlib as mpl
from matplotlib import pyplot

from bench.country import SIZES
from bench.extras_section import extras_section
from bench.markdown import table
from bench.measure import Measured
from bench.questions import QUESTIONS, Question
from bench.rounds import WITHOUT_PEER, Key, Result
from bench.servers import HAND, OURS
from graph.settings import Settings

mpl.use("svg")
mpl.rcParams["svg.hashsalt"] = "bench"
# Told apart by colour-blind eyes too.
COLOURS = {"this project": "#0072B2", "by hand": "#999999", "@neo4j/graphql": "#D55E00"}


def write_report(
    results: Sequence[Result], page: Path, settings: Settings, *, rounds: int, seconds: float
) -> None:
    """Write the page, and its charts to a folder of the same name."""
    charts = page.with_suffix("")
    charts.mkdir(exist_ok=True)
    parts = [_head(results, settings, rounds, seconds), *(_ratios(result, charts) for result in results)]
    parts += [_beside(results)] if len(results) > 1 else []
    parts += [extras_section(results), *map(_numbers, results), _builds(results)]
    page.write_text("\n".join(parts), "utf-8")


def _head(results: Sequence[Result], settings: Settings, rounds: int, seconds: float) -> str:
    graphs = "; ".join(
        f"{result.size}: {result.built.nodes:,} nodes, {result.built.relationships:,} relationships"
        for result in results
    )
    unequal = [line for result in results for line in result.differences]
    equal = "Every answer of every server was equal." if not unequal else "**Answers that differ:**"
    day, cores, python = date.today().isoformat(), os.cpu_count(), platform.python_version()
    absent = ", ".join(sorted(SIZES.keys() - {result.size for result in results})) or "none"
    machine = f"{cores} cores, {_memory():.0f} GB, {platform.system()}, Python {python}"
    return f"""# Performance

Made by `make bench` on {day}: medians of {rounds} rounds of {seconds:g} s, after one that does not count;
each server alone under load, on one machine that also runs Neo4j and the client
({machine}, Neo4j driver {version("neo4j")}).
Neo4j {settings.neo4j_version} has a heap of {settings.heap} and a page cache of {settings.page_cache}.
Compare the ratios; absolute numbers depend on this machine. The response cache is off unless stated.
The shipped graph has pages of its own: [its questions beside Cypher by hand](performance-real.md),
[the dearest operations that are allowed](performance-dearest.md), [many at once](performance-loads.md), and
[the pages for readers](performance-pages.md).

The graphs are of a made-up country ({graphs}). Sizes that this run left out: {absent}.
{_without_peer(results)}{equal}
{"".join(f"{chr(10)}- {line}" for line in unequal)}
"""


def _without_peer(results: Sequence[Result]) -> str:
    apart = ", ".join(result.size for result in results if result.size in WITHOUT_PEER)
    told = f"""@neo4j/graphql is not asked at {apart}: it sorts the findings of a theme, which exceed
Neo4j's memory.
"""
    return told if apart else ""


def _ratios(result: Result, charts: Path) -> str:
    rows, to_peer, to_hand, limit = [], [], [], []
    for question in QUESTIONS:
        ours, hand = result.medians[Key(question, OURS)].rate, result.medians[Key(question, HAND)].rate
        to_hand.append(ours / hand)
        if peer := result.best_of_peer(question):
            to_peer.append(ours / peer.rate)
            limit.append(hand / peer.rate)
            told = [f"{to_peer[-1]:.1f}", f"{limit[-1]:.1f}"]
        else:
            told = 2 * ["not asked" if question.forms_of_peer else "no like"]
        rows.append((question.title, *told, f"{to_hand[-1]:.2f}"))
    of_peer = [f"**{median(each):.1f}**" if each else "" for each in (to_peer, limit)]
    rows.append(("**median**", *of_peer, f"**{median(to_hand):.2f}**"))
    _chart(result, charts / f"throughput-{result.size}.svg")
    header = (
        *("question", "this project against @neo4j/graphql, its better form"),
        *("Cypher by hand against that", "this project against Cypher by hand"),
    )
    return f"""## {result.size}: throughput at 16 connections, as ratios
{table(header, rows)}

![Answers a second at {result.size}]({charts.name}/throughput-{result.size}.svg)
"""


def _chart(result: Result, path: Path) -> None:
    figure, axes = pyplot.subplots(figsize=(9, 4.5), layout="constrained")
    for number, name in enumerate(COLOURS):
        found = [_rate(result, question, name) for question in QUESTIONS]
        places = [place + (number - 1) * 0.27 for place in range(len(QUESTIONS))]
        axes.bar(places, found, width=0.25, label=name, color=COLOURS[name])
    axes.set_xticks(range(len(QUESTIONS)), [question.name[0] for question in QUESTIONS])
    axes.set_xlabel("question")
    axes.set_ylabel("answers a second")
    axes.legend(frameon=False)
    figure.savefig(path, metadata={"Date": None})
    pyplot.close(figure)


def _rate(result: Result, question: Question, name: str) -> float:
    if name in (OURS, HAND):
        return result.medians[Key(question, name)].rate
    peer = result.best_of_peer(question)
    return peer.rate if peer else 0.0


def _beside(results: Sequence[Result]) -> str:
    """The same question in graphs of different sizes."""
    header = ("question", *(f"{result.size}, ms" for result in results), "largest against smallest")
    rows = []
    for question in QUESTIONS:
        times = [result.medians[Key(question, OURS)].p50 for result in results]
        rows.append((question.title, *(f"{each:.1f}" for each in times), f"{times[-1] / times[0]:.2f}"))
    pages = [
        f"At {result.size}, page 1 of a history takes {result.pages[0]:.1f} ms, page 1,001 "
        f"{result.pages[1]:.1f} ms ({result.pages[1] / result.pages[0]:.2f})."
        for result in results
        if result.pages
    ]
    return f"""## One answer at a time, as the graph grows
p50 on one connection. At S a year of a theme has some 30 findings: only there are question 4's pages
not full.

{table(header, rows)}

{" ".join(pages)}
"""


def _numbers(result: Result) -> str:
    header = (
        *("question", "server", "a second", "p50 ms", "p95", "p99"),
        *("server CPU ms", "Neo4j CPU ms", "MB", "bytes"),
    )
    rows = [
        (key.question.name, f"{key.server} {key.form}".strip(), *_cells(each))
        for key, each in sorted(result.medians.items(), key=lambda item: item[0].question.name)
    ]
    asked = table(
        ("question", "statements", "db hits", "first answer, Neo4j planning, ms"),
        [
            (
                question.name,
                "1",
                f"{result.hits[question.name]:,}",
                f"{1000 * result.first[question.name]:.0f}",
            )
            for question in QUESTIONS
        ],
    )
    return f"""## {result.size}: all numbers
{table(header, rows)}

What this project asks of Neo4j for each:

{asked}
"""


def _cells(each: Measured) -> Iterable[str]:
    yield f"{each.rate:.0f}"
    yield from (f"{value:.1f}" for value in (each.p50, each.p95, each.p99, each.server_cpu, each.neo4j_cpu))
    yield f"{each.memory:.0f}"
    yield f"{each.bytes:,.0f}"


def _builds(results: Sequence[Result]) -> str:
    header = (
        *("size", "nodes and relationships", "deriving, s", "importing and indexing, s", "a second"),
        *("`neo4j-admin database import` alone, s", "the build against it", "store, MB", "bytes of each"),
    )
    return f"""## The build
`neo4j-admin database import` of the same files is the lower limit of any build. Deriving makes those
files from records. The store's size includes its indexes; bytes are per node or relationship.

{table(header, map(_build, results))}
"""


def _build(result: Result) -> Sequence[str]:
    built = result.built
    many, whole = built.nodes + built.relationships, built.deriving + built.importing
    return (
        *(
            result.size,
            f"{many:,}",
            f"{built.deriving:.0f}",
            f"{built.importing:.0f}",
            f"{many / whole:,.0f}",
        ),
        *(f"{built.alone:.0f}", f"{whole / built.alone:.1f}"),
        *(f"{result.bytes / 1e6:,.0f}", f"{result.bytes / many:.0f}"),
    )


def _memory() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
