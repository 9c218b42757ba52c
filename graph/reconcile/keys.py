"""Keys by which full-text search finds who goes by a name, a code or an id, before all who mention it.

A key is one word of the index. Names, codes and their beginnings are keys as they are typed, without spaces;
keys that begin with 0 are typed by nobody: of ids, of names without the words for a type, and marks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graph.model.nodes import ORGANISATIONS, Entity, Organisation, Person
from graph.reconcile.abbreviations import spelt_out
from graph.reconcile.names import core, folded, spellings

# The marks of bodies and people, of bodies that have not ended, and of those that people mean first by the
# name of a place.
NAMED, NOT_ENDED, MEANT_FIRST = "0named", "0notended", "0meantfirst"
_MEANT_FIRST = ("PoliceForce", "LocalAuthority")
# The index splits longer words.
_LONGEST = 250
_CODES = ("ons_code", "former_ons_codes", "dfe_code", "ofsted_urn")


def search_keys(node: Entity) -> str:
    """The keys of a node, for the full-text index; a node without a name of its own has that of its id."""
    return " ".join(dict.fromkeys(_keys(node)))


def key(name: str) -> str:
    """A name or a code as a key; empty if no letter is left."""
    return _joined(folded(name))


def id_key(own: str) -> str:
    """An id as a key, or the beginning of one."""
    return f"0{_joined(folded(own))}"


def named_keys(name: str) -> list[str]:
    """The keys of whoever may have this name as typed, abbreviations spelt out."""
    return [each for each in map(_joined, spelt_out(folded(name))) if each]


def core_keys(name: str) -> list[str]:
    """The keys of bodies that may be meant by this name, with other words for their type or none. A name with
    words for a type is of no other."""
    ways = [words for words in spelt_out(folded(name)) if words]
    cores = [(kind, words, core(words, kind)) for kind in ORGANISATIONS for words in ways]
    typed = [each for each in cores if each[1] != each[2]]
    return list(dict.fromkeys(_core_key(shorter, kind) for kind, _, shorter in typed or cores))


def _keys(node: Entity) -> Iterator[str]:
    yield id_key(node.id)
    if isinstance(node, Organisation):
        official = getattr(node, "official_name", None)
        names = [way for name in _texts((node.name, official, node.other_names)) for way in spellings(name)]
        kind = type(node).__name__
        yield NAMED
        yield from [NOT_ENDED] * (node.period.end is None)
        yield from [MEANT_FIRST] * (kind in _MEANT_FIRST)
        yield from map(_joined, names)
        yield from (_core_key(core(words, kind), kind) for words in names)
        yield from map(key, _texts(getattr(node, name, None) for name in _CODES))
    elif isinstance(node, Person):
        yield from (NAMED, key(node.name))


def _texts(values: Iterable[str | tuple[str, ...] | None]) -> Iterator[str]:
    for value in values:
        yield from (value,) if isinstance(value, str) else value or ()


def _core_key(words: str, kind: str) -> str:
    return f"0{kind.casefold()}0{_joined(words)}"[:_LONGEST]


def _joined(words: str) -> str:
    return words.replace(" ", "")[:_LONGEST]
