"""The command line: commands and options. Each command imports its code from `command/` only when it runs."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import orjson
import typer

from command.console import errors_reported, steps
from command.export_options import export
from graph.settings import Settings

app = typer.Typer(
    name="safeguarding",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    help=(
        "A graph of findings about the protection of children, who made them, and how they were answered; "
        "served as GraphQL.\n\n"
        "Start with [bold]safeguarding serve[/bold]: it downloads Neo4j once, builds the graph and prints "
        "the addresses. Settings are environment variables (NEO4J_URI, PORT, SAFEGUARDING_HOME ...): see "
        "docs/settings.md."
    ),
)
neo4j_app = typer.Typer(no_args_is_help=True, help="Run Neo4j without the API.")
app.add_typer(neo4j_app, name="neo4j")

Json = Annotated[bool, typer.Option("--json", help="Print one JSON object, for scripts.")]


@app.command()
def serve(
    workers: Annotated[int, typer.Option(min=1, help="The number of processes that answer requests.")] = 1,
) -> None:
    """Serve the API, with GraphiQL and Neo4j Browser, until Ctrl-C.

    Builds the graph first if there is none or its sources changed. With NEO4J_URI, serves the graph that
    `safeguarding push` wrote to that server.
    """
    from command.serve import run_serve

    with errors_reported():
        run_serve(_settings(), workers)


@app.command()
def build(json: Json = False) -> None:
    """Build the graph from its sources and publish it; a running `serve` switches to it.

    Does nothing if the sources are unchanged. If the build fails, the published graph stays.
    """
    from command.build import run_build

    with errors_reported():
        result = run_build(_settings())
    _print(asdict(result), json, f"{result.version}: {_counts(result.nodes, result.relationships)}.")


@app.command("import")
def import_(
    files: Annotated[list[Path], typer.Argument(help="ODS, XLSX or CSV files.", show_default=False)],
    kind: Annotated[
        str | None, typer.Option(help="The kind of the files; detected from their headers by default.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Print what would be added, changed and ended; change nothing.")
    ] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Refuse a whole file if any of its rows is refused.")
    ] = False,
    check: Annotated[
        bool,
        typer.Option(
            "--check", help="Print counts and the rows that would be refused; exit 1 if there are any."
        ),
    ] = False,
    json: Json = False,
) -> None:
    """Import published inspection outcomes, findings, letters or grades, then publish the graph with them.

    docs/importing.md lists the kinds of file and describes the project's own tables. Invalid rows are
    refused; the report says where and why. A file that cannot be read changes nothing.
    """
    from command.import_ import as_text, run_import

    with errors_reported():
        result = run_import(_settings(), files, kind=kind, dry_run=dry_run, strict=strict, check=check)
    _print(result.as_json(), json, as_text(result, check=check))
    if check and result.refused:
        raise typer.Exit(1)


@app.command()
def history(json: Json = False) -> None:
    """List builds, imports and undos, oldest first."""
    from command.history import as_text, read_history

    with errors_reported():
        events = read_history(_settings())
    _print({"events": [asdict(event) for event in events]}, json, as_text(events))


@app.command()
def undo(json: Json = False) -> None:
    """Publish the previous graph again, with its list of imported files; a second `undo` reverses the first.

    A running `serve` switches to it.
    """
    from command.undo import run_undo

    with errors_reported():
        result = run_undo(_settings())
    names = ", ".join(result.imports) or "none"
    _print(asdict(result), json, f"Published {result.store.name}; imported files: {names}.")


@app.command()
def changes(
    since: Annotated[str, typer.Option(help="The version of your copy.", show_default=False)],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="The file to write; standard output by default.")
    ] = None,
) -> None:
    """Write the changes since a version, one JSON object a line; a changed value has its old and new value.

    A version that no build on this machine has changes for is refused; start with a full export.
    """
    from command.changes import run_changes

    with errors_reported():
        run_changes(_settings(), since, output)


@app.command()
def push(json: Json = False) -> None:
    """Write the graph to your own Neo4j server, at NEO4J_URI.

    Its database must be empty or hold a pushed graph. After a failure, run it again to finish.
    """
    from seed.build.push import push as push_graph

    with errors_reported(), steps() as report:
        result = push_graph(_settings(), report)
    _print(asdict(result), json, f"{result.version}: {_counts(result.nodes, result.relationships)}.")


@app.command()
def check(
    originals: Annotated[
        Path | None, typer.Option(help="A folder with the quoted texts; checks each quotation against them.")
    ] = None,
    json: Json = False,
) -> None:
    """Check the sources against every rule; change nothing. Exit status 1 if a rule is broken."""
    from seed.checking import check as check_sources

    with errors_reported(), steps() as report:
        result = check_sources(_settings(), report, originals=originals)
    found = "".join(f"{problem}\n" for problem in result.problems)
    _print(result.as_json(), json, f"{found}{_verdict(len(result.problems))}")
    if not result.sound:
        raise typer.Exit(1)


@neo4j_app.command("run")
def neo4j_run() -> None:
    """Serve the published graph in Neo4j, read-only, with Neo4j Browser, until Ctrl-C."""
    from command.neo4j import run_neo4j

    with errors_reported():
        run_neo4j(_settings())


@app.command()
def browser() -> None:
    """Open Neo4j Browser, connected to the graph of a running `serve` or `neo4j run`."""
    from command.browser import run_browser

    with errors_reported():
        run_browser(_settings())


@app.command()
def password() -> None:
    """Print Neo4j's password for the user neo4j, for cypher-shell, drivers and other tools.

    Each start of `serve` chooses a new one.
    """
    from command.browser import password as password_of

    with errors_reported():
        found = password_of(_settings())
    typer.echo(found)


@app.command()
def explain(
    query: Annotated[str, typer.Argument(help="A GraphQL query, or '-' to read one from standard input.")],
    variables: Annotated[str, typer.Option(help="The query's variables, as a JSON object.")] = "{}",
    profile: Annotated[
        bool, typer.Option(help="Run each statement once on the served graph and count its database hits.")
    ] = False,
    json: Json = False,
) -> None:
    """Print the Cypher of a GraphQL query, ready to paste into Neo4j Browser."""
    from command.explain import run_explain

    text = sys.stdin.read() if query == "-" else query
    with errors_reported():
        run_explain(_settings(), text, _variables(variables), profile=profile, as_json=json)


app.command()(export)


@app.command()
def mcp() -> None:
    """Answer an assistant by the Model Context Protocol over standard input and output, until it leaves.

    Reads the graph of a running `serve`, or else starts Neo4j. `serve` answers other assistants at /mcp."""
    from command.mcp import run_mcp

    with errors_reported():
        run_mcp(_settings())


@app.command()
def schema() -> None:
    """Print the GraphQL schema (SDL)."""
    from api.schema.schema import sdl

    typer.echo(sdl())


def main() -> None:
    """Run the command line."""
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
    return {0: "No problems found.", 1: "1 problem."}.get(problems, f"{problems} problems.")


if __name__ == "__main__":
    main()
