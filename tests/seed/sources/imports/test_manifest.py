"""The list of imported files is part of the store: publish, undo and history, without a Neo4j."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from hashlib import sha256
from pathlib import Path

import orjson
import pytest
from typer.testing import CliRunner

from cli import app
from graph.store.stores import current_store, publish
from seed.sources.imports.errors import FileRefused, NothingToUndo
from seed.sources.imports.graph_assembly import ImportFile
from seed.sources.imports.snapshots import snapshots
from seed.sources.manifest import (
    MANIFEST,
    append_event,
    entry,
    history,
    imports_of,
    sources_of,
    store_file,
    undo,
)
from tests.helpers.paths import FORMATS


def _store(home: Path, version: str, *files: Path) -> Path:
    """A published store as far as the list goes, made of files that were imported."""
    kept = [store_file(home, ImportFile(path, path.name, "peel", _digest(path))) for path in files]
    place = home / "stores" / version
    place.mkdir(parents=True)
    listed = [entry(file) for file in kept]
    (place / MANIFEST).write_text(json.dumps({"version": version, "imports": listed}), "utf-8")
    return publish(home, version)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Two stores: one without imports, and the current one with a file."""
    _store(tmp_path, "one")
    append_event(tmp_path, "build", tmp_path / "stores" / "one")
    store = _store(tmp_path, "two", FORMATS / "peel.csv")
    append_event(tmp_path, "import", store, imports_of(tmp_path))
    return tmp_path


def test_a_kept_file_is_the_file(home: Path) -> None:
    (file,) = imports_of(home)
    assert file.path.read_bytes() == (FORMATS / "peel.csv").read_bytes()
    assert (file.name, file.kind, file.sha256) == ("peel.csv", "peel", _digest(file.path))
    assert file.path.is_relative_to(home / "sources" / file.sha256)


def test_a_file_is_listed_once(home: Path) -> None:
    (file,) = imports_of(home)
    assert sources_of(home, [file]).imports == (file,)
    # Its bytes are the file, whatever it is called.
    assert sources_of(home, [replace(file, name="again.csv")]).imports == (file,)


def test_undo_switches_the_store_with_its_list(home: Path) -> None:
    undo(home)
    assert (current_store(home), imports_of(home)) == (home / "stores" / "one", ())
    undo(home)
    assert (current_store(home), len(imports_of(home))) == (home / "stores" / "two", 1)


def test_nothing_to_undo(tmp_path: Path) -> None:
    _store(tmp_path, "one")
    with pytest.raises(NothingToUndo, match="no graph before the current one"):
        undo(tmp_path)


def test_history_lists_builds_imports_and_undos(home: Path) -> None:
    undo(home)
    events = [(event.what, event.version, event.files, event.current) for event in history(home)]
    assert events == [
        ("build", "one", (), False),
        ("import", "two", ("peel.csv",), False),
        ("undo", "one", (), True),
    ]


def test_history_shows_a_build_killed_before_it_was_logged(home: Path) -> None:
    _store(home, "three")
    last = history(home)[-1]
    assert (last.what, last.version, last.current) == ("build", "three", True)
    with (home / "history.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"at": "2027-')
    assert history(home)[-1].version == "three"


def test_the_commands_print_for_people_and_for_scripts(home: Path) -> None:
    run = CliRunner(env={"SAFEGUARDING_HOME": str(home)})
    told = run.invoke(app, ["history", "--json"])
    assert orjson.loads(told.stdout)["events"] == [
        asdict(event) | {"files": list(event.files)} for event in history(home)
    ]
    assert "two  peel.csv  (current)" in run.invoke(app, ["history"]).stdout
    undone = run.invoke(app, ["undo"])
    assert (undone.exit_code, undone.stdout) == (0, "Published one; imported files: none.\n")


def test_checking_files_prints_what_is_refused_and_changes_nothing(home: Path, tmp_path: Path) -> None:
    run = CliRunner(env={"SAFEGUARDING_HOME": str(home)})
    wrong = tmp_path / "wrong.csv"
    wrong.write_text((FORMATS / "peel.csv").read_text("utf-8").replace("Adequate", "Fine"), "utf-8")
    before = sorted(home.rglob("*"))
    good = run.invoke(app, ["import", "--check", "--json", str(FORMATS / "peel.csv")])
    bad = run.invoke(app, ["import", "--check", str(wrong)])
    assert (good.exit_code, bad.exit_code) == (0, 1)
    assert orjson.loads(good.stdout)["files"][0]["read"] == 1
    assert "wrong.csv, row 2, column 'grade': 'Fine' is not a grade of this scale" in bad.stdout
    assert sorted(home.rglob("*")) == before


def test_a_dry_run_adds_up_and_changes_nothing(home: Path, tmp_path: Path) -> None:
    run = CliRunner(env={"SAFEGUARDING_HOME": str(home)})
    table = tmp_path / "more.csv"
    lines = (FORMATS / "peel.csv").read_text("utf-8").splitlines()
    lines += [
        lines[1].replace("cleveland", "kent").replace("2027-06-01", "2027-06-02"),
        lines[1].replace("2027-", "20-"),
    ]
    table.write_text("\n".join(lines), "utf-8")
    before = sorted(home.rglob("*"))
    done = run.invoke(app, ["import", "--dry-run", "--json", str(table)])
    (result,) = orjson.loads(done.stdout)["files"]
    counts = [result[name] for name in ("read", "added", "unchanged", "changed", "refused")]
    assert counts == [3, 1, 1, 0, 1]
    assert result["addedIds"] == ["inspection:peel:kent:2027-29"]
    strict = run.invoke(app, ["import", "--dry-run", "--strict", str(table)])
    assert (strict.exit_code, sorted(home.rglob("*"))) == (1, before)
    assert "1 row that is refused (--strict)" in strict.stderr


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="cannot be read: No such file"):
        snapshots([tmp_path / "none.csv"], tmp_path)


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()
