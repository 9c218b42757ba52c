"""Merging random records: order does not matter, and merging twice changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model.nodes import Evidence, Inspectorate, LocalAuthority, Organisation, Person, Source
from graph.model.records import Location, NodeRecord, Records, RelationshipRecord
from graph.model.vocabulary import Attribution, SourceKind, Status
from seed.errors import SeedRefused
from seed.sources.all_sources import Sources, read_sources
from seed.sources.merge import merge, resolve
from seed.sources.parts import Extension, OtherName, Part
from tests.helpers.small_sources import ARTICLE, small_sources

names = st.text(min_size=1, max_size=8)
few = st.integers(min_value=0, max_value=5)


def evidence(number: int) -> Evidence:
    return Evidence(
        id=f"evidence:source:{number}",
        locator=f"page {number}",
        speaker="somebody",
        status=Status.STATED,
        attribution=Attribution.EXPLICIT,
    )


def held(numbers: list[int]) -> tuple[str, ...]:
    return tuple(f"evidence:source:{number}" for number in dict.fromkeys(numbers))


@st.composite
def parts(draw: st.DrawFn) -> list[Part]:
    """Parts that agree: each body is stated by one of them and extended by others, and relationships and
    evidence are stated by several."""
    result = []
    for number in range(draw(st.integers(1, 4))):
        place = Location(f"file-{number}.yaml:1", "x")
        nodes = [NodeRecord(evidence(each), stated=place) for each in draw(st.lists(few))]
        body = Inspectorate(id=f"inspectorate:b{number}", name=draw(names))
        nodes.append(NodeRecord(body, held(draw(st.lists(few))), place))
        links = [
            RelationshipRecord("X", f"inspectorate:b{start}", f"inspectorate:b{end}", {}, held(proof), place)
            for start, end, proof in draw(st.lists(st.tuples(few, few, st.lists(few)), max_size=4))
        ]
        extended = draw(st.lists(st.tuples(names, st.lists(few)), max_size=3))
        extensions = [
            Extension("inspectorate:b0", (OtherName(name),), held(proof), place) for name, proof in extended
        ]
        result.append(Part(Records(tuple(nodes), tuple(links)), tuple(extensions)))
    return result


@given(parts().flatmap(lambda stated: st.tuples(st.just(stated), st.permutations(stated))))
def test_order_does_not_matter(orders: tuple[list[Part], list[Part]]) -> None:
    stated, shuffled = orders
    assert merge(stated) == merge(shuffled)


@given(parts())
def test_merging_the_same_part_twice_changes_nothing(stated: list[Part]) -> None:
    once = merge(stated)
    assert merge([*stated, *stated]) == once
    assert merge([Part(once)]) == once


def test_the_sources_merge_the_same_when_they_come_twice() -> None:
    records = read_sources(Sources())
    assert merge([Part(records), Part(records)]) == records


def test_files_merge_the_same_whatever_they_are_called(tmp_path: Path) -> None:
    head, tail = ARTICLE[: ARTICLE.index("themes:")], ARTICLE[ARTICLE.index("themes:") :]
    # An anchor belongs to its file, so the second half states its evidence beside another name of it.
    letter = head[head.index("&letter\n") + len("&letter\n") : head.index("  - id: source:report")]
    report = head[head.index("&report\n") + len("&report\n") : head.index("inspectorates:")]
    tail = tail.replace("evidence: *letter", "evidence: &letter\n" + letter, 1)
    tail = tail.replace("evidence: *report", "evidence: &report\n" + report, 1)
    one, two = tmp_path / "one", tmp_path / "two"
    small_sources(one, head, extra=tail)
    small_sources(two, tail, extra=head)
    first = read_sources(small_sources(one, head, extra=tail))
    assert first == read_sources(small_sources(two, tail, extra=head))
    assert first == read_sources(small_sources(tmp_path / "whole"))


def link(place: str, **properties: object) -> Part:
    return Part(
        Records(relationships=(RelationshipRecord("X", "a", "b", properties, (), Location(place, "x")),))
    )


def test_two_sides_of_a_relationship_add_up() -> None:
    merged = merge([link("one.yaml:1"), link("two.yaml:1", note="n"), link("three.yaml:1", agreement="a")])
    assert [dict(each.properties) for each in merged.relationships] == [{"note": "n", "agreement": "a"}]


def test_two_sides_of_a_relationship_keep_the_evidence_of_both() -> None:
    """Each id once, in an order that no name of a file decides; a list that both give alike keeps its own."""

    def united(*held: tuple[str, ...]) -> tuple[str, ...]:
        links = (
            RelationshipRecord("X", "a", "b", {}, each, Location(f"{number}.yaml:1", "x"))
            for number, each in enumerate(held)
        )
        (merged,) = merge([Part(Records(relationships=(each,))) for each in links]).relationships
        return merged.evidence

    assert united(("e2",), ("e1", "e2"), ()) == ("e1", "e2")
    assert united(("e2", "e1"), ("e2", "e1")) == ("e2", "e1")


def test_two_sides_that_disagree_are_both_named() -> None:
    with pytest.raises(
        SeedRefused, match=r"two\.yaml:1.* says that note .*, but one\.yaml:1: x says"
    ) as refused:
        merge([link("one.yaml:1", note="n"), link("two.yaml:1", note="m")])
    assert len(refused.value.refusals) == 1


def test_an_alias_answers_at_both_ends_of_a_relationship() -> None:
    aliases = {"a": "a2", "a2": "a3", "b": "b2"}
    merged = merge([link("one.yaml:1"), Part(Records(aliases=aliases))])
    assert [(each.start, each.end) for each in merged.relationships] == [("a3", "b2")]
    assert resolve("a", aliases) == "a3"


def test_an_alias_has_one_target() -> None:
    with pytest.raises(SeedRefused, match="alias of b and of c"):
        merge([Part(Records(aliases={"a": "b"})), Part(Records(aliases={"a": "c"}))])


def test_an_extension_adds_names_once_and_evidence() -> None:
    council = LocalAuthority(
        id="authority:E1", name="Here", official_name="Here", kind="k", region="r", ons_code="E1",
        other_names=("Hier",), other_names_from=("",), other_names_to=("",), other_names_kind=("",),
    )  # fmt: skip
    stated = Part(Records((NodeRecord(council, ("e1",)),), aliases={"authority:E0": "authority:E1"}))
    added = (OtherName("Hier"), OtherName("Ici", "2001", "2002"))
    merged = merge([Part(extensions=(Extension("authority:E0", added, ("e2",)),)), stated]).nodes[0]
    assert isinstance(merged.node, Organisation)
    assert (merged.node.other_names, merged.node.other_names_to) == (("Hier", "Ici"), ("", "2002"))
    assert merged.evidence == ("e1", "e2")


def test_an_extension_needs_a_stated_node() -> None:
    with pytest.raises(SeedRefused, match=r"b\.yaml:3: x: extends authority:E2, which nothing states"):
        merge([Part(extensions=(Extension("authority:E2", stated=Location("b.yaml:3", "x")),))])


def test_bodies_of_one_name_are_never_merged() -> None:
    people = [NodeRecord(Person(id=f"person:{own}", name="Same")) for own in ("a", "b")]
    document = NodeRecord(Source(id="source:s", name="Same", kind=SourceKind.LETTER, publisher="p"))
    assert len(merge([Part(Records((*people, document)))]).nodes) == 3


def test_two_terms_of_a_person_in_a_post_are_two_relationships_and_one_term_stated_twice_is_one() -> None:
    stated = [
        RelationshipRecord("HELD", "person:a", "post:b:c", {"qualifier": "Acting"}, held([1])),
        RelationshipRecord("HELD", "person:a", "post:b:c", {"qualifier": "Elected", "term": 2}, held([2])),
        RelationshipRecord("HELD", "person:a", "post:b:c", {"qualifier": "Acting"}, held([3])),
    ]
    first, second = merge([Part(Records(relationships=tuple(stated)))]).relationships
    assert (first.id, second.id) == ("HELD|person:a|post:b:c", "HELD|person:a|post:b:c|2")
    assert (first.evidence, second.evidence) == (held([1, 3]), held([2]))
