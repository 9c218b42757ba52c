"""What one source of the build contributes, before it is merged with the others."""

from __future__ import annotations

from dataclasses import dataclass, field

from graph.model.records import Place, Records


@dataclass(frozen=True)
class OtherName:
    """A name that a body also has or had; an empty text is an unknown date."""

    name: str
    start: str = ""
    end: str = ""


@dataclass(frozen=True)
class Extension:
    """More about a node that another source states: other names and evidence."""

    id: str
    other_names: tuple[OtherName, ...] = ()
    evidence: tuple[str, ...] = ()
    stated: Place | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Part:
    """The records of one source, and what it adds to nodes of another."""

    records: Records = field(default_factory=Records)
    extensions: tuple[Extension, ...] = ()
