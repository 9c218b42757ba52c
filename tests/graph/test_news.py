"""What is new in a version, counted from the file that its build wrote."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from graph.changes import Change, prune, write_changes
from graph.news import MOST_NAMED, news_of

FIRST, SECOND, THIRD = "1" * 16, "2" * 16, "3" * 16


def node(own: str, *labels: str, **properties: str) -> dict[str, Any]:
    return {"kind": "node", "id": own, "labels": ["Entity", *labels], "properties": properties}


def added(own: str, *labels: str, **properties: str) -> Change:
    return Change("node", own, None, node(own, *labels, **properties))


CHANGES = [
    added("finding:b", "Finding", caption="B was found"),
    added("finding:a", "Finding", caption="A was found"),
    added("evidence:x", "Evidence", caption="page 1"),
    added("letter:c", "Correspondence", caption="Answer of C"),
    Change("node", "force:d", node("force:d", "Organisation", "PoliceForce"),
           node("force:d", "Organisation", "PoliceForce", note="new")),
    Change("node", "person:e", node("person:e", "Person"), None),
    Change("relationship", "FOUND|1", None, {"kind": "relationship", "id": "FOUND|1"}),
]  # fmt: skip


def test_what_is_new_is_counted_by_type_and_named(tmp_path: Path) -> None:
    write_changes(tmp_path, FIRST, SECOND, CHANGES)
    news = news_of(tmp_path, SECOND)
    assert news
    assert news.since == FIRST
    assert dict(news.added) == {"Finding": 2, "Evidence": 1, "Correspondence": 1}
    assert dict(news.changed) == {"PoliceForce": 1}
    assert dict(news.removed) == {"Person": 1}
    assert news.links == 1
    assert {*news.types} == {"PoliceForce", "Person", "Finding", "Correspondence", "Evidence"}
    assert news.named == (
        ("Correspondence", "letter:c", "Answer of C"),
        ("Finding", "finding:a", "A was found"),
        ("Finding", "finding:b", "B was found"),
    )


def test_only_the_version_that_is_served_has_news(tmp_path: Path) -> None:
    write_changes(tmp_path, FIRST, SECOND, CHANGES)
    assert news_of(tmp_path, FIRST) is None
    assert news_of(tmp_path, THIRD) is None
    assert news_of(tmp_path / "nothing", SECOND) is None
    prune(tmp_path, 0)
    assert news_of(tmp_path, SECOND) is None


def test_the_newest_way_to_a_version_tells_what_was_last(tmp_path: Path) -> None:
    write_changes(tmp_path, FIRST, THIRD, CHANGES[:1])
    write_changes(tmp_path, SECOND, THIRD, CHANGES[:3])
    news = news_of(tmp_path, THIRD)
    assert news
    assert (news.since, sum(news.added.values())) == (SECOND, 3)


def test_only_some_are_named(tmp_path: Path) -> None:
    many = [added(f"finding:{number:03}", "Finding", caption=f"{number:03}") for number in range(50)]
    write_changes(tmp_path, FIRST, SECOND, many)
    news = news_of(tmp_path, SECOND)
    assert news
    assert news.added["Finding"] == 50
    assert len(news.named) == MOST_NAMED
