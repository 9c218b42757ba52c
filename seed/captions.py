"""The display text of a node, and who says what it tells."""

from __future__ import annotations

import calendar

from graph.model.dates import PartialDate
from graph.model.nodes import BY_KIND, Entity, Evidence, Finding, Judgement, Review, Statement
from graph.model.vocabulary import Attribution, SaidBy
from seed.frameworks import Frameworks
from seed.indexed import Indexed

_SAID_BY = {
    SaidBy.INSPECTORATE: "inspectorate",
    SaidBy.BODY: "the body itself",
    SaidBy.PRESS: "press",
    SaidBy.TRACKER: "private tracker",
}


def caption(records: Indexed, node: Entity, frameworks: Frameworks) -> str:
    """What its type says names it; for a judgement also its date, for a review who says so and when, for
    evidence its source and place."""
    match node:
        case Judgement():
            framework = frameworks.frameworks[node.framework]
            area = node.question or framework.in_words(node.area)
            return f"{framework.short} {area}: {node.grade} ({_when(node)})"
        case Review():
            said = [_SAID_BY[node.said_by], *([in_words(node.date)] if node.date else [])]
            return f"{_name(node)} ({', '.join(said)})"
        case Evidence():
            names = [_name(records.get(source)) for source in records.ends("FROM", node.id)]
            return ", ".join([*names, node.locator])
    return _name(node)


def standing(records: Indexed, claim: Statement | Finding) -> str:
    """Who says so and how it stands, for sentences that tell of the claim: "said by Simon Nickless for
    Cleveland Police; disputed"."""
    ways = ("<FOUND", "REPORTED_IN") if isinstance(claim, Finding) else ("MADE_BY", "MADE_FOR")
    verbs = ("found by", "reported in") if isinstance(claim, Finding) else ("said by", "for")
    names = [[_name(records.get(own)) for own, _ in records.along(way, claim.id)] for way in ways]
    said = [f"{verb} {' and '.join(held)}" for verb, held in zip(verbs, names, strict=True) if held]
    parts = [" ".join(said)] if said else []
    if claim.attribution is Attribution.CONTEXTUAL:
        parts.append("the source implies who says so")
    if records.starts("DISPUTES", claim.id):
        parts.append("disputed")
    return "; ".join(parts)


def _when(judgement: Judgement) -> str:
    """When a judgement was published; else its cycle."""
    return in_words(judgement.published) if judgement.published else judgement.cycle or "undated"


def in_words(date: PartialDate) -> str:
    """A date as people write it: 5 August 2016, August 2016, 2016."""
    year, *rest = date.split("-")
    if not rest:
        return year
    month = calendar.month_name[int(rest[0])]
    return f"{month} {year}" if len(rest) == 1 else f"{int(rest[1])} {month} {year}"


def _name(node: Entity | None) -> str:
    return str(getattr(node, BY_KIND[type(node)].caption)) if node else ""
