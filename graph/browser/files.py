"""Serve this project's guides, style and saved queries from Neo4j itself, next to Neo4j Browser.

Neo4j serves `browser/` from one jar of its class path. A copy of that jar with the files added serves them
from the same origin as Browser, without another server.
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
from graph.browser.model_picture import picture
from graph.browser.queries import read_queries, zip_of
from graph.errors import disk_errors

SOURCES = Path(__file__).parents[2] / "browser"
JAR = "neo4j-browser.jar"
FIRST_GUIDE = "guides/start.html"
OPENING_PAGE = "open.html"
STYLE = "style.grass"
MODEL_PICTURE = "model.svg"
SAVED_QUERIES = "saved-queries.zip"
FILES_PATH = "browser/safeguarding"
_PAGES = "browser/index.html", "browser/preview/index.html"
_GUARD, _SETTINGS = "links.js", "settings.js"
_USER = "neo4j"


def base_url(http_port: int) -> str:
    """The address at which the managed Neo4j serves the files."""
    return f"http://127.0.0.1:{http_port}/{FILES_PATH}"


def browser_files(base: str, sources: Path = SOURCES) -> dict[str, bytes]:
    """The files by their path below `base`. Raises BrowserFileInvalid."""
    guides = read_guides(sources / "guides")
    return {
        **{f"guides/{guide.name}.html": guide.page(base).encode() for guide in guides},
        MODEL_PICTURE: picture().encode(),
        STYLE: (sources / STYLE).read_bytes(),
        SAVED_QUERIES: zip_of(read_queries(sources / "queries")),
    }


def opening_page(bolt_port: int, password: str, sources: Path = SOURCES) -> bytes:
    """The page that opens Browser connected, once it receives the password by `postMessage`.

    The page has a digest of the password, from which 192 random bits cannot be recovered, and the address to
    connect to, so that no link can change it."""
    page = Template((sources / OPENING_PAGE).read_text("utf-8"))
    digest = sha256(password.encode()).hexdigest()
    return page.substitute(server=f"neo4j://127.0.0.1:{bolt_port}", digest=digest).encode()


def with_scripts(page: bytes, bolt_port: int, sources: Path = SOURCES) -> bytes:
    """A page of Browser with a guard, so that its address can only put a query into the editor, nothing else,
    and with settings."""
    guard = Template((sources / _GUARD).read_text("utf-8"))
    script = guard.substitute(server=f"neo4j://{_USER}@127.0.0.1:{bolt_port}")
    settings = (sources / _SETTINGS).read_text("utf-8")
    return page.replace(b"<head>", f"<head><script>\n{script}{settings}</script>".encode(), 1)


def class_path_with_files(
    jars: Sequence[Path], home: Path, *, http_port: int, bolt_port: int, password: str
) -> list[Path]:
    """The class path `jars` with a copy of the Browser jar that has the files added, in `home`.

    The files have the ports and a digest of `password`. Raises BrowserFileInvalid, DiskFull.
    """
    browser = next(jar for jar in jars if jar.name.startswith("neo4j-browser-"))
    made = {**browser_files(base_url(http_port)), OPENING_PAGE: opening_page(bolt_port, password)}
    own = home / JAR
    with disk_errors(home):
        shutil.copyfile(browser, own)
        with zipfile.ZipFile(own, "a") as archive:
            for name in _PAGES:
                _replace(archive, name, with_scripts(archive.read(name), bolt_port))
            for name, content in made.items():
                archive.writestr(f"{FILES_PATH}/{name}", content)
    return [own if jar == browser else jar for jar in jars]


def _replace(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    # Drop the old entry from the directory of the archive; rewriting the archive would take seconds.
    archive.filelist.remove(archive.NameToInfo.pop(name))
    archive.writestr(name, content)


def settings(http_port: int) -> dict[str, str]:
    """Browser's settings for `neo4j.conf`: its first commands, and the hosts it may load guides from."""
    base = base_url(http_port)
    commands = (
        # Inline: a style fetched from an address would arrive after `clear`, which removes its output and
        # Browser's own welcome.
        f"style {_style_as_json((SOURCES / STYLE).read_text(encoding='utf-8'))}",
        "clear",
        f"guide {base}/{FIRST_GUIDE}",
    )
    return {
        "browser.post_connect_cmd": "; ".join(commands),
        "browser.remote_content_hostname_whitelist": "localhost,127.0.0.1",
        "clients.allow_telemetry": "false",
    }


def _style_as_json(text: str) -> str:
    """The style as JSON: one line without semicolons, since those separate commands."""
    rules = re.findall(r'([\w.]+) \{((?:[^"{}]|"[^"]*")*)\}', text)
    values = {name: dict(re.findall(r'([\w-]+): "?([^;"]+)"?;', body)) for name, body in rules}
    return json.dumps(values)
