"""Names as they compare: without case, accents and punctuation, and without the words that say what kind of
body is named, such as "London Borough of" or "Constabulary"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_DROPPED = re.compile(r"['’.]")
_APART = re.compile(r"[\W_]+")
_ABBREVIATED = re.compile(r"(.*\S)\s*\((\w+)\)")
# Shorter words are met by too many others that differ in a letter.
_FORGIVEN_FROM = 4

_AUTHORITY = (
    r"^(?:(?:(?:london|royal|metropolitan) )?borough of|(?:city|county) of|council of the|lb of|lb|county) ",
    r" (?:(?:metropolitan )?(?:borough|district|city|county) council|council|corporation|borough|city|county"
    r"|mbc|mdc|(?:(?:london|royal) borough|city|county) of)$",
)
_FORCE = (r" (?:police|constabulary)(?: service| force)?$", r"^city of ")
_BOARD = (
    r"^safeguarding (?:childrens? )?board of (?:the )?",
    r" (?:local )?safeguarding (?:(?:childrens?|child) )?(?:board|partnership)$",
    r" l?scb$",
)
_OTHER = (r"^(?:hm|her majestys|his majestys) ",)
_FORMS = {
    kind: tuple(map(re.compile, forms))
    for kind, forms in (
        ("PoliceForce", _FORCE),
        ("LocalAuthority", _AUTHORITY),
        ("SafeguardingBoard", (*_BOARD, *_AUTHORITY)),
        ("Inspectorate", _OTHER),
        ("GovernmentBody", _OTHER),
    )
}


@lru_cache(maxsize=8192)
def folded(name: str) -> str:
    """The words of a name in plain small letters, `&` as `and`, without a leading `the`."""
    plain = unicodedata.normalize("NFD", name.casefold())
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    words = _APART.sub(" ", _DROPPED.sub("", letters.replace("&", " and "))).strip()
    return words.removeprefix("the ")


@lru_cache(maxsize=8192)
def core(words: str, kind: str) -> str:
    """A folded name of a body of a type without the words that say what kind of body it is."""
    for form in _FORMS[kind]:
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
    return len(differing) == 1 and _one_edit_apart(*differing[0])


def alike(one: str, other: str) -> float:
    """The share of words that two folded names have in common, from 0 to 1."""
    words, others = set(one.split()), set(other.split())
    return 2 * len(words & others) / (len(words) + len(others)) if words and others else 0.0


def _one_edit_apart(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if len(long) < _FORGIVEN_FROM or len(long) - len(short) > 1:
        return False
    at = next((n for n, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    swapped = short[at : at + 2] == long[at : at + 2][::-1] and short[at + 2 :] == long[at + 2 :]
    return swapped or short[at + 1 :] == long[at + 1 :]
