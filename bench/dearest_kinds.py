"""Kinds of operations: at least one for each part of a statement that the cost has a number for."""

from __future__ import annotations

from bench.dearest_kind import COUNT, FORCE, PASSAGES, ROW, Kind, any_of, loosely, where
from bench.dearest_lists import LISTS

_OFSTED = '"inspectorate:ofsted"'
_LETTER = '"correspondence:wilshaw-winsor-2016-10-17"'
_IDS = [f"judgement:{number}" for number in range(100)]
_STEPS = f"length steps {{ from {{ id caption }} to {{ id caption }} relationship words {PASSAGES} }}"
# Each is a letter away from words of many texts.
_MISSPELT = (
    "chidren polcie serivces childern forcess reprot mising leter findng agencie respnse abuse1 famlies "
    "schol saftey mutli"
)

_CONDITIONS = (
    Kind(
        "counts of judgements by 20 texts of 80 letters, whatever their case",
        "judgements(where: $where)",
        "JudgementConnection",
        COUNT,
        where("Judgement", any_of(loosely("e" * 80))),
    ),
    Kind(
        "counts of judgements by one short text, whatever its case",
        "judgements(where: $where)",
        "JudgementConnection",
        COUNT,
        where("Judgement", loosely("zz")),
    ),
    Kind(
        "counts of judgements by 20 texts",
        "judgements(where: $where)",
        "JudgementConnection",
        COUNT,
        where("Judgement", any_of({"caption": {"contains": "zz"}})),
    ),
    Kind(
        "counts of findings by 20 days",
        "findings(where: $where)",
        "FindingConnection",
        COUNT,
        where("Finding", any_of({"date": {"lt": "1990-01-01"}})),
    ),
    Kind(
        "a page of judgements by a text that none has",
        "judgements(first: $first, where: $where)",
        "JudgementConnection",
        ROW,
        where("Judgement", {"caption": {"contains": "zz"}}),
    ),
    Kind(
        "counts of findings by their themes",
        "findings(where: $where)",
        "FindingConnection",
        COUNT,
        where("Finding", {"themes": {"some": {"name": {"contains": "zz"}}}}),
    ),
    Kind(
        "counts of findings by findings of their themes",
        "findings(where: $where)",
        "FindingConnection",
        COUNT,
        where("Finding", {"themes": {"every": {"findings": {"some": {"summary": {"contains": "zz"}}}}}}),
    ),
    Kind(
        "counts of forces by how many findings they have",
        "forces(where: $where)",
        "PoliceForceConnection",
        COUNT,
        where("PoliceForce", {"findings": {"count": {"gt": 3}}}),
    ),
    Kind(
        "counts of inspections between two days, as of a day",
        'inspections(between: {from: "2010-01-01", to: "2030-01-01"}, asOf: "2024-01-01")',
        "InspectionConnection",
        COUNT,
    ),
    Kind(
        "counts of judgements by 100 ids, or a text",
        "judgements(where: $where)",
        "JudgementConnection",
        COUNT,
        where("Judgement", {"or": [{"id": {"in": _IDS}}, {"caption": {"eq": "zz"}}]}),
    ),
)

_QUESTIONS = (
    Kind(
        "paths with evidence",
        'paths(from: "theme:vetting-delays", to: "force:metropolitan", first: $first)',
        "Path",
        _STEPS,
    ),
    Kind(
        "paths between two forces, which many connect",
        'paths(from: "force:cleveland", to: "force:metropolitan", first: $first)',
        "Path",
        "length",
    ),
    Kind(
        "one path, between far ends",
        'paths(from: "person:michael-wilshaw", to: "board:lscb:E06000004", first: 1)',
        "Path",
        "length",
    ),
    Kind(
        "no path at all",
        'paths(from: "theme:vetting-delays", to: "force:metropolitan", types: [], first: 1)',
        "Path",
        "length",
    ),
    Kind(
        "the neighbourhood of Ofsted, one step",
        f"neighbourhood(id: {_OFSTED}, first: $first)",
        "Neighbourhood",
        "truncated nodes { steps degree node { id caption } }",
    ),
    Kind(
        "the neighbourhood of a force, three steps, with links and evidence",
        f"neighbourhood(id: {FORCE}, depth: 3, first: $first)",
        "Neighbourhood",
        f"truncated nodes {{ steps degree node {{ id caption }} }} links {{ id words {PASSAGES} }}",
    ),
    Kind(
        "the neighbourhood of the letter, three steps",
        f"neighbourhood(id: {_LETTER}, depth: 3, first: $first)",
        "Neighbourhood",
        "truncated nodes { steps degree node { id caption } } links { id words }",
    ),
    Kind("search for a word", 'search(query: "children", first: $first)', "EntitySearchConnection", ROW),
    Kind(
        "search for 16 words, all misspelt",
        "search(query: $query)",
        "EntitySearchConnection",
        f"{COUNT} edges {{ excerpt }}",
        {"query": ("String!", _MISSPELT)},
    ),
    Kind(
        "search for a word, counted, by its types",
        "search(query: $query, where: $where)",
        "EntitySearchConnection",
        f"{COUNT} {ROW}",
        {"query": ("String!", "police"), **where("Entity", loosely("zz"))},
    ),
    Kind(
        "the theme matrix of authorities",
        "themeMatrix(by: AUTHORITY, first: $first)",
        "OrganisationMatrixConnection",
        "totalCount edges { node { id } }",
    ),
    Kind(
        "the theme matrix of forces, between two days",
        'themeMatrix(by: FORCE, between: {from: "2015-01-01", to: "2020-01-01"}, first: $first)',
        "OrganisationMatrixConnection",
        "edges { node { id name } }",
    ),
    Kind(
        "disputes with both sides and evidence",
        "disputes(first: $first)",
        "Dispute",
        f"claim {{ ... on Entity {{ id caption }} }} disputedBy {{ id summary {PASSAGES} }} {PASSAGES}",
    ),
    Kind(
        "reports beside the letter",
        "reportsBesideLetter",
        "ReportsBesideLetter",
        "read adverse positive mixed themes { read theme { id } } reports { id name }",
    ),
    Kind(
        "recommendations with addressees, reviews and evidence",
        "recommendations(first: $first)",
        "RecommendationConnection",
        f"nodes {{ id summary addressedTo {{ id }} reviews {{ id status {PASSAGES} }} {PASSAGES} }}",
    ),
    Kind(
        "reviews by their recommendations",
        "reviews(first: $first, where: $where)",
        "ReviewConnection",
        f"{COUNT} {ROW}",
        where("Review", {"recommendation": {"some": {"summary": {"contains": "zz"}}}}),
    ),
    Kind(
        "inspections that Ofsted carried out, by a text",
        f"node(id: {_OFSTED})",
        "Inspectorate",
        'carriedOut(first: 20, where: {caption: {contains: "zz"}}) { totalCount nodes { id } }',
    ),
    Kind(
        "passages of the largest source",
        'source(id: "source:ofsted-csc-england-2023")',
        "Source",
        'passages(last: 99, where: {locator: {contains: "1"}}) { nodes { facts { totalCount } } }',
    ),
    Kind("the schema's types", "__schema", "__Schema", "types { name fields { name } }"),
)

KINDS = (*LISTS, *_CONDITIONS, *_QUESTIONS)
