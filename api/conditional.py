"""Conditional requests: a client that has an answer already is told so."""

from __future__ import annotations


def matches(header: str, etag: str) -> bool:
    """Whether `If-None-Match` names the tag. Tags are compared weakly: a cache, or compression on
    the way, may have marked one as weak."""
    tags = [tag.strip().removeprefix("W/") for tag in header.split(",")]
    return etag in tags or "*" in tags
