"""`safeguarding export`: a file is whole or absent, and every refusal is one sentence."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.settings import Settings
from graph.store.access import SERVED, access_files
from graph.store.lock import hold
from graph.store.process import Neo4jProcess
from graph.store.stores import publish
from tests.helpers import export_readers
from tests.helpers.paths import ROOT

THEMES = """query Themes($named: String!) {
  themes(where: { id: { eq: $named } }) { nodes { id findings { nodes { id } } } }
}"""
EXPORT = [sys.executable, str(ROOT / "cli.py"), "export"]


@pytest.fixture
def environment(served: Neo4jProcess, served_home: Path) -> Iterator[dict[str, str]]:
    """Of a home that is being served, on a port and with a password that nobody was told."""
    with hold(served_home, SERVED), access_files(served_home, served.access):
        yield {**os.environ, "SAFEGUARDING_HOME": str(served_home), "NO_COLOR": "1"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where exports are written."""
    return tmp_path


def run(
    words: list[str], environment: dict[str, str], folder: Path, **more: str
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*EXPORT, *words], cwd=folder, env=environment | more, capture_output=True, check=False
    )


def test_a_file_is_written_whole_from_the_store_that_is_served(
    environment: dict[str, str], folder: Path
) -> None:
    done = run(["ndjson", "-o", "all.ndjson"], environment, folder)
    assert done.returncode == 0, done.stderr
    content = (folder / "all.ndjson").read_bytes()
    assert done.stderr.decode() == f"all.ndjson: {len(content)} bytes.\n"
    assert done.stdout == b""
    assert len(export_readers.ndjson(content).nodes) > 500
    assert [path.name for path in folder.iterdir()] == ["all.ndjson"]


def test_an_export_without_a_file_goes_to_standard_output(
    environment: dict[str, str], folder: Path, served: Neo4jProcess
) -> None:
    words = ["ndjson", "--type", "Finding", "--where", '{"polarity": {"eq": "POSITIVE"}}']
    done = run(words, environment, folder, NEO4J_URI=served.uri, NEO4J_PASSWORD=served.password)
    found = export_readers.ndjson(done.stdout)
    polarities = [data["polarity"] for labels, data in found.nodes.values() if "Finding" in labels]
    assert "POSITIVE" in polarities
    assert done.stderr == b""


def test_all_rows_of_a_question_are_written(environment: dict[str, str], folder: Path) -> None:
    (folder / "themes.graphql").write_text(THEMES, "utf-8")
    words = ["--query", "themes.graphql", "--variables", '{"named": "theme:joint-working"}']
    done = run([*words, "-o", "themes.ndjson"], environment, folder)
    assert done.returncode == 0, done.stderr
    *rows, end = [json.loads(line) for line in (folder / "themes.ndjson").read_bytes().splitlines()]
    assert [row["id"] for row in rows] == ["theme:joint-working"]
    assert end["end"]["rows"] == 1


