"""Terminal output: results on standard output, progress on standard error, a failure as one sentence."""

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
from graph.store.class_archive_making import make_archive
from graph.store.jars import neo4j_jars
from seed.errors import SeedError

output = Console(soft_wrap=True, highlight=False)
news = Console(stderr=True, soft_wrap=True, highlight=False)


def say(text: str) -> None:
    """Print one line of progress to standard error."""
    news.print(text, markup=False)


@contextmanager
def errors_reported() -> Iterator[None]:
    """Turn failures that a user can fix into one sentence and exit status 1."""
    try:
        yield
    except (GraphError, SeedError) as error:
        raise _exit_with(str(error)) from None
    except PermissionError as error:
        raise _exit_with(
            f"Only its owner can read {error.filename}: ask them for access, or use a graph of your own with "
            "SAFEGUARDING_HOME."
        ) from None


def _exit_with(sentence: str) -> typer.Exit:
    news.print(f"[bold red]Stopped:[/bold red] {_escaped(sentence)}")
    return typer.Exit(1)


@contextmanager
def steps() -> Iterator[Callable[[str], None]]:
    """Yield a function to call as each step begins; on a terminal, each step shows its duration."""
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


def prepare_neo4j(settings: Settings) -> None:
    """Download Neo4j and archive its classes, if needed. Raises DownloadFailed, DiskFull."""
    make_archive(_download(settings), say)


def _download(settings: Settings) -> list[Path]:
    """The paths of Neo4j's jars; shows a progress bar if they must be downloaded first."""
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
        # Stopping a bar that was never started prints an empty line.
        if bar.live.is_started:
            bar.stop()


def _escaped(text: str) -> str:
    return text.replace("[", r"\[")
