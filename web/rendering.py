"""Templates, filled in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from web.addresses import FOLDERS, id_at, path_of, with_parameters
from web.page import FED, Asked, without_place
from web.rows_question import rows_question
from web.words import FILTERS

_HERE = Path(__file__).resolve().parent
STATIC = _HERE / "static"
HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "vary": "Accept",
}
# Beginnings of ids of what is read today, whatever day it tells of.
_OF_NO_DAY = ("source:", "evidence:")

# What the head of each page leads to.
NAVIGATION = (
    ("/forces", "Forces"),
    ("/themes", "Themes"),
    ("/disputes", "Contested claims"),
    ("/letters", "Letters and answers"),
    ("/coverage", "Coverage"),
    ("/developers", "Developers"),
)


@dataclass(frozen=True)
class Site:
    """Where pages are served: the ``origin`` that clients see, and the ``prefix`` before all paths.
    ``contact`` is where errors are reported: an e-mail address or that of a page."""

    origin: str
    prefix: str = ""
    contact: str = ""

    def link(self, path: str) -> str:
        """The address of a path, as a page links to it."""
        return self.prefix + path


@dataclass(frozen=True)
class Shown:
    """The page that a template is filled in for. ``version`` is None where the graph is not known."""

    site: Site
    asked: Asked
    version: str | None
    question: str = ""
    browser_url: str = ""

    @property
    def today(self) -> str:
        return date.today().isoformat()

    @property
    def path(self) -> str:
        """The path with its parameters."""
        return with_parameters(self.asked.path, dict(self.asked.parameters))

    def form(self, ending: str) -> str:
        """The path of another form of this page."""
        stem = "/index" if self.asked.path == "/" else self.asked.path
        return with_parameters(stem + ending, dict(self.asked.parameters))

    @property
    def is_list(self) -> bool:
        """Whether the rows of the page are there as files, too."""
        return rows_question(self.question) is not None

    def rows(self, ending: str) -> str:
        """The path of a file with all rows that the filters keep."""
        return with_parameters(self.asked.path + ending, without_place(self.asked.parameters))

    def with_(self, **parameters: str | None) -> str:
        """The address of this page with other parameters; a list starts anew unless a cursor is given."""
        kept = without_place(self.asked.parameters)
        changed = {name: value or "" for name, value in parameters.items()}
        return self.site.link(with_parameters(self.asked.path, {**kept, **changed}))

    @property
    def about(self) -> str:
        """The id of the node whose page this is; empty where it is no node's own page."""
        folder, _, name = self.asked.path[1:].partition("/")
        return id_at(folder, name) if folder in FOLDERS and self.asked.names.get("name") == name else ""

    @property
    def feed(self) -> str:
        """The path of the feed of the node whose page this is; empty where it has none, as where nothing was
        found."""
        folder = self.asked.path[1:].partition("/")[0]
        return f"{self.asked.path}.atom" if self.version and self.about and folder in FED else ""

    def parameter(self, name: str) -> str:
        """A parameter of the address; empty where it has none."""
        return self.asked.parameters.get(name, "")


@dataclass
class Cited:
    """A source that a page cites: its id, what the page knows of it, who speaks in it, and where."""

    id: str
    source: Mapping[str, Any] = field(default_factory=dict)
    speakers: dict[str, None] = field(default_factory=dict)
    locators: dict[str, None] = field(default_factory=dict)


class Notes:
    """The sources that a page cites, in the order in which it first does: numbered where it is printed."""

    def __init__(self) -> None:
        self._cited: dict[str, Cited] = {}

    def number(self, evidence: Mapping[str, Any]) -> int:
        """The number of the source of a passage."""
        source = "source:" + evidence["id"].split(":")[1]  # ids of passages begin with their source
        cited = self._cited.setdefault(source, Cited(source))
        cited.source = {**cited.source, **(evidence.get("source") or {})}
        cited.speakers[evidence["speaker"]] = None
        if "locator" in evidence:
            cited.locators[evidence["locator"]] = None
        return list(self._cited).index(source) + 1

    @property
    def sources(self) -> tuple[Cited, ...]:
        """The sources, by their numbers."""
        return tuple(self._cited.values())


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        # Templates belong to the program that runs, not to one that takes its place in the folder.
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(FILTERS)
    environment.globals["navigation"] = NAVIGATION
    return environment


def render(name: str, shown: Shown, data: Mapping[str, Any]) -> str:
    """The page of a template: ``data`` by its names, and the page itself as ``page``."""
    site, day = shown.site, shown.parameter("asOf")
    link: Callable[[str], str] = site.link

    def as_of(path: str, **parameters: str | None) -> str:
        """The address of a page that takes a day, as of the day of this one."""
        chosen = {name: value or "" for name, value in parameters.items()}
        return link(with_parameters(path, {**chosen, "asOf": day}))

    return (
        _environment()
        .get_template(f"{name}.html")
        .render(
            page=shown,
            notes=Notes(),
            link=link,
            as_of=as_of,
            # Sources may tell of a day long after it.
            node=lambda node_id: (link if node_id.startswith(_OF_NO_DAY) else as_of)(path_of(node_id)),
            around=lambda node_id: as_of("/neighbourhood", of=node_id),
            dispute_of=lambda claim_id: as_of("/dispute" + path_of(claim_id)),
            asset=lambda file: link(f"/assets/{file}?v={_fingerprint(file)}"),
            **data,
        )
    )


@cache
def _fingerprint(file: str) -> str:
    return sha256((STATIC / file).read_bytes()).hexdigest()[:12]
