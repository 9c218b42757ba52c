"""The example app, built as its users build it and served by its own preview server."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from signal import SIGTERM
from typing import Any

import httpx

from tests.helpers.chromium import Page as Tab
from tests.helpers.faulty_proxy import Answer, Forward
from tests.helpers.paths import ROOT

APP = ROOT / "examples" / "react-app"
START_SECONDS = 60.0

# What a page of the app shows.
ROWS = """
[...document.querySelectorAll('.history li')].map((row) =>
  [new URLSearchParams(row.querySelector('a').search).get('id'), row.querySelector('.basis').classList[1]])
"""
NAMES = "[...document.querySelectorAll('.names a')].map((link) => link.innerText)"
ALERT = "document.querySelector('[role=alert]')?.innerText"
AGAIN = "document.querySelector('[role=alert] button').click()"
RELOAD = """
[...document.querySelectorAll('button')].find((each) => each.innerText === 'Reload').click()
"""
FORCES = "[...document.querySelectorAll('.names a')].length"
TYPE = """
{ const input = document.querySelector('input[type=search]');
  const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
  for (const text of %s) {
    set.call(input, text);
    input.dispatchEvent(new Event('input', { bubbles: true }));
  } }
"""


def command(name: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the app's packages, which `make clients` installs as the lock says."""
    if not (APP / "node_modules" / ".package-lock.json").is_file():
        subprocess.run(["npm", "ci", "--ignore-scripts"], cwd=APP, check=True)
    return subprocess.run(
        [str(APP / "node_modules" / ".bin" / name), *arguments],
        cwd=APP,
        env=os.environ | {"NO_COLOR": "1"} | environment,
        capture_output=True,
        text=True,
    )


def build(folder: Path, **environment: str) -> Path:
    """The app, built into a folder."""
    run = command("vite", "build", "--outDir", str(folder), "--emptyOutDir", **environment)
    assert run.returncode == 0, run.stdout + run.stderr
    return folder


@contextmanager
def previewed(folder: Path, port: int, api: str) -> Iterator[str]:
    """The address of a built app, whose server passes on to an API what is asked of it at its own address."""
    listening = ["--host", "127.0.0.1", "--port", str(port), "--strictPort", "--bypass-lock"]
    server = subprocess.Popen(
        [APP / "node_modules" / ".bin" / "vite", "preview", "--outDir", folder, *listening],
        cwd=APP,
        env=os.environ | {"API": api},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        _wait(url, server)
        yield url
    finally:
        # What `node` stands for may be a program that starts it.
        os.killpg(server.pid, SIGTERM)
        server.wait()


def _wait(url: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            httpx.get(url)
            return
        except httpx.TransportError:
            if server.poll() is not None or time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def ask(api: httpx.Client, query: str, **variables: Any) -> Any:
    """What the API itself answers."""
    answer = api.post("/graphql", json={"query": query, "variables": variables}).json()
    assert "errors" not in answer, answer["errors"]
    return answer["data"]


def history(api: httpx.Client, force: str, **variables: Any) -> list[list[str]]:
    """Id and basis of each entry of a force's history, the newest first, read in pages from the oldest."""
    query = """query($id: ID!, $asOf: Date, $basis: Basis, $after: String) { force(id: $id, asOf: $asOf) {
      history(first: 100, after: $after, basis: $basis) {
        edges { basis node { ... on Entity { id } } } pageInfo { hasNextPage endCursor } } } }"""
    rows: list[list[str]] = []
    after, more = None, True
    while more:
        page = ask(api, query, id=force, after=after, **variables)["force"]["history"]
        rows += [[edge["node"]["id"], edge["basis"]] for edge in page["edges"]]
        after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
    return rows[::-1]


def scrolled(tab: Tab, count: int) -> list[list[str]]:
    """The rows of a history once it has been scrolled down to so many."""
    tab.until(f"document.body && scrollTo(0, 1e7), {ROWS}", lambda rows: len(rows) >= count)
    return list(tab.run(ROWS))


def choose(tab: Tab, day: str) -> None:
    """Choose a day as the reader does."""
    tab.run(
        f"document.querySelector('[name=asOf]').value = '{day}';document.querySelector('.day button').click()"
    )
    tab.until("location.search", lambda search: f"asOf={day}" in search)


def any_day(tab: Tab) -> None:
    """Go back to whatever the day."""
    tab.run("document.querySelectorAll('.day button')[1].click()")
    tab.until("location.search", lambda search: "asOf" not in search)


def without_dataset(request: dict[str, Any], forward: Forward) -> Answer:
    """A fault: one root field of several took too long."""
    answer = forward().json()
    answer["data"]["dataset"] = None
    late = {"message": "This took too long.", "path": ["dataset"], "extensions": {"code": "TIMEOUT"}}
    return Answer.of_json(200, {**answer, "errors": [late]})


def another_version(request: dict[str, Any], forward: Forward) -> Answer:
    """A fault: the graph was replaced."""
    answer = forward().json()
    answer["extensions"]["dataset"]["version"] = "another"
    return Answer.of_json(200, answer)
