"""The graph of a store, read from the build's own CSV, with which exports are compared."""

from __future__ import annotations

from pathlib import Path

from tests.helpers.export_readers import Read, admin_files


def built(store: Path) -> Read:
    """Every node and relationship of a store."""
    return admin_files({path.name: path.read_bytes() for path in sorted((store / "csv").glob("*.csv"))})


def among(graph: Read, ids: set[str]) -> Read:
    """The nodes with these ids, and the relationships among them."""
    return Read(
        {own: node for own, node in graph.nodes.items() if own in ids},
        {own: edge for own, edge in graph.relationships.items() if edge[1] in ids and edge[2] in ids},
    )


def with_evidence(graph: Read, ids: set[str]) -> set[str]:
    """These ids, and those of all that they and the relationships among them rest on."""
    kept = set(ids)
    while True:
        found = set(kept)
        for kind, start, end, properties in graph.relationships.values():
            if start in kept and kind in ("EVIDENCED_BY", "FROM", "VIA"):
                found.add(end)
            if start in kept and end in kept:
                found.update(properties.get("evidenceIds", []))
        if found == kept:
            return kept
        kept = found


def beside(graph: Read, ids: set[str], *, without: frozenset[str] = frozenset()) -> set[str]:
    """The entities one step from these, along relationships of any other type than these."""
    found = set()
    for kind, start, end, _ in graph.relationships.values():
        if kind not in without:
            found |= {end} if start in ids else set()
            found |= {start} if end in ids else set()
    return {own for own in found if "Entity" in graph.nodes[own][0]}
