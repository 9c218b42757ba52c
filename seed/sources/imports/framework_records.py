"""Frameworks of inspection as nodes, so that statements can be about them."""

from __future__ import annotations

from graph.model.nodes import Framework, Source
from graph.model.records import Location
from graph.model.vocabulary import SourceKind
from seed.frameworks import Frameworks, framework_id
from seed.sources.imports.records import RecordsBuilder, add_inspectorate

SOURCE = Source(
    id="source:inspection-frameworks",
    name="Frameworks of inspection, their scales and who inspects under them",
    kind=SourceKind.DATASET,
    publisher="Safeguarding Graph",
    licence="facts, in our own words",
    note="Drawn up for this graph from the reports and releases that it holds.",
)


def framework_nodes(frameworks: Frameworks) -> dict[str, Framework]:
    """All frameworks and collections as nodes, by key."""
    return {
        key: Framework(
            id=framework_id(key),
            name=each.name,
            short=each.short,
            inspects=each.inspects,
            scale=each.scale or None,
        )
        for key, each in frameworks.all.items()
    }


def add_frameworks(builder: RecordsBuilder) -> None:
    """Add all frameworks, and who inspects under them."""
    for key, node in framework_nodes(builder.frameworks).items():
        place = Location("frameworks.yaml", key)
        evidence = builder.row(SOURCE.id, key, place)
        builder.put(node, evidence, place)
        for inspectorate in builder.frameworks.all[key].carried_out_by:
            add_inspectorate(builder, inspectorate, evidence, place)
            builder.link("RUNS", inspectorate, node.id, evidence, place)
