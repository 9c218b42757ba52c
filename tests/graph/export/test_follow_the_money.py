"""The export for FollowTheMoney, read by its own library, against what the graph holds."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from api.exports.selection import Around, Everything
from tests.helpers import export_readers
from tests.helpers.export_readers import Read

Exported = Callable[..., bytes]
Entities = dict[str, Any]
# make test installs it, make check does not.
followthemoney = pytest.importorskip("followthemoney")
BODIES = {
    "PoliceForce",
    "LocalAuthority",
    "SafeguardingBoard",
    "LocalPolicingBody",
    "Inspectorate",
    "GovernmentBody",
}


@pytest.fixture(scope="module")
def graph(shipped_exported: Exported) -> Read:
    return export_readers.ndjson(shipped_exported("ndjson", Everything()))


@pytest.fixture(scope="module")
def entities(shipped_exported: Exported) -> Entities:
    return read(shipped_exported("followthemoney", Everything()))


def read(content: bytes) -> Entities:
    """The entities by id, each valid and with every value that the library's own cleaning keeps."""
    found: Entities = {}
    for line in content.splitlines():
        told = json.loads(line)
        entity = followthemoney.model.get_proxy(told, cleaned=False)
        entity.schema.validate(entity.to_dict())
        for name, values in told["properties"].items():
            assert len(entity.get(name)) == len(values), (told["id"], name)
        assert entity.id == told["id"]
        assert entity.id not in found
        found[entity.id] = entity
    return found


def known(own: str) -> str:
    return re.sub("[:|]", ".", own)


def test_every_entity_is_there_once(entities: Entities, graph: Read) -> None:
    types = Counter(labels[-1] for labels, _ in graph.nodes.values())
    links = Counter(kind for kind, *_ in graph.relationships.values())
    found = {end for kind, _, end, _ in graph.relationships.values() if kind == "FOUND"}
    assert Counter(each.schema.name for each in entities.values()) == {
        "PublicBody": sum(types[each] for each in BODIES),
        "Person": types["Person"],
        "Position": types["Post"],
        "Occupancy": links["HELD"],
        "Succession": links["REPLACED_BY"],
        "Event": types["Inspection"],
        "Note": len(found),
        # and the dataset itself
        "Document": types["Source"] + 1,
    }


def test_what_an_entity_names_is_there(entities: Entities) -> None:
    named = {
        value for each in entities.values() for prop, value in each.itervalues() if prop.type.name == "entity"
    }
    assert len(named) > 1000
    assert named <= entities.keys()


def test_links_are_those_of_the_graph_and_no_others(entities: Entities, graph: Read) -> None:
    """All that leads from one entity to another, but for the documents that they rest on."""
    wanted = set()
    for own, (kind, start, end, _) in graph.relationships.items():
        match kind:
            case "POST_IN":
                wanted.add((known(start), "organization", known(end)))
            case "INSPECTED":
                wanted.add((known(start), "involved", known(end)))
            case "CARRIED_OUT":
                wanted.add((known(end), "organizer", known(start)))
            case "FOUND":
                wanted.add((known(end), "entity", known(start)))
            case "HELD":
                wanted |= {(known(own), "holder", known(start)), (known(own), "post", known(end))}
            case "REPLACED_BY":
                wanted |= {(known(own), "predecessor", known(start)), (known(own), "successor", known(end))}
    found = {
        (own, prop.name, value)
        for own, each in entities.items()
        for prop, value in each.itervalues()
        if prop.type.name == "entity" and prop.name != "proof"
    }
    assert found == wanted


def test_no_finding_is_of_a_body(entities: Entities) -> None:
    notes = [each for each in entities.values() if each.schema.name == "Note"]
    assert notes
    assert {entities[value].schema.name for each in notes for value in each.get("entity")} == {"Event"}


def test_each_rests_on_the_sources_of_its_evidence(entities: Entities, graph: Read) -> None:
    sources = {start: end for kind, start, end, _ in graph.relationships.values() if kind == "FROM"}
    found = next(end for kind, _, end, _ in graph.relationships.values() if kind == "FOUND")
    for own in ("person:adam-simmonds", "force:cleveland", found):
        ends = {
            end
            for kind, start, end, _ in graph.relationships.values()
            if (kind, start) == ("EVIDENCED_BY", own)
        }
        assert set(entities[known(own)].get("proof")) == {known(sources[each]) for each in ends}


def test_a_term_in_office_has_its_days(entities: Entities) -> None:
    held = entities["HELD.person.adam-simmonds.post.northamptonshire.police-and-crime-commissioner"]
    assert held.get("startDate") == ["2012-11-22"]
    assert held.get("endDate") == ["2016-05-12"]


def test_a_part_names_nothing_outside_it(exported: Exported) -> None:
    part = read(exported("followthemoney", Around("force:cleveland", 2)))
    assert "force.cleveland" in part
    assert {
        value for each in part.values() for prop, value in each.itervalues() if prop.type.name == "entity"
    } <= part.keys()
