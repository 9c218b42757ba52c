"""The example that draws a picture, run as a person would, and the picture in the docs: both are compared
with the served graph, line by line.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import httpx

from tests.helpers.api_server import Api
from tests.helpers.paths import ROOT

SCRIPT = ROOT / "examples" / "analysis" / "forces_by_theme.py"
PICTURE = ROOT / "docs" / "pictures" / "forces-by-theme.svg"
LINE = re.compile(r'<g id="(force:[^|"]+)\|(theme:[^|"]+)\|(\w+)\|(\d+)"')
HISTORIES = """
{
  forces(first: 100) {
    nodes {
      id
      history(first: 100, kinds: [FINDING]) {
        edges { basis node { ... on Finding { matter themes { id } } } }
      }
    }
  }
}
"""

Drawn = dict[tuple[str, str, str], int]


def drawn(picture: Path) -> Drawn:
    """What the lines of a picture stand for: force, theme and basis, and how many findings."""
    return {
        (force, theme, basis): int(findings)
        for force, theme, basis, findings in LINE.findall(picture.read_text("utf-8"))
    }


def counted(api: Api) -> Drawn:
    """The same, counted from the histories of all forces: of findings about one matter, one."""
    body = httpx.post(api.url, json={"query": HISTORIES}, timeout=60).json()
    assert "errors" not in body, body["errors"]
    matters: dict[tuple[str, str, str], set[str]] = {}
    for force in body["data"]["forces"]["nodes"]:
        for entry in force["history"]["edges"]:
            for theme in entry["node"]["themes"]:
                key = force["id"], theme["id"], entry["basis"]
                matters.setdefault(key, set()).add(entry["node"]["matter"])
    return {key: len(several) for key, several in matters.items()}


def test_the_picture_is_drawn_from_what_the_graph_holds_and_keeps_each_basis_apart(
    api: Api, tmp_path: Path
) -> None:
    output = tmp_path / "picture.svg"
    done = subprocess.run(
        [sys.executable, "-W", "error", str(SCRIPT), api.url, str(output)],
        env=os.environ | {"MPLCONFIGDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = counted(api)
    assert drawn(output) == found
    # Two matters of strategy discussions name Cleveland Police; what letter and report say about conferences
    # in Bury is one matter in the area of a force that nobody named.
    assert found["force:cleveland", "theme:strategy-discussions", "NAMED"] == 2
    assert found["force:greater-manchester", "theme:conference-attendance", "AREA"] == 1
    assert ("force:greater-manchester", "theme:conference-attendance", "NAMED") not in found
    assert "attributes nothing" in output.read_text("utf-8")
    assert "Police part in strategy discussions" in done.stdout


def test_the_picture_in_the_documentation_shows_what_the_graph_holds(api: Api) -> None:
    """If not, draw it again: examples/README.md says how."""
    assert drawn(PICTURE) == counted(api)
