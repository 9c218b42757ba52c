"""Draws which themes of findings stand in the histories of which police forces, and on what basis.

python forces_by_theme.py http://127.0.0.1:8000/graphql forces-by-theme.svg

Asked with gql, tabulated with pandas, joined with networkx, drawn with matplotlib. Two kinds of lines are
kept apart, as the graph keeps them: a source that names the force (NAMED), and a finding in an area that the
force polices (AREA), which says nothing of the force.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import matplotlib
import networkx
import pandas
from gql import Client, gql
from gql.transport.httpx import HTTPXTransport
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

matplotlib.use("svg")
# Words stay words in the file, and the same data makes the same file.
matplotlib.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "forces by theme", "font.size": 10})

MATRIX = """
query ForcesByTheme($after: String) {
  dataset { version }
  themeMatrix(by: FORCE, first: 100, after: $after) {
    edges { node { id name } theme { id name } basis findings }
    pageInfo { hasNextPage endCursor }
  }
}
"""
# Colour, style, and how far above the middle: two lines between the same ends stay two.
LOOKS = {"NAMED": ("#B0413E", "solid", 0.004), "AREA": ("#56799C", "dashed", -0.004)}
MEANING = {
    "NAMED": "the source names the force",
    "AREA": "in an area that the force polices: attributes nothing to it",
}


def cells(url: str) -> Iterator[dict[str, Any]]:
    """Every cell of the matrix of forces and themes: one for each basis, with how many findings."""
    client, after = Client(transport=HTTPXTransport(url, timeout=60.0)), None
    while True:
        request = gql(MATRIX)
        request.variable_values = {"after": after}
        found = client.execute(request)["themeMatrix"]
        for edge in found["edges"]:
            yield {
                "force_id": edge["node"]["id"],
                "force": edge["node"]["name"],
                "theme_id": edge["theme"]["id"],
                "theme": edge["theme"]["name"],
                "basis": edge["basis"],
                "findings": edge["findings"],
            }
        if not found["pageInfo"]["hasNextPage"]:
            return
        after = found["pageInfo"]["endCursor"]


def graph_of(table: pandas.DataFrame) -> networkx.MultiGraph:
    """Forces on one side, themes on the other; an edge for each cell, keyed by its basis."""
    graph = networkx.MultiGraph()
    for side in ("force", "theme"):
        for own, name in table.sort_values(side)[[f"{side}_id", side]].drop_duplicates().values:
            graph.add_node(own, side=side, name=name)
    for cell in table.itertuples():
        graph.add_edge(cell.force_id, cell.theme_id, key=cell.basis, findings=cell.findings)
    return graph


def positions(graph: networkx.MultiGraph) -> dict[str, tuple[float, float]]:
    """Forces in a column on the left and themes in one on the right, from A at the top."""
    placed = {}
    for x, side in enumerate(("force", "theme")):
        own = [node for node, which in graph.nodes(data="side") if which == side]
        placed.update({node: (float(x), -(n + 0.5) / len(own)) for n, node in enumerate(own)})
    return placed


def draw(graph: networkx.MultiGraph) -> Figure:
    """The picture. Each line of it carries what it stands for as its id."""
    figure = Figure(figsize=(11, 7))
    axes = figure.add_axes((0.27, 0.1, 0.4, 0.8))
    places = positions(graph)
    networkx.draw_networkx_nodes(graph, places, ax=axes, node_size=40, node_color="#333333")
    for force, theme, basis, findings in graph.edges(keys=True, data="findings"):
        colour, style, above = LOOKS[basis]
        lines = networkx.draw_networkx_edges(
            networkx.Graph([(force, theme)]),
            {node: (x, y + above) for node, (x, y) in places.items()},
            ax=axes,
            width=findings,
            edge_color=colour,
            style=style,
        )
        lines.set_gid("|".join((force, theme, basis, str(findings))))
    for node, (x, y) in places.items():
        aside, side = (-0.03, "right") if x == 0 else (0.03, "left")
        axes.text(x + aside, y, graph.nodes[node]["name"], ha=side, va="center")
    most = max((findings for *_, findings in graph.edges(data="findings")), default=0)
    axes.set_title(f"Findings by police force and theme; the widest line stands for {most}")
    axes.set_axis_off()
    shown = [
        Line2D([], [], color=colour, linestyle=style, linewidth=2, label=MEANING[basis])
        for basis, (colour, style, _) in LOOKS.items()
    ]
    figure.legend(handles=shown, loc="lower center", ncols=2, frameon=False)
    return figure


def main(url: str, output: Path) -> None:
    """Print the table, and write the picture."""
    table = pandas.DataFrame(cells(url))
    print(table[["force", "theme", "basis", "findings"]].to_string(index=False))
    draw(graph_of(table)).savefig(output, metadata={"Date": None})


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
