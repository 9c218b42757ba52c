"""schemathesis against the served schema: whatever document it generates, valid or not, the answer is
GraphQL in JSON and no server error.

`make test` tries the same few documents of every root field each time; `make fuzz` tries many, and others
each time.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from graphql import build_schema, introspection_from_schema

from api.schema.schema import core_schema
from tests.helpers.api_server import Api
from tests.helpers.paths import ROOT

CONFIG = ROOT / "tests" / "fuzzing" / "schemathesis.toml"
FEW = ("--max-examples=20", "--seed=20161017")
MANY = os.environ.get("FUZZ_EXAMPLES")


def schemathesis(url: str, *options: str) -> subprocess.CompletedProcess[str]:
    """Run it to its end."""
    command = [sys.executable, "-m", "schemathesis.cli", f"--config-file={CONFIG}", "run", url]
    return subprocess.run(
        [*command, "--no-color", "--generation-database=none", *options],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_no_made_up_document_breaks_the_server(api: Api) -> None:
    options: Sequence[str] = (f"--max-examples={MANY}",) if MANY else FEW
    done = schemathesis(api.url, *options)
    print(done.stdout)
    assert done.returncode == 0, done.stdout
    query = core_schema().query_type
    assert query is not None
    assert f"Tested: {len(query.fields)}" in done.stdout
    assert int(re.findall(r"(\d+) generated", done.stdout)[0]) >= 10 * len(query.fields)


BROKEN = {
    "a fault with status 200": '{"errors": [{"message": "", "extensions": {"code": "STORE_UNAVAILABLE"}}]}',
    "a page for people": "<p>Something went wrong.</p>",
    "neither data nor errors": "{}",
}


@contextmanager
def answering(answer: str) -> Iterator[str]:
    """A server that describes its schema, and gives this answer to everything else."""
    described = json.dumps({"data": introspection_from_schema(build_schema("type Query { number: Int }"))})

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = self.rfile.read(int(self.headers["content-length"]))
            body = (described if b"__schema" in asked else answer).encode()
            self.send_response(200)
            self.send_header("content-type", "application/json; charset=utf-8")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_GET(self) -> None:
            self.send_error(405)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/graphql"
        finally:
            server.shutdown()


@pytest.mark.parametrize("answer", BROKEN.values(), ids=BROKEN)
def test_a_broken_server_is_found_out(answer: str) -> None:
    with answering(answer) as url:
        done = schemathesis(url, "--max-examples=2", "--mode=positive")
    assert done.returncode == 1
    assert "answers_in_json_and_never_breaks" in done.stdout, done.stdout
