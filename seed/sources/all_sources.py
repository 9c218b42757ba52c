"""Locate and load all sources of a graph."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from graph.model.records import Records
from seed.errors import Refusal, SeedRefused, raise_any
from seed.frameworks import Frameworks, read_frameworks
from seed.sources.curated import read_curated
from seed.sources.imports.graph_assembly import ImportFile, context_of, read_imports, read_shipped
from seed.sources.imports.import_acceptance import AcceptedImports, accept_imports
from seed.sources.imports.reading import Reading
from seed.sources.merge import merge
from seed.sources.parts import Part
from seed.sources.police import TABLES, read_police
from seed.sources.reference import read_reference

_HERE = Path(__file__).resolve().parents[1]
# The texts whose passages can be checked, if they are available: source id to file name.
ORIGINALS: Mapping[str, str] = {"source:willispalmer-police-failings": "article.txt"}


@dataclass(frozen=True)
class Sources:
    """The files that a graph is built from."""

    article: Path = _HERE / "article"
    schema: Path = _HERE / "schema" / "curated.schema.json"
    reference: Path = _HERE / "reference"
    frameworks: Path = _HERE / "frameworks.yaml"
    outcomes: Path = _HERE / "outcomes"
    police: Path = _HERE / "police"
    imports: tuple[ImportFile, ...] = ()

    def manifest(self) -> dict[str, str]:
        """The SHA-256 of every source file, by folder and name."""
        own = {name: sha256(path.read_bytes()).hexdigest() for name, path in sorted(self._files())}
        return own | {f"imported/{file.name}": file.sha256 for file in self.imports}

    def _files(self) -> Iterator[tuple[str, Path]]:
        yield self.frameworks.name, self.frameworks
        patterns = (
            (self.article, "*.yaml"),
            *((folder, "*.csv") for folder in (self.reference, self.outcomes, self.police)),
        )
        for folder, pattern in patterns:
            for path in folder.glob(pattern):
                yield f"{folder.name}/{path.name}", path


def read_sources(sources: Sources) -> Records:
    """The merged records of all sources. Raises SeedRefused with all problems, and FileRefused for an
    imported file that can no longer be read."""
    return load_sources(sources).accepted.records


@dataclass(frozen=True)
class LoadedSources:
    """The sources of a graph: the base (curated and reference files), the shipped tables, and the imports
    without the rows that contradict them or each other."""

    base: Records
    frameworks: Frameworks
    shipped: tuple[Reading, ...]
    accepted: AcceptedImports


def load_sources(sources: Sources) -> LoadedSources:
    """Read all sources. Raises as `read_sources` does."""
    (base, superseded), frameworks = _read_base(sources), read_frameworks(sources.frameworks)
    context = context_of(base, frameworks)
    shipped = (
        *read_shipped(sources.outcomes, context),
        *read_shipped(sources.police, context, TABLES),
        Reading("superseded", (), part=superseded),
    )
    imports = read_imports(sources.imports, context)
    names = [file.name for file in sources.imports]
    return LoadedSources(base, frameworks, shipped, accept_imports(base, shipped, imports, names, frameworks))


def read_base(sources: Sources) -> Records:
    """The merged records of the curated files and the reference tables. Raises SeedRefused."""
    return _read_base(sources)[0]


def _read_base(sources: Sources) -> tuple[Records, Part]:
    """The base, and what superseded ids add to nodes that later tables state."""
    parts: list[Part] = []
    refusals: list[Refusal] = []
    readers: tuple[Callable[[], tuple[Part, ...]], ...] = (
        lambda: (read_reference(sources.reference),),
        lambda: (read_curated(sources.article, sources.schema),),
        lambda: read_police(sources.police, sources.reference),
    )
    for read in readers:
        try:
            parts.extend(read())
        except SeedRefused as refused:
            refusals.extend(refused.refusals)
    raise_any(refusals)
    *base, superseded = parts
    return merge(base), superseded


def read_originals(folder: Path) -> dict[str, str]:
    """The texts in a folder, by the id of their source."""
    return {
        source: (folder / name).read_text("utf-8")
        for source, name in ORIGINALS.items()
        if (folder / name).is_file()
    }
