"""From words to ids, from ids to nodes, and from one node to another."""

from __future__ import annotations

from typing import Any

from api.errors import BadInput
from assistants.parameters import Arguments, choices, node_id, page_of, text
from assistants.tool import Data, Tool, Variables
from assistants.tools.bodies import AS_OF, paged
from graph.model.nodes import NODE_TYPES, ORGANISATIONS

# The label of the nodes whose ids begin with a word.
_LABELS = {each.id_form.partition(":")[0]: each.label for each in NODE_TYPES}


def _search(arguments: Arguments) -> Variables:
    found: dict[str, Any] = {"query": arguments["query"]}
    if "types" in arguments:
        found["where"] = {"or": [{"id": {"startsWith": f"{each}:"}} for each in arguments["types"]]}
    return found | paged(arguments, 8)


def _node(arguments: Arguments) -> Variables:
    """The id, and of which type it looks: of an id that looks like none, what every node has is asked."""
    found: Variables = {"id": arguments["id"]} | (
        {"asOf": arguments["as_of"]} if "as_of" in arguments else {}
    )
    label = _LABELS.get(arguments["id"].partition(":")[0])
    kinds = (label, "Organisation" if label in ORGANISATIONS else None)
    return found | {f"of{kind}": True for kind in kinds if kind and f"$of{kind}:" in LOOK_UP.question}


def _between_nodes(data: Data, arguments: Arguments) -> Data:
    """The answer, where both ends are there. Raises BadInput."""
    for name, end in zip(("from", "to"), data["ends"], strict=True):
        if end is None:
            raise BadInput(
                f"The argument '{name}' is '{arguments[name]}', and nothing has that id; `search` finds ids."
            )
    return data


SEARCH = Tool(
    "search",
    "Search for ids",
    "Finds bodies, people, findings, letters, recommendations and the rest by words, names or how they "
    "begin, everyday names or codes (ONS, DfE, Ofsted): whoever has that name first, then the best match, "
    "with the words where they stand. All words must occur: use few.",
    (
        text(
            "query",
            "Words, a name or a code, such as: Cleveland; missing children; E06000004.",
            300,
            is_required=True,
        ),
        choices("types", "Only ids that begin with one of these.", sorted(_LABELS)),
        *page_of(8, 20),
        AS_OF,
    ),
    _search,
)

LOOK_UP = Tool(
    "look_up",
    "Look up a node",
    "One node of any type by its id, an old id or the address of its page: what it says, whom it names, "
    "where and when, all its passages with their sources, and what is said against it.",
    (node_id("id", "An id such as finding:..., or the address of a page."), AS_OF),
    _node,
    subject="node",
)

PATHS = Tool(
    "paths",
    "How two things are connected",
    "The shortest ways from one node to another (bodies, people, inspections, letters), each step in words "
    "with who says so. A way shows that texts connect them, not that one caused the other.",
    (
        node_id("from", "The id of one end."),
        node_id("to", "The id of the other end."),
        page_of(3, 6)[0],
        AS_OF,
    ),
    lambda arguments: {"from": arguments["from"], "to": arguments["to"], **paged(arguments, 3)},
    _between_nodes,
)
