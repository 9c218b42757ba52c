"""The contribution of one source, before it is merged with the others."""

from __future__ import annotations

from dataclasses import dataclass, field

from graph.model.records import Location, Records


@dataclass(frozen=True)
class OtherName:
    """An alternative name of a body, with its dates and kind; an empty text is an unknown one."""

    name: str
    start: str = ""
    end: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Extension:
    """Further names and evidence for a node that another source states."""

    id: str
    other_names: tuple[OtherName, ...] = ()
    evidence: tuple[str, ...] = ()
    stated: Location | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Part:
    """The records of one source, and its extensions of nodes of other sources."""

    records: Records = field(default_factory=Records)
    extensions: tuple[Extension, ...] = ()
