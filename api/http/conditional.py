"""Conditional requests: a client that has an answer already is told so."""

from __future__ import annotations


def tag_of(decided: str) -> str:
    """The `ETag` of an answer, by what decides it. It is always weak: compression, here or at a proxy,
    changes the bytes and not what they say."""
    return f'W/"{decided}"'


def matches(header: str, etag: str) -> bool:
    """Whether `If-None-Match` names the tag. Tags are compared weakly: a client may have dropped the mark."""
    tags = [tag.strip().removeprefix("W/") for tag in header.split(",")]
    return etag.removeprefix("W/") in tags or "*" in tags
