"""The documentation as pages, with links that lead on here; each file as it stands, too."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from web.endpoint import site_of
from web.page import Asked
from web.rendering import HEADERS, Shown, render

# A wheel carries no documentation.
_COMMENT = re.compile(r"^<!--.*?-->\n", re.M | re.S)
_FOLDER = Path(__file__).resolve().parent.parent / "docs"


def documentation_routes() -> Iterator[Route]:
    """The routes of the documentation: its list, each file as a page, and as it stands."""
    yield Route("/docs", _listed)
    yield Route("/docs/{name}", _document)
    yield Route("/docs/{folder}/{name}", _document)


@cache
def documents() -> dict[str, Path]:
    """The documents that are installed here, by their path below `docs/`, without an ending."""
    return {
        path.relative_to(_FOLDER).with_suffix("").as_posix(): path for path in sorted(_FOLDER.rglob("*.md"))
    }


@cache
def pictures() -> frozenset[str]:
    """The pictures of the documents, by their path below `docs/`."""
    return frozenset(path.relative_to(_FOLDER).as_posix() for path in _FOLDER.rglob("*.svg"))


def title_of(path: Path) -> str:
    """The heading of a document."""
    return path.read_text("utf-8").partition("\n")[0].lstrip("# ")


async def _listed(http: Request) -> Response:
    titles = {name: title_of(path) for name, path in documents().items()}
    groups = {
        "Guides": {name: title for name, title in titles.items() if "/" not in name},
        "Formats of files": {name: title for name, title in titles.items() if name.startswith("formats/")},
        "Decisions": {name: title for name, title in titles.items() if name.startswith("decisions/")},
    }
    return _page(http, "documents", {"groups": {name: each for name, each in groups.items() if each}})


async def _document(http: Request) -> Response:
    name = "/".join(http.path_params.values())
    if path := documents().get(name) or documents().get(f"{name}/README"):
        name = path.relative_to(_FOLDER).with_suffix("").as_posix()
        body = _rendered(name, site_of(http).prefix)
        return _page(http, "document", {"name": name, "title": title_of(path), "body": body})
    if name in pictures():
        return FileResponse(_FOLDER / name, media_type="image/svg+xml")
    if name.endswith(".md") and (path := documents().get(name.removesuffix(".md"))):
        return FileResponse(path, media_type="text/plain; charset=utf-8")
    raise HTTPException(404)


def _page(http: Request, template: str, data: dict[str, object]) -> Response:
    shown = Shown(site_of(http), Asked(http.scope["path"]), None)
    return Response(render(template, shown, data), headers=HEADERS, media_type="text/html")


@cache
def _rendered(name: str, prefix: str) -> str:
    """The HTML of a document. What it shows of HTML is text; links to files that are not served are none."""
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = markdown.parse(_COMMENT.sub("", documents()[name].read_text("utf-8")))
    for token in tokens:
        if token.type == "heading_open":
            token.attrSet("id", _anchor(tokens[tokens.index(token) + 1].content))
        if token.children:
            token.children = [*_with_links(token.children, name, prefix)]
    return str(markdown.renderer.render(tokens, markdown.options, {}))


def _with_links(tokens: list[Token], name: str, prefix: str) -> Iterator[Token]:
    is_kept = True
    for token in tokens:
        if token.type == "link_open":
            target = _target(str(token.attrGet("href")), name, prefix)
            is_kept = target is not None
            token.attrSet("href", target or "")
        if token.type == "image":
            token.attrSet("src", _target(str(token.attrGet("src")), name, prefix) or "")
        if is_kept or token.type not in ("link_open", "link_close"):
            yield token


def _target(href: str, name: str, prefix: str) -> str | None:
    """Where a link of a document leads here; None where it leads to a file that is not served."""
    if re.match(r"https?:|#", href):
        return href
    path, hash_, anchor = href.partition("#")
    at = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)).removesuffix(".md")
    is_served = at in documents() or at in pictures() or f"{at}/README" in documents()
    return f"{prefix}/docs/{at}{hash_}{anchor}" if is_served else None


def _anchor(heading: str) -> str:
    """The anchor of a heading, as links of the documentation spell it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")
