"""Kinds of operations that read lists: pages, and what stands inside them, orders, counts and facets."""

from __future__ import annotations

from bench.dearest_kind import COUNT, PASSAGES, ROW, Kind, of_force

_FACETS = (
    "facets(by: [THEME, FORCE, YEAR, POLARITY, STATUS, AUTHORITY]) { by buckets { value caption count } }"
)
_FINDING = f"nodes {{ id summary polarity date themes {{ id name }} observedIn {{ id }} {PASSAGES} }}"
_ENTRY = f"date basis node {{ __typename ... on Entity {{ id caption }} }} {PASSAGES}"
_HISTORY = f"edges {{ {_ENTRY} }} pageInfo {{ hasNextPage }}"

LISTS = (
    Kind("a page of judgements", "judgements(first: $first)", "JudgementConnection", ROW),
    Kind(
        "a page of judgements, every value",
        "judgements(first: $first)",
        "JudgementConnection",
        "nodes { id caption area grade published inspection { id name } organisation { id name } }",
    ),
    Kind(
        "a page of findings with themes and evidence",
        "findings(first: $first)",
        "FindingConnection",
        _FINDING,
    ),
    Kind(
        "a page of sources with their passages",
        "sources(first: $first)",
        "SourceConnection",
        "nodes { id name passages(first: 10) { nodes { id locator quote } } }",
    ),
    Kind(
        "forces with findings, three lists deep",
        "forces(first: $first)",
        "PoliceForceConnection",
        f"nodes {{ id findings(first: 20) {{ {_FINDING} }} }}",
    ),
    Kind(
        "forces with histories, 100 entries each",
        "forces(first: $first)",
        "PoliceForceConnection",
        f"nodes {{ id history(first: 100) {{ {_HISTORY} }} }}",
    ),
    Kind(
        "forces with inspections with findings with themes, four lists deep",
        "forces(first: $first)",
        "PoliceForceConnection",
        "nodes { inspections(first: 20) { nodes { findings(first: 10) { nodes { id themes { id } } } } } }",
    ),
    Kind(
        "themes with findings with themes with findings, five lists deep",
        "themes(first: $first)",
        "ThemeConnection",
        "nodes { findings(first: 10) { nodes { themes { findings(first: 10) { nodes { id summary } } } } } }",
    ),
    Kind(
        "authorities with forces with areas with boards",
        "authorities(first: $first)",
        "LocalAuthorityConnection",
        "nodes { policedBy { edges { node { areas { edges { node { boards { edges { cursor } } } } } } } } }",
    ),
    Kind(
        "nodes by id, 100 of them, with evidence",
        "nodes(ids: $ids)",
        "Node",
        f"id ... on PoliceForce {{ name {PASSAGES} findings(first: 5) {{ {ROW} }} }}",
        {"ids": ("[ID!]!", ["force:metropolitan"] * 100)},
    ),
    Kind(
        "a force's history, 100 entries",
        *of_force(f"history(first: 100) {{ {_HISTORY} }}"),
    ),
    Kind(
        "a force's history, counted, by day and basis",
        *of_force(
            'history(first: 10, basis: NAMED, between: {from: "2010-01-01"}) '
            "{ totalCount edges { date node { __typename } } }"
        ),
    ),
    Kind(
        "a force's last 20 findings",
        *of_force(f"findings(last: 20) {{ {ROW} pageInfo {{ hasPreviousPage }} }}"),
    ),
    Kind(
        "findings in the order of their summary",
        "findings(first: $first, orderBy: [{summary: ASC}])",
        "FindingConnection",
        ROW,
    ),
    Kind(
        "inspections in the order of how many judgements they have",
        "inspections(first: $first, orderBy: [{judgements: {count: DESC}}])",
        "InspectionConnection",
        ROW,
    ),
    Kind(
        "authorities in the order of how many findings they have",
        "authorities(first: $first, orderBy: [{findings: {count: DESC}}])",
        "LocalAuthorityConnection",
        ROW,
    ),
    Kind("counts of findings", "findings", "FindingConnection", COUNT),
    Kind("six facets of findings", "findings", "FindingConnection", _FACETS),
    Kind(
        "six facets of the findings of each force",
        "forces(first: $first)",
        "PoliceForceConnection",
        f"nodes {{ findings(first: 0) {{ totalCount {_FACETS} }} }}",
    ),
    Kind(
        "five facets of a force's history",
        *of_force(
            "history { facets(by: [KIND, BASIS, YEAR, THEME, FRAMEWORK]) { by buckets { value count } } }"
        ),
    ),
)
