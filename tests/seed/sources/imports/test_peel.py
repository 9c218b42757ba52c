"""PEEL grades are on the scale of their cycle: four grades until 2018/19, five since 2021/22."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.model.records import Records
from seed.frameworks import read_frameworks
from seed.sources.all_sources import Sources, read_base
from seed.sources.imports.graph_assembly import ImportFile, context_of, read_imports
from tests.helpers.small_sources import article_sources

FRAMEWORKS = read_frameworks(Sources().frameworks)
HEAD = "force_id,cycle,question,grade,published,source_url"


@pytest.fixture(scope="module")
def base() -> Records:
    return read_base(article_sources())


@pytest.mark.parametrize(
    ("cycle", "framework"),
    [
        ("2014", "hmic-peel"),
        ("2018/19", "hmic-peel"),
        ("2021/22", "hmicfrs-peel"),
        ("2022", "hmicfrs-peel"),
        ("2023/25", "hmicfrs-peel"),
    ],
)
@pytest.mark.parametrize("grade", ["Good", "GOOD", "requires improvement", "Requires Improvement"])
def test_a_grade_is_on_the_scale_of_its_cycle(
    base: Records, tmp_path: Path, cycle: str, framework: str, grade: str
) -> None:
    path = tmp_path / "peel.csv"
    row = f"cleveland,{cycle},Protecting vulnerable people,{grade},2024-05-02,https://www.example.org/peel"
    path.write_text(f"{HEAD}\n{row}\n", "utf-8")
    (reading,) = read_imports([ImportFile(path, path.name)], context_of(base, FRAMEWORKS))
    (outcome,) = reading.outcomes
    assert outcome.framework == framework
    assert [(each.grade, each.raw) for each in outcome.grades] == [(grade.capitalize(), grade)]
