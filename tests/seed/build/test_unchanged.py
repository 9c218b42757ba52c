"""A build that would publish the same graph again ends before it reads the sources."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from graph.settings import Settings
from seed.build import build as building
from seed.build import unchanged
from seed.build.build import BuildResult, build
from seed.sources.all_sources import Sources
from seed.sources.imports.graph_assembly import ImportFile
from tests.helpers.shared_stores import copy_published
from tests.helpers.small_sources import article_sources


class SourcesRead(Exception):
    """The sources were read."""


@pytest.fixture
def home(store: Path, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings of a home with a copy of the article's graph, which the commands build there."""
    monkeypatch.setattr(building, "sources_of", lambda *_: article_sources())
    return replace(settings, home=copy_published(store, tmp_path / "home"))


@pytest.fixture
def built(home: Settings, monkeypatch: pytest.MonkeyPatch) -> BuildResult:
    """The result of a build that read the sources; from now on no build may read them."""
    result = build(home, lambda line: None)

    def refuse(_: Sources) -> None:
        raise SourcesRead

    monkeypatch.setattr(building, "assemble", refuse)
    return result


def test_what_is_unchanged_is_not_read_again(home: Settings, built: BuildResult) -> None:
    said: list[str] = []
    assert build(home, said.append) == built
    assert said == ["The graph is unchanged"]


def _another_release(home: Settings, _: pytest.MonkeyPatch) -> Settings:
    return replace(home, neo4j_version="5.26.29")


def _another_import(home: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    file = home.home / "table.csv"
    file.write_text("id")
    imports = (ImportFile(file, file.name, None, "0"),)
    monkeypatch.setattr(building, "sources_of", lambda *_: replace(article_sources(), imports=imports))
    return home


def _another_source(home: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    folder = home.home / "article"
    folder.mkdir()
    monkeypatch.setattr(building, "sources_of", lambda *_: replace(article_sources(), article=folder))
    return home


def _another_program(home: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    (home.home / "seed").mkdir()
    (home.home / "seed" / "rule.py").write_text("")
    monkeypatch.setattr(unchanged, "_PROGRAM", home.home)
    return home


def _a_damaged_store(home: Settings, _: pytest.MonkeyPatch) -> Settings:
    store = home.home / "current"
    name = next(iter(json.loads((store / "checksums.json").read_text())))
    (store / name).write_bytes(b"")
    return home


@pytest.mark.parametrize(
    "change", [_another_release, _another_import, _another_source, _another_program, _a_damaged_store]
)
def test_any_change_has_the_sources_read(
    change: Callable[[Settings, pytest.MonkeyPatch], Settings],
    home: Settings,
    built: BuildResult,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    changed = change(home, monkeypatch)
    with pytest.raises(SourcesRead):
        build(changed, lambda line: None)
