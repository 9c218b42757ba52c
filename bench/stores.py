"""The stores of the bench: one a size, made once by the project's own build and kept."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from bench.country import SIZES, country
from graph.settings import Settings
from seed.build import make_store
from seed.csv_files import csv_files
from seed.derive import derive
from seed.frameworks import read_frameworks
from seed.schema_statements import schema_statements
from seed.sources import Sources

ROOT = Path(__file__).resolve().parent.parent
_TIMES = "bench.json"
# What a store depends on, beside the jars.
_MADE_OF = ("bench/country.py", "bench/made.py", "seed/**/*.py", "graph/model/*.py", "cypher/schema/*.cypher")


@dataclass(frozen=True)
class Built:
    """Records and the seconds that each step of the build took; `importing` is neo4j-admin and the schema."""

    nodes: int
    relationships: int
    generating: float
    deriving: float
    importing: float


def store_of(size: str, settings: Settings, report: Callable[[str], None]) -> tuple[Path, Built]:
    """The store of a size, made if there is none of this code."""
    place = settings.home / "bench" / f"{size}-{_digest()}-neo4j-{settings.neo4j_version}"
    if not (place / _TIMES).exists():
        for old in place.parent.glob(f"{size}-*"):
            shutil.rmtree(old)
        report(f"{size}: making a country with {SIZES[size]} findings")
        built = _make(size, settings, report, place)
        (place / _TIMES).write_text(json.dumps(asdict(built)), "utf-8")
    return place, Built(**json.loads((place / _TIMES).read_text("utf-8")))


def _make(size: str, settings: Settings, report: Callable[[str], None], place: Path) -> Built:
    begun = time.perf_counter()
    records = country(SIZES[size])
    generated = time.perf_counter()
    graph = derive(records, read_frameworks(Sources().frameworks))
    files = csv_files(graph, schema_statements())
    derived = time.perf_counter()
    make_store(settings, report, place, graph, files)
    made = time.perf_counter()
    return Built(
        len(graph.nodes), len(graph.relationships), generated - begun, derived - generated, made - derived
    )


def _digest() -> str:
    total = sha256()
    for pattern in _MADE_OF:
        for path in sorted(ROOT.glob(pattern)):
            total.update(path.read_bytes())
    return total.hexdigest()[:12]
