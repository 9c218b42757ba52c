"""Documents whose answer differs for each set of variables: no caller may get another's answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Chosen:
    """A document, its sets of variables, and for each the operation where the document has several."""

    text: str
    sets: tuple[Mapping[str, Any], ...]
    operations: tuple[str | None, ...] = (None,) * 5


def _chosen(text: str, *sets: Mapping[str, Any]) -> Chosen:
    return Chosen(text, sets)


CHOSEN: Mapping[str, Chosen] = {
    "a direction": _chosen(
        "query($o: Direction!, $n: Int) { forces(first: $n, orderBy: [{name: $o}]) { nodes { name } } }",
        *({"o": "DESC", "n": 2}, {"o": "ASC", "n": 2}, {"o": "DESC", "n": 3}),
    ),
    "an order": _chosen(
        "query($o: [FindingOrder!]) { findings(first: 3, orderBy: $o) { nodes { id date } } }",
        *({"o": [{"date": "DESC"}]}, {"o": [{"date": "ASC"}]}, {"o": [{"summary": "ASC"}]}),
        {"o": [{"polarity": "ASC"}, {"summary": "DESC"}]},
    ),
    "a direction through a relationship": _chosen(
        "query($o: Direction!, $n: Int = 4) { findings(first: $n, orderBy: [{foundBy: {published: $o}}])"
        " { nodes { id foundBy { published } } } }",
        *({"o": "ASC"}, {"o": "DESC"}, {"o": "ASC", "n": 2}),
    ),
    "a direction of a count": _chosen(
        "query($o: Direction!, $of: StatementWhere) { statements(first: 5, where: $of,"
        " orderBy: [{themes: {count: $o}}, {id: ASC}]) { nodes { id themes { id } } } }",
        *({"o": "DESC"}, {"o": "ASC"}, {"o": "DESC", "of": {"kind": {"eq": "CRITICISM"}}}),
    ),
    "a direction inside a fragment": _chosen(
        "query($o: Direction!, $id: ID!) { force(id: $id) { ...Areas } }"
        " fragment Areas on PoliceForce { areas(orderBy: [{name: $o}]) { nodes { name } } }",
        *({"o": "DESC", "id": "force:cleveland"}, {"o": "ASC", "id": "force:cleveland"}),
        {"o": "DESC", "id": "force:kent"},
    ),
    "facets": _chosen(
        "query($by: [FacetBy!]!) { findings { facets(by: $by) { by buckets { value count } } } }",
        *({"by": ["POLARITY"]}, {"by": ["YEAR"]}, {"by": ["YEAR", "POLARITY"]}, {"by": ["POLARITY", "YEAR"]}),
    ),
    "facets of another list": _chosen(
        "query($by: [FacetBy!]!) { authorities { facets(by: $by) { by buckets { value caption count } } } }",
        *({"by": ["REGION"]}, {"by": ["KIND"]}, {"by": ["FORCE"]}, {"by": []}),
    ),
    "a facet inside a list": _chosen(
        "query($by: FacetBy!) { statements { facets(by: [KIND, $by]) { by buckets { value count } } } }",
        *({"by": "STATUS"}, {"by": "THEME"}, {"by": "YEAR"}),
    ),
    "whose histories": _chosen(
        "query($by: MatrixBy!, $n: Int) { themeMatrix(by: $by, first: $n)"
        " { totalCount edges { findings } } }",
        *({"by": "FORCE", "n": 5}, {"by": "AUTHORITY", "n": 5}, {"by": "FORCE", "n": 1}),
    ),
    "kinds of a history": _chosen(
        'query($kinds: [HistoryKind!]) { force(id: "force:cleveland")'
        " { history(kinds: $kinds, first: 4) { totalCount edges { kind } } } }",
        *(
            {"kinds": ["FINDING"]},
            {"kinds": ["STATEMENT"]},
            {"kinds": ["STATEMENT", "FINDING"]},
            {"kinds": None},
        ),
        {"kinds": []},
    ),
    "the basis of a history": _chosen(
        'query($basis: Basis) { force(id: "force:cleveland") { history(basis: $basis) { totalCount } } }',
        *({"basis": "NAMED"}, {"basis": "AREA"}, {"basis": None}),
    ),
    "an enumeration of a filter": _chosen(
        "query($p: Polarity) { findings(first: 2, where: {polarity: {eq: $p}}) { totalCount nodes { id } } }",
        *({"p": "ADVERSE"}, {"p": "POSITIVE"}, {"p": "MIXED"}),
    ),
    "how many kinds": _chosen(
        "query($k: [StatementKind!]) { statements(where: {kind: {in: $k}}) { totalCount nodes { id } } }",
        *({"k": ["CRITICISM"]}, {"k": ["CRITICISM", "REQUEST"]}, {"k": ["REQUEST"]}, {"k": []}),
    ),
    "case": _chosen(
        "query($c: Boolean, $t: String) { authorities(where: {name: {contains: $t, ignoreCase: $c}})"
        " { totalCount } }",
        *({"t": "STOCKTON", "c": True}, {"t": "STOCKTON", "c": False}, {"t": "o", "c": True}),
    ),
    "what is missing": _chosen(
        "query($m: Boolean, $n: Int) { findings(first: $n, where: {consequence: {isNull: $m}})"
        " { nodes { id } } }",
        *({"m": True, "n": 2}, {"m": False, "n": 2}, {"m": None, "n": 2}),
    ),
    "a field that is included": _chosen(
        'query($a: Boolean!, $b: Boolean = true) { force(id: "force:kent")'
        " { id @include(if: $a) name @skip(if: $b) } }",
        *({"a": True}, {"a": False}, {"a": False, "b": False}, {"a": True, "b": False}),
    ),
    "a fragment that is included": _chosen(
        "query($a: Boolean!, $id: ID!) { node(id: $id) { id ...Name @include(if: $a) } }"
        " fragment Name on PoliceForce { name }",
        *({"a": True, "id": "force:kent"}, {"a": False, "id": "force:kent"}),
        {"a": True, "id": "force:durham"},
    ),
    "from which end": _chosen(
        "query($f: Int, $l: Int) { findings(first: $f, last: $l) { nodes { id } pageInfo { hasNextPage } } }",
        *({"f": 2}, {"l": 2}, {"f": 0, "l": None}, {"f": None, "l": 3}),
    ),
    "days": _chosen(
        "query($d: Between) { inspections(between: $d, first: 3) { totalCount nodes { id } } }",
        *({"d": {"from": "2016-01-01"}}, {"d": {"to": "2016-01-01"}}, {"d": {}}),
        {"d": {"from": "2016-02-17", "to": "2016-09-20"}},
    ),
    "a day": _chosen(
        "query($day: Date) { authorities(asOf: $day) { totalCount nodes { name period { certain } } } }",
        *({"day": "2016-10-17"}, {"day": "2023-06-01"}, {"day": None}),
    ),
    "ids": _chosen(
        "query($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }",
        *({"ids": ["force:kent"]}, {"ids": ["force:kent", "force:durham"]}, {"ids": []}),
        {"ids": ["force:durham", "force:nowhere", "force:kent"]},
    ),
    "types of a path": _chosen(
        'query($t: [EntityType!], $to: ID!) { paths(from: "force:cleveland", to: $to, types: $t, first: 3)'
        " { length steps { words } } }",
        *({"to": "force:kent", "t": ["POLICE_FORCE"]}, {"to": "authority:E06000001", "t": ["PLACE"]}),
        {"to": "force:kent", "t": None},
    ),
    "a neighbourhood": _chosen(
        'query($d: Int, $t: [EntityType!], $n: Int) { neighbourhood(id: "force:cleveland",'
        " depth: $d, first: $n, types: $t) { truncated nodes { steps node { id } } } }",
        *(
            {"n": 3},
            {"n": 5},
            {"n": 5, "t": ["LOCAL_AUTHORITY"]},
            {"n": 9, "t": ["LOCAL_AUTHORITY", "FINDING"], "d": 2},
        ),
    ),
    "alternatives": _chosen(
        "query($w: [ThemeWhere!]) { themes(where: {or: $w}) { totalCount } }",
        *({"w": [{"name": {"contains": "vi"}}]}, {"w": []}),
        {"w": [{"name": {"contains": "vi"}}, {"name": {"contains": "me"}}]},
        {
            "w": [
                {"name": {"contains": "vi"}},
                {"name": {"contains": "a"}},
                {"definition": {"isNull": False}},
            ]
        },
    ),
    "keys of a filter": _chosen(
        "query($w: FindingWhere) { findings(where: $w) { totalCount } }",
        *(
            {"w": {"not": {"polarity": {"eq": "ADVERSE"}}}},
            {"w": {"polarity": {"eq": "ADVERSE"}}},
            {"w": None},
        ),
        {"w": {"polarity": {"eq": "ADVERSE"}, "themes": {"count": {"gt": 1}}}},
    ),
    "a quantifier": _chosen(
        "query($w: ThemeRelated) { findings(where: {themes: $w}) { totalCount } }",
        *({"w": {"some": {"name": {"contains": "a"}}}}, {"w": {"none": {"name": {"contains": "a"}}}}),
        *({"w": {"every": {"name": {"contains": "e"}}}}, {"w": {"count": {"eq": 1}}}),
    ),
    "a default": _chosen(
        "query($by: [FacetBy!]! = [YEAR], $n: Int = 1) { sources(first: $n) { nodes { id } }"
        " findings { facets(by: $by) { by } } }",
        *({}, {"by": ["STATUS"]}, {"n": 2}, {"n": None}),
    ),
    "an enumeration inside an object": _chosen(
        "query($p: Polarity!, $s: Status!) { findings(where: {or: [{polarity: {eq: $p}},"
        " {and: [{status: {eq: $s}}, {consequence: {isNull: false}}]}]}) { totalCount nodes { id } } }",
        *({"p": "ADVERSE", "s": "STATED"}, {"p": "POSITIVE", "s": "STATED"}, {"p": "MIXED", "s": "REPORTED"}),
    ),
    "an operation": Chosen(
        "query A($o: Direction!) { forces(first: 2, orderBy: [{name: $o}]) { nodes { name } } }"
        " query B($o: Direction!) { themes(first: 2, orderBy: [{name: $o}]) { nodes { name } } }",
        ({"o": "ASC"}, {"o": "ASC"}, {"o": "DESC"}, {"o": "DESC"}),
        ("A", "B", "B", "A"),
    ),
    "a type of the schema": _chosen(
        "query($n: String!, $d: Boolean = true, $o: Direction!) { __type(name: $n) { name"
        " fields(includeDeprecated: $d) { name } }"
        " forces(first: 1, orderBy: [{name: $o}]) { nodes { name } } }",
        *({"n": "Theme", "o": "ASC"}, {"n": "Theme", "o": "DESC", "d": False}, {"n": "Nobody", "o": "ASC"}),
        {"n": "Theme", "o": "ASC", "d": None},
    ),
    "a number": _chosen(
        "query($v: Float) { statistics(where: {value: {gt: $v}}) { totalCount } }",
        *({"v": 1}, {"v": 10.5}, {"v": 1000}, {"v": None}),
    ),
}
