"""The files of ours that Neo4j serves beside its Browser, and the commands by which Browser takes them up.

Neo4j serves what lies under `browser/` in one jar of its class path. A copy of that jar with our files added
puts them at the same origin as the Browser: no other server, nothing of the outside world.
"""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from string import Template

from graph.browser.guides import read_guides
from graph.browser.queries import read_queries, zip_of
from graph.browser.style import style
from graph.errors import disk_errors

SOURCES = Path(__file__).parents[2] / "browser"
JAR = "neo4j-browser.jar"
FIRST_GUIDE = "guides/start.html"
OPENING_PAGE = "open.html"
STYLE = "style.grass"
SAVED_QUERIES = "saved-queries.zip"
PLACE = "browser/safeguarding"
_PAGES = "browser/index.html", "browser/preview/index.html"
_GUARD = "links.js"
_USER = "neo4j"


def base_url(http_port: int) -> str:
    """Where a Neo4j of our own serves the files."""
    return f"http://127.0.0.1:{http_port}/{PLACE}"


def files(base: str, sources: Path = SOURCES) -> dict[str, bytes]:
    """Path below `base` to content. Raises BrowserFileInvalid."""
    guides = read_guides(sources / "guides")
    return {
        **{f"guides/{guide.name}.html": guide.page(base).encode() for guide in guides},
        STYLE: style(sources / STYLE).encode(),
        SAVED_QUERIES: zip_of(read_queries(sources / "queries")),
    }


def opening_page(bolt_port: int, password: str, sources: Path = SOURCES) -> bytes:
    """The page that opens Browser connected, once it is told the password. What it is told it compares with a
    digest, from which nobody finds 192 random bits; the address to connect to stands in the page, where no
    link can change it."""
    page = Template((sources / OPENING_PAGE).read_text("utf-8"))
    digest = sha256(password.encode()).hexdigest()
    return page.substitute(server=f"neo4j://127.0.0.1:{bolt_port}", digest=digest).encode()


def guarded(page: bytes, bolt_port: int, sources: Path = SOURCES) -> bytes:
    """A page of Browser that takes a question for the editor from its address, and no other order."""
    guard = Template((sources / _GUARD).read_text("utf-8"))
    script = guard.substitute(server=f"neo4j://{_USER}@127.0.0.1:{bolt_port}")
    return page.replace(b"<head>", f"<head><script>\n{script}</script>".encode(), 1)


def with_files(
    jars: Sequence[Path], home: Path, *, http_port: int, bolt_port: int, password: str
) -> list[Path]:
    """The class path `jars` with our files in its Browser, for the Neo4j home `home`; they name the ports,
    and know the `password` when they see it.

    Raises BrowserFileInvalid, DiskFull.
    """
    browser = next(jar for jar in jars if jar.name.startswith("neo4j-browser-"))
    made = {**files(base_url(http_port)), OPENING_PAGE: opening_page(bolt_port, password)}
    own = home / JAR
    with disk_errors(home):
        shutil.copyfile(browser, own)
        with zipfile.ZipFile(own, "a") as archive:
            for name in _PAGES:
                _replace(archive, name, guarded(archive.read(name), bolt_port))
            for name, content in made.items():
                archive.writestr(f"{PLACE}/{name}", content)
    return [own, *(jar for jar in jars if jar != browser)]


def _replace(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    # Out of the list, the old one is no file any more. To write the whole archive anew takes seconds.
    archive.filelist.remove(archive.NameToInfo.pop(name))
    archive.writestr(name, content)


def settings(http_port: int) -> dict[str, str]:
    """What `neo4j.conf` says for the Browser: its first commands, and where it may take guides from."""
    base = base_url(http_port)
    commands = (
        # In full: fetched from an address it would arrive after `clear`, which takes away its print, and the
        # welcome of Browser itself.
        f"style {_style_as_json(style(SOURCES / STYLE))}",
        "clear",
        f"guide {base}/{FIRST_GUIDE}",
    )
    return {
        "browser.post_connect_cmd": "; ".join(commands),
        "browser.remote_content_hostname_whitelist": "localhost,127.0.0.1",
        "clients.allow_telemetry": "false",
    }


def _style_as_json(text: str) -> str:
    """The style on one line and without a semicolon, as a list of commands can hold it."""
    rules = re.findall(r'([\w.]+) \{((?:[^"{}]|"[^"]*")*)\}', text)
    values = {name: dict(re.findall(r'([\w-]+): "?([^;"]+)"?;', body)) for name, body in rules}
    return json.dumps(values)
