"""The options of `safeguarding export`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from command.console import errors_reported
from graph.settings import Settings

Format = Annotated[
    str | None, typer.Argument(metavar="FORMAT", help="graphml, gexf, ndjson ...: see docs/integrators.md.")
]
AroundNode = Annotated[str | None, typer.Option(metavar="ID", help="Only this node and its surroundings.")]
Depth = Annotated[int | None, typer.Option(help="Steps around the node, 1 to 3; 1 by default.")]
Kind = Annotated[str | None, typer.Option("--type", help="Only nodes of one type, such as Finding.")]
Where = Annotated[
    str | None, typer.Option(metavar="JSON", help="Only those that match this filter of the API.")
]
Derived = Annotated[bool, typer.Option("--derived/--no-derived", help="Whether with what the build derives.")]
Query = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="All rows of a GraphQL document with one list, a JSON object a line."),
]
Variables = Annotated[str | None, typer.Option(metavar="JSON", help="The variables of the document.")]
Out = Annotated[
    Path | None, typer.Option("--output", "-o", help="The file to write; standard output by default.")
]


def export(
    format_: Format = None,
    around: AroundNode = None,
    depth: Depth = None,
    kind: Kind = None,
    where: Where = None,
    derived: Derived = True,
    query: Query = None,
    variables: Variables = None,
    out: Out = None,
) -> None:
    """Export the graph, a part of it with its evidence and sources, or all rows of a question.

    A failed export leaves no partial file.
    """
    from command.export import run_export
    from command.export_query import run_export_query

    with errors_reported():
        settings = Settings.from_environ(os.environ)
        if query is not None:
            is_alone = derived and not {format_, around, depth, kind, where} - {None}
            run_export_query(settings, query, variables or "{}", is_alone=is_alone, out=out)
            return
        run_export(
            settings,
            format_,
            around=around,
            depth=depth,
            kind=kind,
            where=where,
            derived=derived,
            variables=variables,
            out=out,
        )
