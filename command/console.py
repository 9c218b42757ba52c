"""How a command speaks: results on standard output, news on standard error, a failure as one sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from graph.errors import GraphError
from graph.settings import Settings
from graph.store.jars import neo4j_jars
from seed.errors import SeedError

output = Console(soft_wrap=True, highlight=False)
news = Console(stderr=True, soft_wrap=True, highlight=False)


def say(text: str) -> None:
    """One line on how it goes."""
    news.print(text, markup=False)


@contextmanager
def sentences() -> Iterator[None]:
    """Turn the failures that a person can mend into their sentence and exit status 1."""
    try:
        yield
    except (GraphError, SeedError) as error:
        raise _stopped(str(error)) from None
    except PermissionError as error:
        raise _stopped(
            f"{error.filename} is for its owner alone: ask them, or use a graph of your own with "
            "SAFEGUARDING_HOME."
        ) from None


def _stopped(sentence: str) -> typer.Exit:
    news.print(f"[bold red]Stopped:[/bold red] {_escaped(sentence)}")
    return typer.Exit(1)


@contextmanager
def steps() -> Iterator[Callable[[str], None]]:
    """A function that is called with each step as it begins: on a terminal each shows how long it takes."""
    if not news.is_terminal:
        yield say
        return
    columns = SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn()
    with Progress(*columns, console=news) as shown:

        def begin(text: str) -> None:
            for task in shown.tasks:
                shown.update(task.id, total=1, completed=1)
            shown.add_task(_escaped(text), total=None)

        yield begin
        for task in shown.tasks:
            shown.update(task.id, total=1, completed=1)


def fetch_neo4j(settings: Settings) -> list[Path]:
    """Neo4j's jars; a progress bar where they must be downloaded first."""
    bar = Progress(
        TextColumn("Downloading Neo4j {task.fields[version]} (once)"),
        BarColumn(),
        DownloadColumn(),
        TimeRemainingColumn(),
        console=news,
    )
    task = bar.add_task("", total=None, start=False, version=settings.neo4j_version)

    def advance(done: int, total: int) -> None:
        bar.start()
        bar.start_task(task)
        bar.update(task, completed=done, total=total)

    try:
        return neo4j_jars(settings.cache, settings.neo4j_version, advance)
    finally:
        # Stopping a bar that never began would print an empty line.
        if bar.live.is_started:
            bar.stop()


def _escaped(text: str) -> str:
    return text.replace("[", r"\[")
