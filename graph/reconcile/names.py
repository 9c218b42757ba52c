"""Names as they compare: without case, accents and punctuation, and without the words that say what kind of
body is named, such as "London Borough of" or "Constabulary"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph import folding
from graph.nearness import is_forgiving, one_edit_apart

_DROPPED = re.compile(f"[{folding.APOSTROPHES}.．]")
_APART = re.compile(r"[\W_]+")
_ABBREVIATED = re.compile(r"(.*\S)\s*\((\w+)\)")

_AUTHORITY = (
    r"^(?:(?:(?:london|royal|metropolitan) )?borough of|(?:city|county) of|council of the|lb of|lb|county) ",
    r" (?:(?:metropolitan )?(?:borough|district|city|county) council|council|corporation|borough|city|county"
    r"|mbc|mdc|(?:(?:london|royal) borough|city|county) of)$",
)
_FORCE = (r" (?:police|constabulary)(?: service| force)?$", r"^heddlu ", r"^city of ")
_BOARD = (
    r"^safeguarding (?:childrens? )?board of (?:the )?",
    r" (?:local )?safeguarding (?:(?:childrens?|child) )?(?:board|partnership)$",
    r" l?scb$",
)
_OTHER = (re.compile(r"^(?:hm|her majestys|his majestys) "),)
_FORMS = {
    kind: tuple(map(re.compile, forms))
    for kind, forms in (
        ("PoliceForce", _FORCE),
        ("LocalAuthority", _AUTHORITY),
        ("SafeguardingBoard", (*_BOARD, *_AUTHORITY)),
    )
}


def folded(name: str) -> str:
    """The words of a name in plain small letters, `&` as `and`, without a leading `the`."""
    letters = folding.folded(_DROPPED.sub("", name)).replace("&", " and ")
    words = _APART.sub(" ", letters).strip()
    return words.removeprefix("the ")


def core(words: str, kind: str) -> str:
    """A folded name of a body of a type without the words that say what kind of body it is."""
    for form in _FORMS.get(kind, _OTHER):
        shorter = form.sub("", words)
        if shorter not in ("", words):
            return core(shorter, kind)
    return words


def spellings(name: str) -> Iterator[str]:
    """A published name, folded; of one with its abbreviation, "Care Quality Commission (CQC)", each too."""
    yield folded(name)
    if match := _ABBREVIATED.fullmatch(name):
        yield from map(folded, match.groups())


def one_letter_apart(one: str, other: str) -> bool:
    """Whether two folded names are the same but for one letter in one of their longer words: another one,
    one more, one less, or two swapped."""
    if abs(len(one) - len(other)) > 1:
        return False
    words, others = one.split(), other.split()
    if len(words) != len(others):
        return False
    differing = [pair for pair in zip(words, others, strict=True) if pair[0] != pair[1]]
    if len(differing) != 1:
        return False
    ((word, another),) = differing
    return is_forgiving(max(word, another, key=len)) and one_edit_apart(word, another)


def alike(one: str, other: str) -> float:
    """The share of words that two folded names have in common, from 0 to 1."""
    words, others = set(one.split()), set(other.split())
    return 2 * len(words & others) / (len(words) + len(others)) if words and others else 0.0
