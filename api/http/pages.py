"""The pages for people: the home page and GraphiQL. Neither loads anything from another server."""

from __future__ import annotations

from functools import cache
from html import escape
from pathlib import Path
from string import Template
from typing import Any
from urllib.parse import urlsplit

import orjson

from api.execution.request import Request
from api.execution.service import GraphQLService
from graph.export.formats import FORMATS

_HERE = Path(__file__).resolve().parents[1]
# A wheel carries no documentation: GraphiQL opens with one question of its own there.
_DOCUMENTATION = _HERE.parent / "docs"
QUESTIONS = _DOCUMENTATION / "questions"
_FIRST = (
    "# What is in the graph?\n{\n  dataset {\n    version\n    nodeCount\n    relationshipCount\n  }\n}\n"
)
_FACTS = """
query Home {
  dataset { version nodeCount relationshipCount }
  forces { totalCount }
  authorities { totalCount }
  inspections { totalCount }
  findings { totalCount }
  correspondences { totalCount }
  statements { totalCount }
  disputes { claim { __typename } }
  sources(first: 100) { nodes { name publisher url licence seen } }
}
"""
_COUNTED = {
    "forces": "police forces",
    "authorities": "local authorities",
    "inspections": "inspections",
    "findings": "findings",
    "correspondences": "letters and replies",
    "statements": "statements",
}
_UNAVAILABLE = "<p class='away'>The graph cannot be reached at the moment. Try again shortly.</p>"
_LOGIN = (
    "<p class='version'>Neo4j Browser asks for a password. Where this server runs a Neo4j of its own, "
    "<code>safeguarding browser</code> opens it connected, and <code>safeguarding password</code> prints the "
    "password for other clients: there, and for the user who runs it alone.</p>"
)
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


@cache
def graphiql(questions: Path = QUESTIONS) -> str:
    """GraphiQL, with the documents of a folder as its tabs."""
    tabs = [{"query": path.read_text("utf-8")} for path in sorted(questions.glob("*.graphql"))]
    # A tab's text may hold what ends a script.
    written = orjson.dumps(tabs or [{"query": _FIRST}]).decode().replace("<", "\\u003c")
    return (_HERE / "graphiql.html").read_text("utf-8").replace('"TABS"', written)


async def home(service: GraphQLService) -> tuple[str, bool]:
    """The home page, and whether the graph could be reached."""
    answer = await service.run(Request(_FACTS))
    page = Template((_HERE / "home.html").read_text("utf-8"))
    is_known = answer.data is not None and not answer.errors
    return page.substitute(
        browser=_browser(service.executor.browser_url()),
        entering=_LOGIN if service.executor.browser_url() else "",
        documents=_documents(),
        exports="".join(f'<li><a href="export/dataset.{name}">{name}</a></li>' for name in FORMATS),
        version=escape(answer.version or "not known now"),
        facts=_facts(answer.data) if answer.data and is_known else _UNAVAILABLE,
        sources="".join(map(_source, answer.data["sources"]["nodes"])) if answer.data and is_known else "",
    ), is_known


def _browser(address: str) -> str:
    """The link to Neo4j Browser, if its address is known."""
    if not address:
        return ""
    return f'<li><a href="{escape(address)}">Open Neo4j Browser</a></li>'


def documentation() -> dict[str, Path]:
    """The pages of documentation that are installed here, by name."""
    return {path.name: path for path in sorted(_DOCUMENTATION.glob("*.md"))}


def _facts(found: dict[str, Any]) -> str:
    dataset = found["dataset"]
    counts = [
        *((label, found[name]["totalCount"]) for name, label in _COUNTED.items()),
        ("contested claims", len(found["disputes"])),
        ("nodes", dataset["nodeCount"]),
        ("relationships", dataset["relationshipCount"]),
    ]
    cells = "".join(f"<div><dt>{label}</dt><dd>{count:,}</dd></div>" for label, count in counts)
    return f"<dl class='facts'>{cells}</dl>"


def _source(source: dict[str, Any]) -> str:
    name, publisher = escape(source["name"]), escape(source["publisher"])
    url = source["url"] or ""
    if urlsplit(url).scheme in ("http", "https"):
        name = f'<a href="{escape(url)}" rel="noreferrer">{name}</a>'
    if not source["seen"]:
        name += " <span class='unseen'>(known through others)</span>"
    licence = escape(source["licence"] or "not stated")
    return f"<tr><td>{name}</td><td>{publisher}</td><td>{licence}</td></tr>"


def _documents() -> str:
    if not (pages := documentation()):
        return ""
    items = "".join(
        f'<li><a href="docs/{name}">{escape(_title(path))}</a></li>' for name, path in pages.items()
    )
    return f"<h2>Documentation</h2><ul class='docs'>{items}</ul>"


def _title(path: Path) -> str:
    return path.read_text("utf-8").partition("\n")[0].lstrip("# ")
