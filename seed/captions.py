"""The display text of a node, and who says what it tells."""

from __future__ import annotations

import calendar
from collections.abc import Sequence

from graph.model.dates import PartialDate
from graph.model.nodes import BY_KIND, Entity, Evidence, Finding, Judgement, Organisation, Review, Statement
from graph.model.vocabulary import Attribution, NameKind, SaidBy, status_in_words
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
            return f"{status_in_words(node.status)} ({', '.join(said)})"
        case Evidence():
            names = [_name(records.get(source)) for source in records.ends("FROM", node.id)]
            return ", ".join([*names, node.locator])
    return _name(node)


def standing(records: Indexed, claim: Statement | Finding) -> str:
    """Who says so and how it stands, for sentences that tell of the claim: "said by Simon Nickless for
    Cleveland Police; disputed". Where nobody who says so is a node here, it is whom the evidence names."""
    ways = ("<FOUND", "REPORTED_IN") if isinstance(claim, Finding) else ("MADE_BY", "MADE_FOR")
    verbs = ("found by", "reported in") if isinstance(claim, Finding) else ("said by", "for")
    names = [
        [name_then(records.get(own), claim.date) for own, _ in records.along(way, claim.id)] for way in ways
    ]
    said = [f"{verb} {_listed(held)}" for verb, held in zip(verbs, names, strict=True) if held]
    parts = [" ".join(said or _speakers(records, claim))]
    if claim.attribution is Attribution.CONTEXTUAL:
        parts.append("the source implies who says so")
    if records.starts("DISPUTES", claim.id):
        parts.append("disputed")
    return "; ".join(parts)


def _listed(names: Sequence[str]) -> str:
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last


def _speakers(records: Indexed, claim: Statement | Finding) -> list[str]:
    held = (
        [records.get(own) for own in records.nodes[claim.id].evidence] if isinstance(claim, Statement) else []
    )
    return [f"said by {each.speaker}" for each in held[:1] if isinstance(each, Evidence)]


def name_then(node: Entity | None, when: PartialDate | None) -> str:
    """The name of a node; of an organisation the one that it certainly had on the date."""
    if when is not None and isinstance(node, Organisation):
        about = (node.other_names_kind, node.other_names_from, node.other_names_to)
        for name, *dated in zip(node.other_names, *about, strict=True):
            if _was_its_name(when, *dated):
                return name
    return _name(node)


def _was_its_name(when: PartialDate, kind: str, since: str, until: str) -> bool:
    """Whether a former name had not ended, or a name that came later had begun."""
    if kind == NameKind.FORMER:
        return bool(until) and when.last < PartialDate(until).first
    return kind in ("", NameKind.VARIANT) and bool(since) and PartialDate(since).last <= when.first


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
