"""Digests of what decides an answer, by which caches and clients know it."""

from __future__ import annotations

from collections.abc import Set
from hashlib import sha256

import orjson

ANY_ANSWER = "*"  # in place of a digest: whichever answer it is


def digest_of(*decides: object) -> str:
    """A hash of what decides an answer."""
    return sha256(orjson.dumps(decides, option=orjson.OPT_SORT_KEYS)).hexdigest()[:32]


def is_held(digest: str, held: Set[str]) -> bool:
    """Whether an answer is among those that a client holds, which their digests tell."""
    return digest in held or ANY_ANSWER in held
