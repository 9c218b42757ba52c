"""Names in comparable form: without case, accents and punctuation (folded), and without the words for a type
of body, such as "London Borough of" or "Constabulary" (core)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from graph import folding
from graph.nearness import is_forgiving, one_edit_apart

_DROPPED = re.compile(f"[{folding.APOSTROPHES}.．]")
_APART = re.compile(r"[\W_]+")
_ABBREVIATED = re.compile(r"(.*\S)\s*\((\w+)\)")

_AUTHORITY = (
    r"^(?:(?:(?:london|royal|metropolitan) )?borough of|(?:city|county) of(?! london)|council of the|lb of|lb"
    r"|county) ",
    r" (?:(?:metropolitan )?(?:borough|district|city|county) council|council|borough|city|county"
    r"|mbc|mdc|(?:(?:london|royal) borough|city|county) of)$",
    # London without it is another place.
    r"(?<=city of london) corporation$",
)
_FORCE = (r" (?:police|constabulary)(?: service| force)?$", r"^heddlu ")
_BOARD = (
    r"^(?:local )?safeguarding (?:(?:childrens?|child) )?(?:board|partnership) (?:of|for) (?:the )?",
    r" (?:local )?safeguarding (?:(?:childrens?|child) )?(?:board|partnership)$",
    r" l?sc[bp]$",
)
# Of a police force: "Police and Crime Commissioner for Kent", "Kent PCC", "Kent Police Authority".
_OFFICE = r"police (?:fire )?and crime commissioner"
_OVERSEER = (
    rf"^(?:office of (?:the )?)?(?:{_OFFICE}|mayor|o?p[cf]{{1,2}}c) (?:(?:for|of) )?(?:the )?",
    rf" (?:office of (?:the )?)?(?:{_OFFICE}|police authority|mayor|o?p[cf]{{1,2}}c)$",
)
_OTHER = (re.compile(r"^(?:hm|her majestys|his majestys) "),)
_OFFICE_FOR = re.compile(rf"({_OFFICE}) for (?:the )?(.+)")
_FORMS = {
    kind: tuple(map(re.compile, forms))
    for kind, forms in (
        ("PoliceForce", _FORCE),
        ("LocalAuthority", _AUTHORITY),
        ("SafeguardingBoard", (*_BOARD, *_AUTHORITY)),
        ("LocalPolicingBody", _OVERSEER),
    )
}


def folded(name: str) -> str:
    """The words of a name in lower case, without accents and punctuation, `&` as `and`, without a leading
    `the`."""
    letters = folding.folded(_DROPPED.sub("", name)).replace("&", " and ")
    words = _APART.sub(" ", letters).strip()
    return words.removeprefix("the ")


def core(words: str, kind: str) -> str:
    """A folded name without the words for its body's type."""
    for form in _FORMS.get(kind, _OTHER):
        shorter = form.sub("", words)
        if shorter not in ("", words):
            return core(shorter, kind)
    return words


def spellings(name: str) -> Iterator[str]:
    """The folded name; for "Care Quality Commission (CQC)" also the long and the short form alone, and for
    "Police and Crime Commissioner for Kent" also "Kent Police and Crime Commissioner"."""
    yield folded(name)
    if match := _OFFICE_FOR.fullmatch(folded(name)):
        yield f"{match[2]} {match[1]}"
    if match := _ABBREVIATED.fullmatch(name):
        yield from map(folded, match.groups())


def one_letter_apart(one: str, other: str) -> bool:
    """Whether two folded names differ by one edit in one longer word: a letter replaced, added, dropped or
    swapped with the next."""
    words, others = one.split(), other.split()
    if len(words) != len(others):
        return False
    differing = [pair for pair in zip(words, others, strict=True) if pair[0] != pair[1]]
    if len(differing) != 1:
        return False
    ((word, another),) = differing
    return is_forgiving(max(word, another, key=len)) and one_edit_apart(word, another)


def is_one_letter_from(name: str, others: Iterable[str]) -> bool:
    """Whether a folded name differs from any of the others by one letter."""
    size = len(name)
    return any(-2 < len(other) - size < 2 and one_letter_apart(name, other) for other in others)


def word_overlap(one: str, other: str) -> float:
    """The Dice coefficient of the words of two folded names, from 0 to 1."""
    words, others = set(one.split()), set(other.split())
    return 2 * len(words & others) / (len(words) + len(others)) if words and others else 0.0
