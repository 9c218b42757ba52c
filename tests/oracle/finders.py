"""How the nodes of a list are found from its owner (``tests.oracle.lists``)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tests.oracle.graph import Graph, Node
from tests.oracle.listed import Find, Listed, Root, Row


def every(label: str) -> Find:
    return lambda graph, owner: (Row(node) for node in graph.of(label))


def along(relationship: str, label: str = "Entity") -> Find:
    """Nodes of one label that relationships lead to from the owner."""
    return lambda graph, owner: (
        Row(each.end, each) for each in graph.leaving(owner, relationship) if label in each.end.labels
    )


def against(relationship: str, label: str = "Entity") -> Find:
    """Nodes of one label from which relationships lead to the owner."""
    return lambda graph, owner: (
        Row(each.start, each) for each in graph.reaching(owner, relationship) if label in each.start.labels
    )


def thread(graph: Graph, owner: Node) -> Iterator[Row]:
    """Everything that stands in one thread with a correspondence: nothing else joins letters."""
    known, waiting = {owner.id: owner}, [owner]
    while waiting:
        letter = waiting.pop()
        joined = [each.end for each in graph.leaving(letter, "REPLIES_TO")]
        joined += [each.start for each in graph.reaching(letter, "REPLIES_TO")]
        for other in joined:
            if other.id not in known:
                known[other.id] = other
                waiting.append(other)
    return (Row(letter) for letter in known.values())


def holders(graph: Graph, owner: Node) -> Iterator[Row]:
    """Who held the posts of a body, each once for each term."""
    for post in graph.reaching(owner, "POST_IN"):
        for held in graph.reaching(post.start, "HELD"):
            yield Row(held.start, held)


def answers(graph: Graph, owner: Node) -> Iterator[Row]:
    """What was written in answer to the inspections of a body."""
    for inspected in graph.reaching(owner, "INSPECTED"):
        for answer in graph.reaching(inspected.start, "ANSWERS"):
            if answer.start.type == "Correspondence":
                yield Row(answer.start, answer)


def contested(qualified: bool, other: bool) -> Listed:
    """What is disputed, told otherwise or also qualified; ``other``: whatever both sides are about."""
    ways = ("DISPUTES", "OTHER_ACCOUNT_OF", *(["QUALIFIES"] if qualified else []))

    def claims(graph: Graph, owner: Root) -> Iterator[Row]:
        for node in graph.nodes.values():
            against = [each.start for each in graph.reaching(node, *ways)]
            if against and (other or _about_children(node) or any(map(_has_no_scope, against))):
                yield Row(node)

    return Listed(claims, ("day", "id"))


def _has_no_scope(node: Node) -> bool:
    return node.values.get("scope") is None


def _about_children(claim: Node) -> bool:
    """Whether a claim is about children or vulnerable people: grades are by their question."""
    of_them = claim.values.get("area") in ("effectiveness", "protecting-vulnerable-people")
    return of_them if "Judgement" in claim.labels else _has_no_scope(claim)


def in_dispute(find: Find) -> Find:
    """What a list holds for a claim and for the statements that dispute or qualify it: each node once."""

    def found(graph: Graph, owner: Node) -> Iterable[Row]:
        sides = [owner, *(each.start for each in graph.reaching(owner, "DISPUTES", "QUALIFIES"))]
        return {row.node.id: Row(row.node) for side in sides for row in find(graph, side)}.values()

    return found


def outcomes(graph: Graph, owner: Node) -> Iterator[Row]:
    """What became of something, and of the letter that says it."""
    for told in (owner, *(each.end for each in graph.leaving(owner, "MADE_IN"))):
        yield from (Row(review.start) for review in graph.reaching(told, "REVIEW_OF"))


def coverages(graph: Graph, owner: Node) -> Iterator[Row]:
    return (Row(node, each) for node in graph.of("Framework") for each in graph.leaving(node, "HAS_COVERAGE"))


def conflicts(graph: Graph, owner: Node) -> Iterator[Row]:
    return (Row(node) for node in graph.nodes.values() if node.values.get("revisedFields"))


def of_disputes(find: Find) -> Find:
    """What a list holds for the statements that dispute the owner: each node once."""

    def found(graph: Graph, owner: Node) -> Iterable[Row]:
        rows = {
            row.node.id: row
            for dispute in graph.reaching(owner, "DISPUTES")
            for row in find(graph, dispute.start)
        }
        return rows.values()

    return found
