"""Headless Chromium, driven by its own protocol: pages opened, scripts run, requests recorded."""

from __future__ import annotations

import base64
import itertools
import json
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from websockets.sync.client import connect
from websockets.sync.connection import Connection

_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--remote-debugging-port=0",
    "--window-size=1500,1000",
)
# A machine with two busy cores takes its time over a page of four megabytes of script.
WAIT_SECONDS = 90.0


@dataclass
class Page:
    """One tab."""

    socket: Connection
    # What pages wrote to the console, and what the browser did, such as a policy that was broken.
    console: list[str] = field(default_factory=list)
    # Addresses of requests that the page took back before they were answered.
    taken_back: list[str] = field(default_factory=list)
    _requests: dict[str, str] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def send(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Ask the protocol, and return the result. Raises RuntimeError with what the browser says."""
        number = next(self._numbers)
        self.socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            message = json.loads(self.socket.recv(timeout=WAIT_SECONDS))
            if message.get("id") == number:
                if "error" in message:
                    raise RuntimeError(f"{method}: {message['error']}")
                return dict(message["result"])
            self._saw(message)

    def go(self, url: str) -> None:
        """Open an address."""
        self.send("Page.navigate", url=url)

    def run(self, script: str) -> Any:
        """The value of a script's expression. Raises RuntimeError where it throws."""
        answer = self.send("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(f"{script}: {answer['exceptionDetails']}")
        return answer["result"].get("value")

    def until(self, script: str, holds: Callable[[Any], bool] = bool) -> Any:
        """The value of the expression as soon as it is there and `holds`.

        Raises AssertionError with the page's text.
        """
        deadline = time.monotonic() + WAIT_SECONDS
        while (value := self._now(script)) is None or not holds(value):
            if time.monotonic() > deadline:
                raise AssertionError(f"{script} stayed {value!r} on the page:\n{self.text()}")
            time.sleep(0.2)
        return value

    def _now(self, script: str) -> Any:
        """The value of the expression; None while the page leads on to another."""
        try:
            return self.run(script)
        except RuntimeError as error:
            if "navigated" in str(error) or "context" in str(error):
                return None
            raise

    def text(self) -> str:
        """The text that the page shows."""
        return str(self.run("document.body ? document.body.innerText : ''"))

    def type(self, text: str) -> None:
        """Type into what has the focus."""
        self.send("Input.insertText", text=text)

    def press(self, key: str, code: int, modifiers: int = 0) -> None:
        """Press a key; modifier 2 is Ctrl."""
        for kind in ("rawKeyDown", "keyUp"):
            self.send(
                "Input.dispatchKeyEvent",
                type=kind,
                key=key,
                code=key,
                windowsVirtualKeyCode=code,
                modifiers=modifiers,
            )

    def screenshot(self, path: Path) -> None:
        """Write what is seen as PNG."""
        path.write_bytes(base64.b64decode(self.send("Page.captureScreenshot")["data"]))

    @property
    def asked(self) -> list[str]:
        """Every address that a request left the browser for, sockets included. A request that the page's own
        policy stopped never left."""
        self.run("1")
        return list(self._requests.values())

    def _saw(self, message: dict[str, Any]) -> None:
        event, parameters = message["method"], message.get("params", {})
        if event in ("Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded"):
            self.console.append(json.dumps(parameters))
        if event == "Network.requestWillBeSent":
            self._requests[parameters["requestId"]] = parameters["request"]["url"]
        elif event == "Network.webSocketCreated":
            self._requests[parameters["requestId"]] = parameters["url"]
        elif event == "Network.loadingFailed" and parameters.get("blockedReason") == "csp":
            self._requests.pop(parameters["requestId"], None)
        elif event == "Network.loadingFailed" and parameters.get("canceled"):
            self.taken_back.append(self._requests.get(parameters["requestId"], ""))

    @contextmanager
    def opened(self, part: str) -> Iterator[Page]:
        """The other tab whose address holds a text, once it is there."""
        port, deadline = self.socket.remote_address[1], time.monotonic() + WAIT_SECONDS
        while not (found := [url for at, url in _tabs(port) if part in at]):
            assert time.monotonic() < deadline, f"No tab has {part} in its address"
            time.sleep(0.2)
        with _attached(found[0]) as page:
            yield page


@contextmanager
def chromium(*flags: str, profile: Path | None = None) -> Iterator[Page]:
    """A fresh Chromium with one empty tab, started with more flags; its profile goes when it ends, unless it
    is given."""
    program = shutil.which("chromium")
    assert program, "Tests of Neo4j Browser need Chromium: apt-get install chromium"
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        profile = profile or Path(folder)
        process = subprocess.Popen(
            [program, *_FLAGS, *flags, f"--user-data-dir={profile}", "about:blank"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            with _attached(_first_tab(profile)) as page:
                yield page
        finally:
            process.terminate()
            process.wait()


@contextmanager
def _attached(tab: str) -> Iterator[Page]:
    with connect(tab, max_size=None) as socket:
        page = Page(socket)
        for domain in ("Page", "Runtime", "Network", "Log"):
            page.send(f"{domain}.enable")
        yield page


def _first_tab(profile: Path) -> str:
    """The address of the first tab's protocol, once the browser has written its port."""
    written = profile / "DevToolsActivePort"
    deadline = time.monotonic() + WAIT_SECONDS
    while not written.exists() or not written.read_text():
        assert time.monotonic() < deadline, "Chromium did not start"
        time.sleep(0.1)
    return _tabs(int(written.read_text().split()[0]))[0][1]


def _tabs(port: int) -> list[tuple[str, str]]:
    """Each tab: what it shows, and the address of its protocol."""
    with urlopen(f"http://127.0.0.1:{port}/json/list") as answer:
        tabs = json.load(answer)
    return [(tab["url"], tab["webSocketDebuggerUrl"]) for tab in tabs if tab["type"] == "page"]
