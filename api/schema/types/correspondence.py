"""Letters, replies and public statements; what was said in them, and the numbers."""

from __future__ import annotations

import strawberry

from api.schema.fields import every, holds, one, page, value
from api.schema.scalars import (
    Attribution,
    Comparator,
    CorrespondenceKind,
    HistoryKind,
    PartialDate,
    Scope,
    StatementKind,
    Status,
)
from api.schema.types.refs import (
    Account,
    Addressee,
    Assertion,
    CorrespondenceRef,
    EntityRef,
    EvidenceRef,
    FindingRef,
    InspectionRef,
    JudgementRef,
    OrganisationRef,
    PersonRef,
    PostRef,
    SourceRef,
    StatementRef,
    StatisticRef,
    ThemeRef,
    Undisputed,
)
from api.schema.types.shared import Connection, DatedEntity, SpokenTo, history_kind


@strawberry.type(
    description="What the law asks of a local policing body after a report of the inspectors of constabulary "
    "on its force: to publish its comments, which say what is done about each recommendation, or why "
    "nothing is. The duty is not the chief constable's, who is invited to comment."
)
class DutyToComment:
    provision: str = value("The provision.", of="edge")
    days: int = value(
        "Within how many days. The day of publication is the first, so an answer on the last has "
        "`daysToAnswer` one less.",
        of="edge",
    )
    since: PartialDate = value(
        "The day since which it is in force; it is for reports from then on.", of="edge"
    )
    source: SourceRef = holds("The law.", "node")
    evidence: list[EvidenceRef] = every(
        "evidence_of_relationship", "Its words, and those that brought it into force.", of="edge"
    )


@strawberry.type(description="A letter, a reply or a public statement.")
class Correspondence(SpokenTo, DatedEntity):
    history_kind: HistoryKind = history_kind("Correspondence")
    name: str = value("Who wrote what to whom.")
    kind: CorrespondenceKind = value("What it is.")
    date: PartialDate | None = value("When it was written; null where no source has it.")
    subject: str | None = value("Its subject line, as published.")
    made_public: PartialDate | None = value("When it became public.")
    scope: Scope | None = value("OTHER: not about children or vulnerable people; null: about them.")
    sender: PersonRef | None = one("sender_of_correspondence", "Who sent it.")
    sender_post: PostRef | None = one("post_of_sender", "The post in which it was sent.")
    sent_for: OrganisationRef | None = one(
        "organisation_of_sender", "The organisation for which it was sent; of several, the first by name."
    )
    sent_for_bodies: list[OrganisationRef] = every(
        "organisation_of_sender", "Every organisation for which it was sent."
    )
    recipient: PersonRef | None = one(
        "recipient_of_correspondence",
        "To whom; of several, the first by name. Null for a public statement, and where no person is named.",
    )
    recipients: list[PersonRef] = every("recipient_of_correspondence", "Everybody to whom it was sent.")
    recipient_post: PostRef | None = one(
        "post_of_recipient", "The post to which it was addressed; of several, the first by name."
    )
    recipient_posts: list[PostRef] = every("post_of_recipient", "Every post to which it was addressed.")
    recipient_bodies: list[OrganisationRef] = every(
        "organisation_of_recipient", "Every organisation to which it was sent."
    )
    replies_to: CorrespondenceRef | None = one("answered_correspondence", "What it answers.")
    replies: Connection[CorrespondenceRef] = page("replies_to_correspondence", "What answers it.")
    answers: list[InspectionRef] = every("inspections_answered", "The inspections that it answers.")
    days_to_answer: int | None = value(
        "Days from the publication of the report to this answer; null unless both days are known. A count, "
        "and no judgement: what the law asked, and of whom, differs by year and by who answers."
    )
    duty_to_comment: DutyToComment | None = one(
        "duty_to_comment",
        "What the law asks of the local policing body that sent this, about that report; null for anybody "
        "else, for a report of several inspectorates or of another, and unless the report is known to have "
        "been published since the law is in force. This need not be the comments that it asks for.",
    )
    thread: list[CorrespondenceRef] = every("thread_of_correspondence", "The whole thread that it stands in.")
    statements: Connection[StatementRef] = page("statements_in_correspondence", "What it says, in its order.")
    findings: Connection[FindingRef] = page("findings_in_correspondence", "Findings that it reports.")
    judgements: list[JudgementRef] = every("judgements_in_correspondence", "Judgements that it reports.")
    statistics: list[StatisticRef] = every("statistics_in_correspondence", "Numbers that it reports.")
    published_in: SourceRef | None = one("source_of_correspondence", "The document that prints it.")


