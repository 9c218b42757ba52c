"""The address of the page of each node, and the id of the node at an address."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from graph.model.nodes import NODE_TYPES

# The folder of an address is the first part of an id, but where people have an everyday word for it.
_WORDS = {"correspondence": "letter"}
_KINDS = {word: kind for kind, word in _WORDS.items()}
# The label of the nodes whose pages are in each folder.
FOLDERS: dict[str, str] = {
    _WORDS.get(kind, kind): each.label for each in NODE_TYPES for kind in (each.id_form.partition(":")[0],)
}


def path_of(node_id: str) -> str:
    """The path of a node's page: `/force/cleveland` for `force:cleveland`."""
    kind, _, name = node_id.partition(":")
    return f"/{_WORDS.get(kind, kind)}/{quote(name, safe=':')}"


def id_at(folder: str, name: str) -> str:
    """The id of the node whose page is in a folder under a name."""
    return f"{_KINDS.get(folder, folder)}:{name}"


def with_parameters(path: str, parameters: dict[str, str]) -> str:
    """The path with those parameters that have a value."""
    query = urlencode({name: value for name, value in parameters.items() if value}, safe=":")
    return f"{path}?{query}" if query else path
