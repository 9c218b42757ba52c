"""Where the sources of a graph are, and reading them all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path

from graph.model.records import Records
from seed.curated import read_curated
from seed.errors import Refusal, SeedRefused, raise_any
from seed.frameworks import read_frameworks
from seed.imports.gathering import ImportFile, context_of, gathered, read_imports, read_shipped
from seed.imports.reading import Reading
from seed.merge import merge
from seed.parts import Part
from seed.reference import read_reference

_HERE = Path(__file__).parent
# The texts that can be compared with what the curated files say of them, where they are held.
ORIGINALS: Mapping[str, str] = {"source:willispalmer-police-failings": "article.txt"}


@dataclass(frozen=True)
class Sources:
    """The files that a graph is made of."""

    article: Path = _HERE / "article"
    schema: Path = _HERE / "schema" / "curated.schema.json"
    reference: Path = _HERE / "reference"
    frameworks: Path = _HERE / "frameworks.yaml"
    outcomes: Path = _HERE / "outcomes"
    imports: tuple[ImportFile, ...] = ()

    def manifest(self) -> dict[str, str]:
        """Every source file, by folder and name, with its SHA-256."""
        own = {name: sha256(path.read_bytes()).hexdigest() for name, path in sorted(self._files())}
        return own | {f"imported/{file.name}": file.sha256 for file in self.imports}

    def _files(self) -> Iterator[tuple[str, Path]]:
        yield self.frameworks.name, self.frameworks
        patterns = ((self.article, "*.yaml"), (self.reference, "*.csv"), (self.outcomes, "*.csv"))
        for folder, pattern in patterns:
            for path in folder.glob(pattern):
                yield f"{folder.name}/{path.name}", path


def read_sources(sources: Sources) -> Records:
    """Everything that the files say, merged; raises SeedRefused with all that could not be read, and
    FileRefused for an imported file that cannot be read any more."""
    base = read_base(sources)
    return gathered(base, readings_of(sources, base), read_frameworks(sources.frameworks))


def readings_of(sources: Sources, base: Records) -> list[Reading]:
    """What the shipped tables of outcomes and the imported files say."""
    context = context_of(base, read_frameworks(sources.frameworks))
    return [*read_shipped(sources.outcomes, context), *read_imports(sources.imports, context)]


def read_base(sources: Sources) -> Records:
    """The curated files and the reference tables, merged, without what is imported."""
    parts: list[Part] = []
    refusals: list[Refusal] = []
    readers: tuple[Callable[[], Part], ...] = (
        partial(read_reference, sources.reference),
        partial(read_curated, sources.article, sources.schema),
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
