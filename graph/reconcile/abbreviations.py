"""Abbreviations that people in the field write within names, spelt out.

They are customs of the language, of a closed list: how a name is read, never a name that anybody is held to
have. What sources call a body ("GMP", "the Met") stands in the reference data, with its source.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

COUNTIES: Mapping[str, str] = {
    "beds": "bedfordshire",
    "berks": "berkshire",
    "bucks": "buckinghamshire",
    "cambs": "cambridgeshire",
    "derbys": "derbyshire",
    "glos": "gloucestershire",
    "gloucs": "gloucestershire",
    "hants": "hampshire",
    "herts": "hertfordshire",
    "lancs": "lancashire",
    "leics": "leicestershire",
    "lincs": "lincolnshire",
    "mids": "midlands",
    "northants": "northamptonshire",
    "notts": "nottinghamshire",
    "oxon": "oxfordshire",
    "salop": "shropshire",
    "shrops": "shropshire",
    "staffs": "staffordshire",
    "warks": "warwickshire",
    "wilts": "wiltshire",
    "worcs": "worcestershire",
    "yorks": "yorkshire",
}
# Only before the rest of a name: "S Yorks", "NE Lincs", "Co Durham".
_BEFORE: Mapping[str, tuple[str, ...]] = {
    "n": ("north",),
    "s": ("south",),
    "e": ("east",),
    "w": ("west",),
    "ne": ("north east",),
    "co": ("county",),
    "lb": ("london borough of",),
    "rb": ("royal borough of",),
}
# Only after the rest of a name: "Bury MBC", "Leeds CC".
_AFTER: Mapping[str, tuple[str, ...]] = {
    "bc": ("borough council",),
    "cc": ("city council", "county council"),
    "dc": ("district council",),
    "lb": ("london borough of",),
    "mbc": ("metropolitan borough council",),
    "mdc": ("metropolitan district council",),
    "lscb": ("local safeguarding children board",),
    "scb": ("safeguarding children board",),
    "lscp": ("local safeguarding children partnership",),
}
_ANYWHERE: Mapping[str, str] = {
    **COUNTIES,
    "pcc": "police and crime commissioner",
    "pfcc": "police fire and crime commissioner",
    "opcc": "office of the police and crime commissioner",
    "opfcc": "office of the police fire and crime commissioner",
}
# No name has more of them; a long text is not spelt out in thousands of ways.
_MOST_WORDS = 12


def spelt_out(name: str) -> tuple[str, ...]:
    """The ways to read a folded name: as it stands, and with all its abbreviations spelt out."""
    words = name.split()
    if len(words) > _MOST_WORDS:
        return (name,)
    read = product(*(_read(words, place) for place in range(len(words))))
    return tuple(dict.fromkeys((name, *map(" ".join, read))))


def _read(words: list[str], place: int) -> tuple[str, ...]:
    word = words[place]
    if place < len(words) - 1 and word in _BEFORE and place == 0:
        return _BEFORE[word]
    if 0 < place == len(words) - 1 and word in _AFTER:
        return _AFTER[word]
    return (_ANYWHERE.get(word, word),)
