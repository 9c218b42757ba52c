"""Walks through a list by its cursors, in random orders and under random filters, also across a changed
graph.

The same seed gives the same walk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from random import Random
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLSchema,
    get_named_type,
    get_nullable_type,
)

from tests.oracle.graph import Graph, Node, Relationship

Ask = Callable[[str, Mapping[str, Any]], Any]  # a document and its variables -> the data of the answer
Row = tuple[str, str]  # the id of a node, and the cursor of its row

LARGEST_PAGE = 7
DAYS = ("2015-01-01", "2016-08-05", "2016-10-01", "2016-10-17", "2016-10-18", "2017-01-01")
# A list: the field and its arguments that lead to its owner, the list, its order and its filter.
LISTS = (
    *(
        ("", field, f"{kind}Order", f"{kind}Where")
        for field, kind in {
            "findings": "Finding",
            "statements": "Statement",
            "judgements": "Judgement",
            "people": "Person",
            "posts": "Post",
            "statistics": "Statistic",
            "sources": "Source",
            "themes": "Theme",
            "boards": "SafeguardingBoard",
        }.items()
    ),
    (
        'correspondence(id: "correspondence:wilshaw-winsor-2016-10-17")',
        "findings",
        "FindingOrder",
        "FindingWhere",
    ),
    ('theme(id: "theme:conference-attendance")', "findings", "FindingOrder", "FindingWhere"),
    ('force(id: "force:cleveland")', "areas", "LocalAuthorityOrder", "LocalAuthorityWhere"),
    ('force(id: "force:cleveland")', "statements", "StatementOrder", "StatementWhere"),
    ('force(id: "force:cleveland")', "history", "EntityOrder", "EntityWhere"),
)


@dataclass(frozen=True)
class Walk:
    """A list, its order and its filter, and the size of its pages."""

    owner: str
    field: str
    order: str
    filter: str
    by: Sequence[Mapping[str, Any]]
    where: Mapping[str, Any]
    size: int

    def whole(self, ask: Ask) -> list[Row]:
        """Every row, unpaged: each of these lists is shorter than the largest page."""
        rows, info = self._page(ask, {"first": 100})
        assert not info["hasNextPage"]
        return rows

    def forward(self, ask_at: Callable[[int], Ask]) -> list[Row]:
        """Every row from the first page to the last; ``ask_at`` gives who answers for a page."""
        return [
            row for page in self._pages(ask_at, "first", "after", "hasNextPage", "endCursor") for row in page
        ]

    def backward(self, ask_at: Callable[[int], Ask]) -> list[Row]:
        """Every row in the list's order, walked from the last page to the first."""
        pages = list(self._pages(ask_at, "last", "before", "hasPreviousPage", "startCursor"))
        return [row for page in reversed(pages) for row in page]

    def _pages(
        self, ask_at: Callable[[int], Ask], size: str, cursor: str, more: str, at: str
    ) -> Iterator[list[Row]]:
        mark: dict[str, Any] = {}
        for number in count():
            rows, info = self._page(ask_at(number), {size: self.size} | mark)
            assert len(rows) <= self.size
            yield rows
            if not info[more]:
                return
            assert rows, "a page that says that there is more is not empty"
            mark = {cursor: info[at]}

    def _page(self, ask: Ask, paging: Mapping[str, Any]) -> tuple[list[Row], Mapping[str, Any]]:
        kinds = {"first": "Int", "last": "Int", "after": "String", "before": "String"}
        declared = "".join(f"${name}: {kinds[name]}, " for name in paging)
        given = ", ".join(f"{name}: ${name}" for name in ("by", "where", *paging)).replace("by:", "orderBy:")
        part = (
            f"{self.field}({given}) {{ edges {{ cursor node {{ ... on Node {{ id }} }} }} "
            "pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }"
        )
        body = f"{self.owner} {{ {part} }}" if self.owner else part
        text = f"query Walk({declared}$by: [{self.order}!], $where: {self.filter}) {{ {body} }}"
        data = ask(text, {"by": self.by, "where": self.where, **paging})
        found = (next(iter(data.values())) if self.owner else data)[self.field]
        return [(edge["node"]["id"], edge["cursor"]) for edge in found["edges"]], found["pageInfo"]


