"""A kind of operation, which can be made larger until it costs all that is allowed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

ROW, COUNT = "nodes { id caption }", "totalCount"
FORCE = '"force:metropolitan"'
MOST_ALIASES = LARGEST_PAGE = 100
_PAGE = "$first"
PASSAGES = "evidence { locator quote summary speaker source { id name publisher url } via { id } }"


@dataclass(frozen=True)
class Kind:
    """One root field under as many aliases as its size asks for. `call` may hold `$first`, the size of its
    page; `variables` have a type and a value."""

    name: str
    call: str
    type: str
    selection: str
    variables: Mapping[str, tuple[str, object]] = field(default_factory=dict)

    @property
    def largest(self) -> int:
        return MOST_ALIASES * (LARGEST_PAGE if _PAGE in self.call else 1)

    def asked(self, size: int) -> tuple[str, dict[str, object]]:
        """The document with `size` rows or, without pages, aliases; and its variables."""
        aliases = -(-size // LARGEST_PAGE) if _PAGE in self.call else size
        call = self.call.replace(_PAGE, str(size // aliases))
        fields = " ".join(f"a{number}: {call} {{ ...Part }}" for number in range(aliases))
        declared = ", ".join(f"${name}: {kind}" for name, (kind, _) in self.variables.items())
        head = f"query({declared})" if declared else "query"
        document = f"{head} {{ {fields} }} fragment Part on {self.type} {{ {self.selection} }}"
        return document, {name: value for name, (_, value) in self.variables.items()}


def of_force(selection: str) -> tuple[str, str, str]:
    """Call, type and selection of what is asked of one force."""
    return f"force(id: {FORCE})", "PoliceForce", selection


def where(kind: str, value: object) -> Mapping[str, tuple[str, object]]:
    """The variable of a filter."""
    return {"where": (f"{kind}Where", value)}


def loosely(text: str) -> object:
    """A filter by a text, whatever its case."""
    return {"caption": {"contains": text, "ignoreCase": True}}


def any_of(condition: object) -> object:
    """A filter of 20 alternatives, as many as there can be."""
    return {"or": [condition] * 20}
