"""The stores of the bench, one a size, made once by the project's own build and kept."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from pathlib import Path

from bench.country import SIZES, country
from graph.schema_statements import schema_statements
from graph.settings import Settings
from graph.store.admin import import_csv
from graph.store.jars import neo4j_jars
from seed.build.build import build, make_store
from seed.build.csv_files import CsvFiles, csv_files
from seed.build.derive import derive
from seed.frameworks import read_frameworks
from seed.sources.all_sources import Sources

ROOT = Path(__file__).resolve().parent.parent
_TIMES = "bench.json"
# What a store depends on, beside the jars.
_MADE_OF = (
    *("bench/country.py", "bench/country_records.py", "seed/**/*.py", "seed/frameworks.yaml"),
    *(
        "graph/model/**/*.py",
        "graph/store/csv_cells.py",
        "graph/schema_statements.py",
        "cypher/schema/*.cypher",
    ),
)


@dataclass(frozen=True)
class Built:
    """Records, and the seconds that each step of the build took.

    `importing` is neo4j-admin and the schema, `alone` the import of neo4j-admin by itself, on the same files:
    no build can be faster. `deriving` makes those files from records, which `generating` made up."""

    nodes: int
    relationships: int
    generating: float
    deriving: float
    alone: float
    importing: float


def store_of(size: str, settings: Settings, report: Callable[[str], None]) -> tuple[Path, Built]:
    """The store of a size, made if there is none of this code.

    Stores of other code stay, since another checkout may be using them; the folder `bench` of
    SAFEGUARDING_HOME may be removed by hand whenever no bench runs."""
    place = settings.home / "bench" / f"{size}-{_digest()}-neo4j-{settings.neo4j_version}"
    if not (place / _TIMES).exists():
        report(f"{size}: making a country with {SIZES[size]} findings")
        built = _make(size, settings, report, place)
        (place / _TIMES).write_text(json.dumps(asdict(built)), "utf-8")
    return place, Built(**json.loads((place / _TIMES).read_text("utf-8")))


def shipped_store(settings: Settings, report: Callable[[str], None]) -> Path:
    """The graph that people get, built from this checkout."""
    return build(replace(settings, home=settings.home / "bench" / "shipped"), report).store


def bytes_of(store: Path) -> int:
    """The size of the graph on disk, with its indexes, after Neo4j has stopped."""
    files = (store / "data" / "databases" / "neo4j").rglob("*")
    return sum(path.stat().st_size for path in files if path.is_file())


def _make(size: str, settings: Settings, report: Callable[[str], None], place: Path) -> Built:
    files, generating, deriving = files_of(SIZES[size], place / "csv")
    alone = _imported(settings, place, files)
    started = time.perf_counter()
    make_store(settings, report, place, files)
    return Built(
        nodes=files.node_count,
        relationships=files.relationship_count,
        generating=generating,
        deriving=deriving,
        alone=alone,
        importing=time.perf_counter() - started,
    )


def files_of(findings: int, folder: Path) -> tuple[CsvFiles, float, float]:
    """The files of a country, and the seconds that its records and the files took. The records are gone
    when it returns: Neo4j needs the memory."""
    begun = time.perf_counter()
    records = country(findings)
    generated = time.perf_counter()
    graph = derive(records, read_frameworks(Sources().frameworks))
    files = csv_files(graph, folder, schema_statements())
    return files, generated - begun, time.perf_counter() - generated


def _imported(settings: Settings, place: Path, files: CsvFiles) -> float:
    """The seconds of neo4j-admin alone. The build imports again over its result."""
    jars = neo4j_jars(settings.cache, settings.neo4j_version)
    begun = time.perf_counter()
    import_csv(place, files.nodes, files.relationships, jars=jars)
    return time.perf_counter() - begun


def _digest() -> str:
    total = sha256()
    for pattern in _MADE_OF:
        for path in sorted(ROOT.glob(pattern)):
            total.update(path.read_bytes())
    return total.hexdigest()[:12]