def random_walk(schema: GraphQLSchema, texts: Sequence[str], seed: int) -> Walk:
    """The walk of a seed; ``texts`` are values that nodes have."""
    random = Random(seed)
    owner, field, order, filter_ = random.choice(LISTS)
    orders, filters = schema.type_map[order], schema.type_map[filter_]
    assert isinstance(orders, GraphQLInputObjectType)
    assert isinstance(filters, GraphQLInputObjectType)
    draw = _Draw(random, texts)
    by = [draw.key(orders) for _ in range(random.choice((0, 1, 1, 1, 2, 3)))]
    where = draw.filter(filters, 2) if random.random() < 0.7 else {}
    return Walk(owner, field, order, filter_, by, where, random.randint(1, LARGEST_PAGE))


@dataclass(frozen=True)
class _Draw:
    random: Random
    texts: Sequence[str]

    def key(self, kind: GraphQLInputObjectType, deep: bool = True) -> dict[str, Any]:
        """One key of an order; it leads through one relationship at most."""
        fields = {name: get_named_type(each.type) for name, each in kind.fields.items()}
        name = self.random.choice([name for name, each in fields.items() if deep or not _is_input(each)])
        inner = fields[name]
        if isinstance(inner, GraphQLInputObjectType):
            return {name: self.key(inner, inner.name == "CountOrder")}
        return {name: self.random.choice(("ASC", "DESC"))}

    def filter(self, kind: GraphQLInputObjectType, deep: int) -> dict[str, Any]:
        """A filter that states one thing or two."""
        names = [name for name in kind.fields if deep or not self._leads_on(kind, name)]
        chosen = self.random.sample(names, min(len(names), self.random.choice((1, 1, 1, 2))))
        return {name: self._stated(kind, name, deep) for name in chosen}

    def _leads_on(self, kind: GraphQLInputObjectType, name: str) -> bool:
        inner = get_named_type(kind.fields[name].type)
        return bool(inner.name.endswith(("Where", "Related")))

    def _stated(self, kind: GraphQLInputObjectType, name: str, deep: int) -> Any:
        declared = get_nullable_type(kind.fields[name].type)
        inner = get_named_type(declared)
        if isinstance(inner, GraphQLInputObjectType):
            if isinstance(declared, GraphQLList):
                return [self.filter(inner, deep - 1) for _ in range(self.random.randint(1, 3))]
            return self.filter(inner, deep - (inner.name.endswith(("Where", "Related"))))
        value = self._value(inner)
        return [value, self._value(inner)] if isinstance(declared, GraphQLList) else value

    def _value(self, kind: object) -> Any:
        if isinstance(kind, GraphQLEnumType):
            return self.random.choice(list(kind.values))
        match str(kind):
            case "Boolean":
                return self.random.random() < 0.5
            case "Int" | "Float":
                return self.random.choice((0, 1, 2, 5))
            case "Date":
                return self.random.choice(DAYS)
        text = self.random.choice(self.texts)
        return text if self.random.random() < 0.3 else text[: self.random.randint(0, 3)]


def _is_input(kind: object) -> bool:
    return isinstance(kind, GraphQLInputObjectType)


# The owners of lists stay, so that there is something to walk on in.
OWNERS = {owner.split('"')[1] for owner, *_ in LISTS if owner}
CHANGING = ("Finding", "Statement", "Judgement", "Person", "Post", "Statistic", "Theme", "LocalAuthority")


def rebuilt(graph: Graph, seed: int) -> Graph:
    """The graph of another build: some nodes are gone, some are new, some have changed a value, and some
    relationships are gone."""
    random = Random(seed)
    nodes: dict[str, Node] = {}
    copies: dict[str, str] = {}
    for node in graph.nodes.values():
        is_changing = node.type in CHANGING and node.id not in OWNERS
        fate = random.random() if is_changing else 1.0
        if fate < 0.12:
            continue
        nodes[node.id] = _changed(graph, node, random) if fate < 0.24 else node
        if fate > 0.88 and is_changing:
            copies[node.id] = f"{node.id}-{random.choice('amz')}"
            nodes[copies[node.id]] = Node(copies[node.id], node.labels, node.values)
    relationships = []
    for node in graph.nodes.values():
        for each in graph.leaving(node):
            if random.random() > 0.05:
                relationships.append((each, each.start.id, each.end.id))
            if each.start.id in copies:
                relationships.append((each, copies[each.start.id], each.end.id))
    return Graph(
        nodes.values(),
        [
            Relationship(each.type, nodes[start], nodes[end], each.values)
            for each, start, end in relationships
            if start in nodes and end in nodes
        ],
    )


def _changed(graph: Graph, node: Node, random: Random) -> Node:
    """The node with one value of another node of its kind, or without one that it can be without."""
    other = random.choice(graph.of(node.type))
    name = random.choice(sorted({*node.values} & {*other.values}))
    return Node(node.id, node.labels, {**node.values, name: other.values[name]})
