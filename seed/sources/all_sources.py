"""Where the sources of a graph are, and reading them all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path

from graph.model.records import Records
from seed.errors import Refusal, SeedRefused, raise_any
from seed.frameworks import Frameworks, read_frameworks
from seed.sources.curated import read_curated
from seed.sources.imports.graph_assembly import ImportFile, context_of, read_imports, read_shipped
from seed.sources.imports.reading import Reading
from seed.sources.imports.settling import Settled, settled
from seed.sources.merge import merge
from seed.sources.parts import Part
from seed.sources.police import TABLES, read_police
from seed.sources.reference import read_reference

_HERE = Path(__file__).resolve().parents[1]
# The texts that can be compared with what the curated files say of them, where they are held.
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
        """Every source file, by folder and name, with its SHA-256."""
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
    """Everything that the files say, merged; raises SeedRefused with all that could not be read, and
    FileRefused for an imported file that cannot be read any more."""
    return together(sources).settled.records


@dataclass(frozen=True)
class Together:
    """The sources of a graph, read: the base, what is shipped with it, and the imports as far as they go
    together with both and with each other."""

    base: Records
    frameworks: Frameworks
    shipped: tuple[Reading, ...]
    settled: Settled


def together(sources: Sources) -> Together:
    """Everything read and settled; raises as `read_sources` does."""
    base, frameworks = read_base(sources), read_frameworks(sources.frameworks)
    context = context_of(base, frameworks)
    shipped = (*read_shipped(sources.outcomes, context), *read_shipped(sources.police, context, TABLES))
    imports = read_imports(sources.imports, context)
    names = [file.name for file in sources.imports]
    return Together(base, frameworks, shipped, settled(base, shipped, imports, names, frameworks))


def read_base(sources: Sources) -> Records:
    """The curated files and the reference tables, merged, without what is imported."""
    parts: list[Part] = []
    refusals: list[Refusal] = []
    readers: tuple[Callable[[], Part], ...] = (
        partial(read_reference, sources.reference),
        partial(read_curated, sources.article, sources.schema),
        partial(read_police, sources.police),
    )
    for read in readers:
        try:
            parts.append(read())
        except SeedRefused as refused:
            refusals.extend(refused.refusals)
    raise_any(refusals)
    return merge(parts)


def read_originals(folder: Path) -> dict[str, str]:
    """The texts held in a folder, by the id of their source."""
    return {
        source: (folder / name).read_text("utf-8")
        for source, name in ORIGINALS.items()
        if (folder / name).is_file()
    }
