"""A consumer that keeps a copy of the graph by the feed alone, and asks no more often than answers allow."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

import feedparser
import httpx

Copy = dict[tuple[str, str], Any]


def exported(base: str) -> Copy:
    """What a full export has, by kind and id."""
    _, *lines = map(json.loads, httpx.get(f"{base}/export/dataset.ndjson", timeout=60).text.splitlines())
    return {(line["kind"], line["id"]): line for line in lines}


def applied(copy: Copy, found: list[dict[str, Any]]) -> Copy:
    """The consumer's copy after the changes; each change is compared with the copy first."""
    fresh = dict(copy)
    for each in found:
        key = each["kind"], each["id"]
        assert fresh.get(key) == each.get("before")
        assert each["change"] == {(False, True): "added", (True, False): "ended"}.get(
            ("before" in each, "after" in each), "changed"
        )
        if "after" in each:
            fresh[key] = each["after"]
        else:
            del fresh[key]
    return fresh


@dataclass
class Consumer:
    """A full export first, then the changes of each new version.

    ``now`` of `follow` is in seconds of any clock. ``asked`` are the moments of its requests for the feed,
    ``learned`` when it came to know each version."""

    version: str = ""
    etag: str = ""
    copy: Copy = field(default_factory=dict)
    not_before: float = 0.0
    asked: list[float] = field(default_factory=list)
    learned: dict[str, float] = field(default_factory=dict)

    def follow(self, base: str, now: float) -> None:
        """Ask for the feed, unless the last answer is fresh still, and for what it tells of."""
        if now < self.not_before:
            return
        self.asked.append(now)
        answer = httpx.get(f"{base}/feed.atom", headers={"if-none-match": self.etag}, timeout=60)
        self.not_before = now + _wait(answer)
        if answer.status_code == 200:
            self.etag = answer.headers["etag"]
            self._update(base, feedparser.parse(answer.content).feed.tags[0].term, now)

    def _update(self, base: str, version: str, now: float) -> None:
        if version == self.version:
            return
        if not self.version:
            self.copy = exported(base)
        else:
            found = httpx.get(f"{base}/changes", params={"since": self.version}, timeout=60)
            assert found.status_code == 200, found.text
            self.copy = applied(self.copy, [json.loads(line) for line in found.text.splitlines()[1:]])
        self.version = version
        self.learned[version] = now


def _wait(answer: httpx.Response) -> float:
    """For how many seconds an answer asks for no other."""
    if answer.status_code == 503:
        return float(answer.headers["retry-after"])
    assert answer.status_code in (200, 304), answer.text
    _, _, seconds = answer.headers["cache-control"].partition("max-age=")
    return float(seconds)
