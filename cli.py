"""The command `safeguarding`: its words and options. What they do is in `command/`, imported when asked."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import orjson
import typer

from command.console import sentences, steps
from graph.settings import Settings

app = typer.Typer(
    name="safeguarding",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    help=(
        "A graph of what was found about the protection of children, who said so, and what was answered; "
        "served as GraphQL.\n\n"
        "Start with [bold]safeguarding serve[/bold]: it fetches Neo4j once, builds the graph, and prints the "
        "addresses. Settings are environment variables (NEO4J_URI, PORT, SAFEGUARDING_HOME ...): see "
        "docs/settings.md."
    ),
)
neo4j_app = typer.Typer(no_args_is_help=True, help="The graph in Neo4j alone.")
app.add_typer(neo4j_app, name="neo4j")

Json = Annotated[bool, typer.Option("--json", help="Print one JSON object, for scripts.")]


@app.command()
def serve(
    workers: Annotated[int, typer.Option(min=1, help="How many processes answer requests.")] = 1,
) -> None:
    """Serve the API, with GraphiQL and Neo4j Browser, until Ctrl-C.

    Builds the graph first if there is none or its sources changed. With NEO4J_URI it uses that server and
    what `safeguarding push` brought there.
    """
    from command.serve import run_serve

    with sentences():
        run_serve(_settings(), workers)


@app.command()
def build(json: Json = False) -> None:
    """Build the graph from its sources and publish it; a running `serve` takes it over.

    Nothing is done if the sources are unchanged. Whatever fails, the graph published before stays.
    """
    from command.build import run_build

    with sentences():
        result = run_build(_settings())
    _print(asdict(result), json, f"{result.version}: {_counts(result.nodes, result.relationships)}.")


@app.command("import")
def import_(
    files: Annotated[list[Path], typer.Argument(help="ODS, XLSX or CSV files.", show_default=False)],
    kind: Annotated[
        str | None, typer.Option(help="The kind of the files; without it, their headers tell.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Print what would be added, changed and ended; change nothing.")
    ] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Refuse the whole file if any of its rows is refused.")
    ] = False,
    check: Annotated[
        bool,
        typer.Option(
            "--check", help="Print the numbers and the rows that would be refused; exit 1 if there are any."
        ),
    ] = False,
    json: Json = False,
) -> None:
    """Import published inspection outcomes, findings, letters or grades, and publish the graph with them.

    docs/importing.md lists the kinds of file and describes our own tables. A row that cannot be right is
    refused, and the report says where and why; a file that cannot be read changes nothing.
    """
    from command.import_ import in_words, run_import

    with sentences():
        result = run_import(_settings(), files, kind=kind, dry_run=dry_run, strict=strict, check=check)
    _print(result.as_json(), json, in_words(result, check=check))
    if check and result.refused:
        raise typer.Exit(1)


@app.command()
def history(json: Json = False) -> None:
    """List what was built, imported and undone, the oldest first."""
    from command.history import in_words, read_history

    with sentences():
        events = read_history(_settings())
    _print({"events": [asdict(event) for event in events]}, json, in_words(events))


@app.command()
def undo(json: Json = False) -> None:
    """Go back to the graph before the current one, with its list of imported files; run again, it is redone.

    A running `serve` takes it over.
    """
    from command.undo import run_undo

    with sentences():
        result = run_undo(_settings())
    names = ", ".join(result.imports) or "none"
    _print(asdict(result), json, f"Published {result.store.name}; imported files: {names}.")


@app.command()
def changes(
    since: Annotated[str, typer.Option(help="The version that you have.", show_default=False)],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="A file to write; without it, standard output.")
    ] = None,
) -> None:
    """Write what changed since a version, one JSON object a line, with both values where one changed.

    Versions that builds here left no changes for are refused: a full export is the way to start.
    """
    from command.changes import run_changes

    with sentences():
        run_changes(_settings(), since, output)


@app.command()
def push(json: Json = False) -> None:
    """Bring the graph to your own Neo4j, the one that NEO4J_URI names.

    Its database must be empty, or hold a graph that was pushed before. Run again after a failure, it
    finishes the job.
    """
    from seed.build.push import push as push_graph

    with sentences(), steps() as report:
        result = push_graph(_settings(), report)
    _print(asdict(result), json, f"{result.version}: {_counts(result.nodes, result.relationships)}.")


@app.command()
def check(
    originals: Annotated[
        Path | None, typer.Option(help="A folder of the texts that the sources quote; compares each passage.")
    ] = None,
    json: Json = False,
) -> None:
    """Hold every rule of meaning against the sources, and change nothing. Exit status 1 if one is broken."""
    from seed.checking import check as check_sources

    with sentences(), steps() as report:
        result = check_sources(_settings(), report, originals=originals)
    found = "".join(f"{problem}\n" for problem in result.problems)
    _print(result.as_json(), json, f"{found}{_verdict(len(result.problems))}")
    if not result.sound:
        raise typer.Exit(1)


@neo4j_app.command("run")
def neo4j_run() -> None:
    """Serve the published graph in Neo4j, read-only, with Neo4j Browser, until Ctrl-C."""
    from command.neo4j import run_neo4j

    with sentences():
        run_neo4j(_settings())


@app.command()
def browser() -> None:
    """Open Neo4j Browser on the graph that a running `serve` or `neo4j run` serves, connected."""
    from command.browser import run_browser

    with sentences():
        run_browser(_settings())


@app.command()
def password() -> None:
    """Print the password of that Neo4j, for the user neo4j: for cypher-shell, drivers and other tools.

    It is another one each time `serve` starts.
    """
    from command.browser import password as password_of

    with sentences():
        found = password_of(_settings())
    typer.echo(found)


@app.command()
def explain(
    query: Annotated[str, typer.Argument(help="A GraphQL query, or '-' to read one from standard input.")],
    variables: Annotated[str, typer.Option(help="Its variables, as a JSON object.")] = "{}",
    profile: Annotated[
        bool, typer.Option(help="Run each statement once on the served graph, and count what it read.")
    ] = False,
    json: Json = False,
) -> None:
    """Print the Cypher of a query, as it can be pasted into Neo4j Browser."""
    from command.explain import run_explain

    text = sys.stdin.read() if query == "-" else query
    with sentences():
        run_explain(_settings(), text, _variables(variables), profile=profile, as_json=json)


@app.command()
def export(
    format_: Annotated[
        str, typer.Argument(metavar="FORMAT", help="graphml, gexf, ndjson ...: see docs/integrators.md.")
    ],
    around: Annotated[str | None, typer.Option(metavar="ID", help="Only what lies around this node.")] = None,
    depth: Annotated[int | None, typer.Option(help="How many steps around it, 1 to 3; 1 by default.")] = None,
    kind: Annotated[str | None, typer.Option("--type", help="Only nodes of a type: Finding.")] = None,
    where: Annotated[
        str | None, typer.Option(metavar="JSON", help="Only findings that this filter of the API keeps.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--output", "-o", help="The file; standard output if not given.")
    ] = None,
) -> None:
    """Write the graph, or a part of it with its evidence and sources, in the format of another tool.

    A file is there whole or not at all.
    """
    from command.export import run_export

    with sentences():
        run_export(_settings(), format_, around=around, depth=depth, kind=kind, where=where, out=out)


@app.command()
def schema() -> None:
    """Print the GraphQL schema (SDL)."""
    from api.schema.schema import sdl

    typer.echo(sdl())


def main() -> None:
    """The entry point of the command."""
    app()


def _settings() -> Settings:
    return Settings.from_environ(os.environ)


def _variables(text: str) -> dict[str, object]:
    try:
        found = orjson.loads(text)
    except orjson.JSONDecodeError:
        found = None
    if not isinstance(found, dict):
        raise typer.BadParameter(
            f"{text!r} is not a JSON object, such as '{{\"first\": 3}}'", param_hint="--variables"
        )
    return found


def _print(values: Mapping[str, object], json: bool, text: str) -> None:
    typer.echo(orjson.dumps(values, default=str).decode() if json else text)


def _counts(nodes: int, relationships: int) -> str:
    return f"{nodes} nodes, {relationships} relationships"


def _verdict(problems: int) -> str:
    return {0: "No problem was found.", 1: "1 problem."}.get(problems, f"{problems} problems.")


if __name__ == "__main__":
    main()
