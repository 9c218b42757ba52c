"""Guides for Neo4j Browser: Markdown in `browser/guides`, rendered as HTML.

A file has front matter with a `title`, and a slide for each second-level heading. On a slide

- a code block `cypher` can be run: a click puts it into the editor;
- a code block `cypher refused` is refused by the server, and `graphql` is for another client;
- the quotation below a block describes its result. A test checks the bold words against the result:
  `**3 rows**`, `**3 nodes**` and `**3 relationships**` are counts; other words must occur in the result, or
  in the part that the sentence names before them: first row, last row, every row, no row, no arrow;
- a link to `NAME.md` opens that guide, one to `../style.grass` applies the style, any other downloads a file;
- a picture, which may be wider than the drawer, scrolls.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from graph.errors import BrowserFileInvalid

RUN, REFUSED, GRAPHQL = "cypher", "cypher refused", "graphql"
PARTS = ("first row", "last row", "every row", "no row", "no arrow")
_PART_OR_END = re.compile(rf"\b({'|'.join(PARTS)})\b|[.;](?=\s|$)", re.IGNORECASE)
_PAGE = """\
<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>{title}</title></head>
<body><article class="guide"><carousel class="deck">
{slides}
</carousel></article></body>
</html>
"""
# Browser's style sheet has no margin in its drawer, and does not distinguish a quotation from text.
_SLIDE = '<slide>\n<div style="padding: 0 16px">\n{}</div>\n</slide>'
_ANSWER = '<blockquote style="margin: 8px 0 20px; padding: 4px 12px; border-left: 4px solid #56B4E9">\n'


@dataclass(frozen=True, slots=True)
class Claim:
    """Words that must occur in a result, and in which part of it: one of PARTS, or "" for any."""

    words: str
    part: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A code block of a guide: its kind (RUN, REFUSED, GRAPHQL) and the claims about its result."""

    kind: str
    code: str
    line: int
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Guide:
    """One guide; `name` is the file's name without suffix."""

    name: str
    title: str
    slides: tuple[tuple[Token, ...], ...]
    blocks: tuple[Block, ...]

    def page(self, base: str) -> str:
        """The guide as HTML; `base` is the address of the files, without a trailing slash."""
        slides = (_SLIDE.format(_render(slide, base)) for slide in self.slides)
        return _PAGE.format(title=html.escape(self.title, quote=False), slides="\n".join(slides))


def read_guides(folder: Path) -> list[Guide]:
    """All guides of a folder, sorted by name. Raises BrowserFileInvalid with file and line."""
    return [read_guide(path) for path in sorted(folder.glob("*.md"))]


def read_guide(path: Path) -> Guide:
    """Read one guide. Raises BrowserFileInvalid."""
    head, front, body = path.read_text(encoding="utf-8").partition("---\n")[2].partition("\n---\n")
    title = (yaml.safe_load(head) or {}).get("title") if front else None
    if not title:
        raise BrowserFileInvalid(f"{path}: a guide must begin with front matter that has a title.")
    first_line = head.count("\n") + 4
    tokens = _markdown().parse(body)
    slides = tuple(map(tuple, _slides(path, tokens)))
    return Guide(path.stem, str(title), slides, tuple(_blocks(path, tokens, first_line)))


def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def _slides(path: Path, tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    starts = [n for n, token in enumerate(tokens) if token.type == "heading_open" and token.tag == "h2"]
    if not starts or starts[0] != 0:
        raise BrowserFileInvalid(f"{path}: a guide must consist of slides, each under a heading '## ...'.")
    for start, end in zip(starts, [*starts[1:], len(tokens)], strict=True):
        yield tokens[start:end]


def _blocks(path: Path, tokens: Sequence[Token], first_line: int) -> Iterator[Block]:
    for position, token in enumerate(tokens):
        if token.type != "fence":
            continue
        line = first_line + (token.map or [0])[0]
        claims = tuple(_claims(tokens[position + 1 :]))
        if token.info not in (RUN, REFUSED, GRAPHQL):
            raise BrowserFileInvalid(f"{path}:{line}: a block must be '{RUN}', '{REFUSED}' or '{GRAPHQL}'.")
        if not claims:
            raise BrowserFileInvalid(f"{path}:{line}: add a quotation below the block with its result.")
        yield Block(token.info, token.content.strip(), line, claims)


def _claims(following: Sequence[Token]) -> Iterator[Claim]:
    """The bold words of the quotation that follows immediately, if there is one."""
    if not following or following[0].type != "blockquote_open":
        return
    for token in following:
        if token.type == "blockquote_close":
            return
        bold, part = False, ""
        for child in token.children or ():
            if child.type in ("strong_open", "strong_close"):
                bold = child.type == "strong_open"
            elif bold:
                yield Claim(child.content, part)
            else:
                part = _part(child.content, part)


def _part(text: str, before: str) -> str:
    """The part of the result that a sentence is about after this text."""
    for found in _PART_OR_END.finditer(text):
        before = (found[1] or "").lower()
    return before


def _render(tokens: Sequence[Token], base: str) -> str:
    markdown = _markdown()
    rules = {
        "fence": _fence,
        "text": _text,
        "link_open": _link_open,
        "blockquote_open": _blockquote_open,
        "image": _image,
    }
    for name, rule in rules.items():
        markdown.add_render_rule(name, rule)
    return str(markdown.renderer.render(tokens, markdown.options, {"base": base}))


def _fence(_: RendererHTML, tokens: Sequence[Token], position: int, options: Any, env: Any) -> str:
    token = tokens[position]
    kind = "code" if token.info == GRAPHQL else "code runnable"
    return f'<pre class="{kind}">{_escaped(token.content.strip())}</pre>\n'


def _text(_: RendererHTML, tokens: Sequence[Token], position: int, options: Any, env: Any) -> str:
    return _escaped(tokens[position].content)


def _escaped(text: str) -> str:
    # Browser removes anything like an event handler, even in text: a word that begins with "on" before "=".
    return html.escape(text).replace("=", "&#61;")


def _link_open(_: RendererHTML, tokens: Sequence[Token], position: int, options: Any, env: Any) -> str:
    target = str(tokens[position].attrs["href"])
    address = f"{env['base']}/{target.removeprefix('../')}"
    if target.endswith(".md"):
        return f'<a exec-topic="guide {env["base"]}/guides/{target.removesuffix(".md")}.html">'
    if target.endswith(".grass"):
        return f'<a exec-topic="style {address}">'
    return f'<a href="{address}" download>'


def _image(_: RendererHTML, tokens: Sequence[Token], position: int, options: Any, env: Any) -> str:
    token = tokens[position]
    address = f"{env['base']}/{str(token.attrs['src']).removeprefix('../')}"
    picture = f'<img src="{address}" alt="{_escaped(token.content)}" style="max-width: none">'
    return f'<span style="display: block; overflow-x: auto">{picture}</span>'


def _blockquote_open(_: RendererHTML, tokens: Sequence[Token], position: int, options: Any, env: Any) -> str:
    return _ANSWER