@pytest.mark.parametrize(
    ("words", "more", "said"),
    [
        (["xls"], {}, "Unknown format 'xls'; choose one of graphml, gexf"),
        (["csv", "--depth", "2"], {}, "--depth needs --around ID."),
        (
            ["csv", "--around", "x", "--type", "Finding"],
            {},
            "--around and --type cannot be combined; give one.",
        ),
        (["csv", "--type", "Evidence"], {}, "'Evidence' is no type with a list; give one of PoliceForce,"),
        (["csv", "--where", "{}"], {}, "--where filters one type; add it, as in --type Finding."),
        (["--depth", "2"], {}, "Name a format, one of graphml, gexf"),
        (["csv", "--variables", "{}"], {}, "--variables needs --query FILE."),
        (["csv", "--query", "kept"], {}, "--query takes no format and no other choice"),
        (["--query", "nowhere.graphql"], {}, "nowhere.graphql cannot be read: No such file or directory."),
        (["--query", "kept", "--variables", "["], {}, "`--variables` is not JSON"),
        (["--query", "kept"], {}, "Syntax Error: Unexpected Name 'as'."),
        (["csv", "--type", "Finding", "--where", "["], {}, "`where` is not JSON"),
        (["csv", "--type", "Finding", "--where", '{"no": {}}'], {}, "not to include unknown field 'no'"),
        (["gexf", "--around", "force:nowhere"], {}, "Nothing has the id 'force:nowhere'."),
        (["gexf"], {"EXPORT_IN_MEMORY": "9"}, "gexf is made in memory, of at most 9 nodes and relationships"),
        (["ndjson"], {"NEO4J_URI": "bolt://127.0.0.1:1"}, "No Neo4j answers at bolt://127.0.0.1:1"),
    ],
)
def test_a_refused_export_prints_one_sentence_and_leaves_no_file(
    words: list[str], more: dict[str, str], said: str, environment: dict[str, str], folder: Path
) -> None:
    (folder / "kept").write_bytes(b"as it was")
    done = run([*words, "-o", "kept"], environment, folder, **more)
    assert done.returncode == 1
    assert done.stderr.decode().startswith("Stopped: ")
    assert said in done.stderr.decode()
    assert done.stderr.count(b"\n") == 1
    assert [path.name for path in folder.iterdir()] == ["kept"]
    assert (folder / "kept").read_bytes() == b"as it was"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["gexf", "--around", "force:nowhere"], "Nothing has the id 'force:nowhere'."),
        (["csv", "--around", "force:cleveland", "--depth", "4"], "The depth is 4"),
        (["csv", "--type", "Finding", "--where", '{"no": {}}'], "not to include unknown field 'no'"),
        (["csv", "--type", "Finding", "--where", '{"polarity": {"eq": "SAD"}}'], "SAD"),
        (["gexf"], "gexf is made in memory, of at most 9 nodes and relationships"),
        (["csv", "-o", "nowhere/all.zip"], "nowhere/all.zip cannot be written"),
    ],
)
def test_an_export_is_refused_before_neo4j_starts_where_possible(
    words: list[str], said: str, store: Path, settings: Settings, folder: Path
) -> None:
    home = folder / "home"
    shutil.copytree(store / "csv", home / "stores" / store.name / "csv")
    shutil.copy(store / "build.json", home / "stores" / store.name)
    publish(home, store.name)
    # A Neo4j that would be started here has no store to start on.
    environment = {**os.environ, "SAFEGUARDING_HOME": str(home), "EXPORT_IN_MEMORY": "9", "NO_COLOR": "1"}
    began = time.monotonic()
    done = run(words, environment, folder)
    assert said in done.stderr.decode()
    assert done.returncode == 1
    assert time.monotonic() - began < 20
    assert not (home / "stores" / store.name / "logs").exists()


def test_a_place_that_cannot_be_written_is_named(environment: dict[str, str], folder: Path) -> None:
    done = run(["csv", "-o", "nowhere/all.zip"], environment, folder)
    assert done.returncode == 1
    said = "Stopped: nowhere/all.zip cannot be written: No such file or directory.\n"
    assert done.stderr.decode() == said


def test_an_export_that_is_stopped_leaves_no_file(environment: dict[str, str], folder: Path) -> None:
    words = [*EXPORT, "turtle", "-o", "all.ttl"]
    with subprocess.Popen(words, cwd=folder, env=environment, stderr=subprocess.PIPE) as exporting:
        try:
            deadline = time.monotonic() + 60
            while not any(path.stat().st_size for path in folder.iterdir()):
                assert exporting.poll() is None
                assert time.monotonic() < deadline
            exporting.send_signal(signal.SIGTERM)
            _, said = exporting.communicate(timeout=60)
        finally:
            exporting.kill()
    assert exporting.returncode == 1
    assert said.decode() == "Stopped: The export was interrupted.\n"
    assert list(folder.iterdir()) == []
