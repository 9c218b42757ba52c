"""Findings, their themes, and what a report says beside what a letter reports of it."""

from __future__ import annotations

import strawberry

from api.schema.fields import every, holds, one, page, value
from api.schema.scalars import Agreement, Attribution, Doubt, HistoryKind, PartialDate, Polarity, Status, Who
from api.schema.types.refs import (
    Account,
    AuthorityRef,
    Compared,
    CorrespondenceRef,
    EvidenceRef,
    FindingRef,
    ForceRef,
    InspectionRef,
    RecommendationRef,
    StatementRef,
    StatisticRef,
    ThemeRef,
)
from api.schema.types.shared import Connection, DatedEntity, Entity, SpokenTo, history_kind


@strawberry.type(description="A letter's finding beside what the inspection report says.")
class Comparison:
    agreement: Agreement = value("How the two relate.", of="edge")
    note: str | None = value("What differs, in our own words.", of="edge")
    compared: Compared = holds(
        "The report's finding, or the inspection itself where its report is silent or was not seen.", "node"
    )
    evidence: list[EvidenceRef] = every(
        "evidence_of_relationship", "What the comparison rests on.", of="edge"
    )


@strawberry.type(description="What a source says was found.")
class Finding(SpokenTo, DatedEntity):
    history_kind: HistoryKind = history_kind("Finding")
    summary: str = value("What was found, in our own words.")
    polarity: Polarity = value("Adverse, positive or mixed.")
    consequence: str | None = value("What the source says followed from it.")
    who: Who | None = value(
        "Whom it is about in the words of its source; null where the source was not read for this, or names "
        "a force that is none of the 43."
    )
    date: PartialDate | None = value(
        "When the source that says so was written or published; null where only its inspection has a date."
    )
    doubts: list[Doubt] | None = value(
        "What its passage leaves open, as was noted in reading; null where nothing was, which is no promise."
    )
    attribution: Attribution = value("Whether the source names who says so.")
    status: Status = value("How it stands in the source.")
    standing: str | None = value(
        "Who says so and how it stands, in words: to be shown beside its summary; null where nobody is named."
    )
    matter: str = value(
        "The id of the finding that stands for its matter: where a letter's finding compares with one of the "
        "report, the report's, else its own. Both stay in lists; facets and `themeMatrix` count them once."
    )
    themes: list[ThemeRef] = every("themes_of_finding", "What it is about.")
    observed_in: list[AuthorityRef] = every("areas_of_finding", "Where it was found.")
    attributed_to: list[ForceRef] = every(
        "forces_of_finding", "Forces that the very source names for it; never inferred from the area."
    )
    found_by: InspectionRef | None = one(
        "inspection_of_finding", "The inspection whose own report says so; null for what a letter reports."
    )
    reported_in: CorrespondenceRef | None = one(
        "correspondence_of_finding", "The correspondence that reports it; null for what a report itself says."
    )
    compares_with: list[Comparison] = every(
        "comparisons_of_finding", "What the inspection report says beside it."
    )
    compared_with: list[FindingRef] = every(
        "findings_compared_with", "What letters report beside this finding of a report."
    )
    statistics: list[StatisticRef] = every("statistics_of", "Its numbers as published.")
    supports: list[StatementRef] = every("supported_by", "Statements that it supports.")
    undisputed_by: list[StatementRef] = every(
        "statements_not_disputing", "Statements that expressly or implicitly leave it standing."
    )
    other_accounts: list[Account] = every("other_accounts_of", "Other tellings of the same event.")
    other_account_of: list[Account] = every(
        "account_told_otherwise", "The telling of an event to which this is another."
    )
    statements: Connection[StatementRef] = page("statements_about", "Statements about it.")


@strawberry.type(
    description="What findings and statements are about: a concept with broader and narrower ones."
)
class Theme(Entity):
    name: str = value("Its name.")
    definition: str = value("What it covers.")
    other_names: list[str] | None = value("Other words and abbreviations for it.")
    broader: list[ThemeRef] = every("broader_themes", "What it is a kind of.")
    narrower: list[ThemeRef] = every("narrower_themes", "Its kinds.")
    findings: Connection[FindingRef] = page("findings_of_theme", "Findings about it, the newest first.")
    statements: Connection[StatementRef] = page("statements_of_theme", "Statements about it.")
    recommendations: Connection[RecommendationRef] = page(
        "recommendations_of_theme", "Recommendations about it, the newest first."
    )