@strawberry.type(description="One thing said: by whom, on whose behalf, and to what it speaks.")
class Statement(SpokenTo, DatedEntity):
    history_kind: HistoryKind = history_kind("Statement")
    kind: StatementKind = value("What it does.")
    summary: str = value("What it says, in our own words.")
    date: PartialDate | None = value("When it was made; null where its source has no known date.")
    attribution: Attribution = value("Whether the source names who says so.")
    status: Status = value("How it stands in the source.")
    standing: str | None = value(
        "Who says so and how it stands, in words: to be shown beside its summary; null where nobody is named."
    )
    not_disputed: str | None = value(
        "What it concedes or leaves standing, to be shown beside its summary; its passage is among its "
        "evidence."
    )
    scope: Scope | None = value("OTHER: not about children or vulnerable people; null: about them.")
    made_by: PersonRef | None = one("speaker_of_statement", "Who made it.")
    made_for: OrganisationRef | None = one(
        "organisation_of_statement", "On whose behalf; of several, the first by name."
    )
    made_for_bodies: list[OrganisationRef] = every(
        "organisation_of_statement", "Every organisation on whose behalf it was made."
    )
    made_in: CorrespondenceRef | None = one("correspondence_of_statement", "In which correspondence.")
    about: list[EntityRef] = every("subjects_of", "What it is about.")
    addressed_to: list[Addressee] = every("addressees_of_statement", "Of whom it asks something.")
    themes: list[ThemeRef] = every("themes_of_statement", "Its themes.")
    statistics: list[StatisticRef] = every("statistics_of", "Its numbers as published.")
    disputes: list[Assertion] = every("disputed_by_statement", "What it disputes.")
    does_not_dispute: list[Undisputed] = every("undisputed_by_statement", "What it leaves standing.")
    qualifies: list[Assertion] = every("qualified_by_statement", "What it qualifies.")
    supports: list[StatementRef] = every("supported_by", "What it supports.")
    supported_by: list[Account] = every("support_of_claim", "What supports it.")
    answers: list[Assertion] = every("answered_by_statement", "What it answers.")
    other_accounts: list[Account] = every("other_accounts_of", "Other tellings of the same event.")
    other_account_of: list[Account] = every(
        "account_told_otherwise", "The telling of an event to which this is another."
    )


@strawberry.type(description="A number as published; vague words stay vague words.")
class Statistic(SpokenTo):
    name: str = value("What is counted.")
    raw: str = value("The published words.")
    comparator: Comparator = value("How the number is to be read.")
    fraction: str | None = value('A published fraction: "1/2".')
    of: int | None = value("The number that it is a share of; null where not published.")
    unit: str = value("What is counted.")
    of_unit: str | None = value("What the whole consists of.")
    period_text: str | None = value("The time it covers, in the source's words.")
    reported_in: CorrespondenceRef | None = one("correspondence_of_statistic", "What reports it.")
    about: list[EntityRef] = every("subjects_of", "What it is about.")
    quantifies: list[Account] = every(
        "quantified_by_statistic", "Findings and statements that it puts in numbers."
    )
    # Last, since it takes the name of the function that declares fields.
    value: float | None = value("The number; null where only a fraction or a vague word is published.")
