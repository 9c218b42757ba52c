"""Prints the history of a police force, page by page.

python main.py http://127.0.0.1:8000/graphql force:cleveland
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from answers import HISTORY, HistoryForceHistoryEdges, HistoryVariables
from client import ask, connect
from gql import Client

PAGE = 5


def history(client: Client, force: str) -> Iterator[HistoryForceHistoryEdges]:
    """Every entry in the history of a force. Raises LookupError where there is no such force."""
    variables: HistoryVariables = {"id": force, "first": PAGE}
    while True:
        found = ask(client, HISTORY, variables)["force"]
        if found is None:
            raise LookupError(f"There is no police force with the id {force!r}.")
        yield from found["history"]["edges"]
        page = found["history"]["pageInfo"]
        if not page["hasNextPage"] or page["endCursor"] is None:
            return
        variables = {**variables, "after": page["endCursor"]}


def line(entry: HistoryForceHistoryEdges) -> str:
    """An entry in one line: when, what, whether only through an area, and who says so. A grade stands with
    its date or cycle, and its scale."""
    node = entry["node"]
    if node["type"] == "Judgement":
        when = node["published"] or node["cycle"]
        words = f"{node['area']}: {node['grade']} ({when}, scale {node['scale']})"
    elif node["type"] == "Finding" or node["type"] == "Statement" or node["type"] == "Recommendation":
        words = node["summary"]
    elif node["type"] == "Review":
        words = f"{node['outcome']}: {node['summary']}"
    else:
        words = node["name"]
    basis = "" if entry["basis"] == "NAMED" else ", in an area that it polices"
    speakers = ", ".join(dict.fromkeys(each["speaker"] for each in entry["evidence"]))
    return f"{entry['date'] or 'no date'}: {node['type']}{basis}: {words} [{speakers}]"


if __name__ == "__main__":
    for entry in history(connect(sys.argv[1]), sys.argv[2]):
        print(line(entry))
