"""Claims and what was said to them: chains of recommendations, threads of letters, both sides of disputes."""

from __future__ import annotations

from collections.abc import Iterator

from api.errors import BadInput
from assistants.parameters import Arguments, flag, node_id, page_of
from assistants.tool import Data, Tool, Variables
from assistants.tools.bodies import AS_OF, of_body, paged

_PAGE = 4


def _node(arguments: Arguments) -> Variables:
    return {"id": arguments["id"]} | ({"asOf": arguments["as_of"]} if "as_of" in arguments else {})


def _thread(arguments: Arguments) -> Variables:
    return {"id": arguments["id"]} | paged(arguments, 6)


def _disputes(arguments: Arguments) -> Variables:
    others = {"otherMatters": True} if arguments.get("other_matters") else {}
    return others | of_body(arguments)


def _chosen(data: Data, arguments: Arguments) -> Data:
    """One page of the contested claims that concern a body; the cursor is the id of the last claim before."""
    body = arguments.get("id")
    rows = [each for each in data["disputes"] if body is None or body in _concerned(each)]
    ids = [each["claim"]["id"] for each in rows]
    after = arguments.get("after")
    if after is not None and after not in ids:
        raise BadInput(f"The argument 'after' is '{after[:80]}'; there is no such claim in this list.")
    begin = ids.index(after) + 1 if after is not None else 0
    page = rows[begin : begin + arguments.get("first", _PAGE)]
    turn = {
        "hasNextPage": begin + len(page) < len(rows),
        "endCursor": page[-1]["claim"]["id"] if page else None,
    }
    concerned = {"body": data["body"]} if "body" in data else {}
    return concerned | {"disputes": page, "totalCount": len(rows), "pageInfo": turn}


def _concerned(dispute: Data) -> Iterator[str]:
    """The ids of the bodies that a contested claim is about or comes from, and of those that contest it."""
    claim = dispute["claim"]
    bodies = [*dispute["about"], claim.get("organisation") or {}]
    for statement in (*dispute["disputedBy"], *dispute["qualifiedBy"]):
        bodies += statement["madeForBodies"]
    for name in ("sentForBodies", "madeForBodies", "attributedTo", "inspected", "addressedTo"):
        bodies += claim.get(name, ())
    return (body["id"] for body in bodies if body)


RECOMMENDATION_CHAIN = Tool(
    "recommendation_chain",
    "One recommendation: recommended, answered, reviewed",
    "One recommendation from end to end: who made it to whom and when it was due, which answers were "
    "published, what was said for or against it, and what later looks or registers say became of it. A "
    "status is the source's own word, never inferred; no answer held is not no answer given.",
    (node_id("id", "The id of a recommendation; `recommendations` and `search` give them."), AS_OF),
    _node,
    subject="recommendation",
    absent="No recommendation has the id '{}'; `recommendations` of a body gives ids.",
)

THREAD = Tool(
    "thread",
    "A letter in its thread",
    "One letter, reply, published answer or public statement: who wrote to whom, the thread it belongs to, "
    "what it says point by point, and what was said against each point. What a letter claims is its "
    "sender's claim.",
    (node_id("id", "The id of a letter (correspondence:...); `search` gives them."), *page_of(6, 15), AS_OF),
    _thread,
    subject="correspondence",
    absent="No letter has the id '{}'; `search` gives ids that begin with correspondence:.",
)

DISPUTES = Tool(
    "disputes",
    "Contested claims",
    "Claims that somebody disputes or qualifies, of everything or concerning one body: the claim, who "
    "contests it and how, and how many replies and outcomes there are. `dispute` tells one with both sides "
    "in full.",
    (
        node_id(
            "id",
            "Only claims that concern this body, come from it, or are contested by it.",
            is_required=False,
        ),
        flag("other_matters", "Also what is not about children or vulnerable people."),
        *page_of(_PAGE, 10),
        AS_OF,
    ),
    _disputes,
    _chosen,
    subject="body",
    of_bodies=True,
)

DISPUTE = Tool(
    "dispute",
    "One contested claim, both sides",
    "One contested claim with both sides: the claim and its passages, who disputes or qualifies it in which "
    "words, what they do not dispute, replies, other accounts and outcomes. Always tell both sides.",
    (node_id("id", "The id of the contested claim; `disputes` gives them."), AS_OF),
    _node,
    subject="dispute",
    absent="Nobody was found who disputes or qualifies '{}'; `disputes` lists what is contested.",
)
