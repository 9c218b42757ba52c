"""People, the posts they held, teams and places."""

from __future__ import annotations

from dataclasses import dataclass

from graph.model.entity import Entity
from graph.model.node_type import SLUG, NodeType, Rdf, RootFields, Style


@dataclass(frozen=True, kw_only=True, slots=True)
class Unit(Entity):
    name: str
    name_is_descriptive: bool = False


UNIT = NodeType(
    kind=Unit,
    noun="team",
    id_form=rf"unit:{SLUG}:{SLUG}",
    key="units",
    style=Style(color="#E8C4D8", border="#8F4570", diameter=90),
    rdf=Rdf(types=("org:OrganizationalUnit",), is_labelled=True),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Person(Entity):
    name: str


PERSON = NodeType(
    kind=Person,
    noun="person",
    id_form=rf"person:{SLUG}",
    key="people",
    sorted_by="name",
    roots=RootFields(one="person", many="people", description="People whom sources name, by name."),
    style=Style(color="#E8C4D8", border="#8F4570", font=12),
    rdf=Rdf(types=("foaf:Person",), properties={"name": "foaf:name"}),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Post(Entity):
    name: str


POST = NodeType(
    kind=Post,
    noun="post",
    id_form=rf"post:{SLUG}:{SLUG}",
    key="posts",
    sorted_by="name",
    roots=RootFields(one="post", many="posts", description="Posts, by name."),
    style=Style(color="#E8C4D8", border="#8F4570", diameter=90),
    rdf=Rdf(types=("org:Post",), is_labelled=True),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Place(Entity):
    name: str


PLACE = NodeType(kind=Place, noun="place", id_form=rf"place:{SLUG}", key="places")
