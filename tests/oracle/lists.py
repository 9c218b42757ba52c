"""What each list of the schema holds, and in which order (``tests.oracle.listed``)."""

from __future__ import annotations

from tests.oracle.finders import (
    against,
    along,
    answers,
    conflicts,
    coverages,
    every,
    holders,
    in_dispute,
    of_disputes,
    outcomes,
    thread,
)
from tests.oracle.graph import Node
from tests.oracle.listed import Listed

NAME = ("name", "id")
AREA = ("area", "id")
CAPTION = ("caption", "id")
PLACE = ("position", "id")
TIME = ("day", "position", "id")
NEWEST = ("-day", "id")
NEWEST_PLACED = ("-day", "position", "id")


def listed_of(node: Node, field: str) -> Listed | None:
    """The list that a field of a node holds, if it holds one."""
    owners = (node.type, *reversed(node.labels[:-1]))
    return next((LISTS[owner, field] for owner in owners if (owner, field) in LISTS), None)


_SUBJECTS = Listed(along("ABOUT"), CAPTION)
_STATISTICS = Listed(along("QUANTIFIED_BY"), PLACE)
_OTHER_ACCOUNTS = Listed(against("OTHER_ACCOUNT_OF"), TIME)
_OTHER_ACCOUNT_OF = Listed(along("OTHER_ACCOUNT_OF"), TIME)
_DISPUTED_BY = Listed(against("DISPUTES"), TIME)
_QUALIFIED_BY = Listed(against("QUALIFIES"), TIME)
_UNDISPUTED_BY = Listed(against("DOES_NOT_DISPUTE"), TIME)
_ANSWERED_BY = Listed(against("ANSWERS", "Statement"), TIME)
_OUTCOMES = Listed(against("REVIEW_OF"), TIME)
_SUPPORTS = Listed(along("SUPPORTS"), TIME)
_SUPPORTED_BY = Listed(against("SUPPORTS"), TIME)
_ABOUT = Listed(against("ABOUT", "Statement"), TIME, "statements_about")
_COVERAGE = Listed(along("HAS_COVERAGE"), ("edge.term", "id"))
_SOURCES = Listed(every("Source"), NAME, "sources")
EVIDENCE = Listed(along("EVIDENCED_BY"), ("edge.position", "id"))

LISTS: dict[tuple[str, str], Listed] = {
    ("Query", "forces"): Listed(every("PoliceForce"), NAME, "forces"),
    ("Query", "authorities"): Listed(every("LocalAuthority"), NAME, "authorities"),
    ("Query", "boards"): Listed(every("SafeguardingBoard"), NAME, "boards"),
    ("Query", "localPolicingBodies"): Listed(every("LocalPolicingBody"), NAME, "local_policing_bodies"),
    ("Query", "inspections"): Listed(every("Inspection"), NEWEST, "inspections"),
    ("Query", "judgements"): Listed(every("Judgement"), NEWEST, "judgements"),
    ("Query", "findings"): Listed(every("Finding"), NEWEST_PLACED, "findings"),
    ("Query", "themes"): Listed(every("Theme"), NAME, "themes"),
    ("Query", "correspondences"): Listed(every("Correspondence"), TIME, "correspondences"),
    ("Query", "statements"): Listed(every("Statement"), TIME, "statements"),
    ("Query", "statistics"): Listed(every("Statistic"), PLACE, "statistics"),
    ("Query", "frameworks"): Listed(every("Framework"), NAME, "frameworks"),
    ("Query", "recommendations"): Listed(every("Recommendation"), NEWEST_PLACED, "recommendations"),
    ("Query", "reviews"): Listed(every("Review"), TIME, "reviews"),
    ("Query", "people"): Listed(every("Person"), NAME, "people"),
    ("Query", "posts"): Listed(every("Post"), NAME, "posts"),
    ("Query", "sources"): _SOURCES,
    ("Dataset", "sources"): _SOURCES,
    ("Dataset", "conflicts"): Listed(conflicts, NEWEST, "conflicts"),
    ("Entity", "evidence"): EVIDENCE,
    ("Entity", "disputedBy"): _DISPUTED_BY,
    ("Entity", "qualifiedBy"): _QUALIFIED_BY,
    ("Entity", "answeredBy"): _ANSWERED_BY,
    ("Entity", "outcomes"): _OUTCOMES,
    ("Organisation", "history"): Listed(
        against("IN_HISTORY_OF"), ("edge.day", "edge.position", "id"), "history_of_organisation"
    ),
    ("Organisation", "inspections"): Listed(against("INSPECTED"), NEWEST, "inspections_of_organisation"),
    ("Organisation", "findings"): Listed(
        against("IN_HISTORY_OF", "Finding"), NEWEST_PLACED, "findings_of_organisation"
    ),
    ("Organisation", "recommendations"): Listed(
        against("IN_HISTORY_OF", "Recommendation"), NEWEST_PLACED, "recommendations_of_organisation"
    ),
    ("Organisation", "judgements"): Listed(against("JUDGEMENT_OF"), NEWEST, "judgements_of_organisation"),
    ("Organisation", "correspondence"): Listed(
        against("IN_HISTORY_OF", "Correspondence"), TIME, "correspondence_of_organisation"
    ),
    ("Organisation", "statements"): Listed(
        against("IN_HISTORY_OF", "Statement"), TIME, "statements_of_organisation"
    ),
    ("Organisation", "answers"): Listed(answers, TIME, "answers_about_organisation"),
    ("Organisation", "posts"): Listed(against("POST_IN"), NAME, "posts_of_organisation"),
    ("Organisation", "predecessors"): Listed(against("REPLACED_BY"), NAME, "predecessors_of_organisation"),
    ("Organisation", "successors"): Listed(along("REPLACED_BY"), NAME, "successors_of_organisation"),
    ("PoliceForce", "areas"): Listed(against("POLICED_BY"), NAME, "areas_of_force"),
    ("PoliceForce", "judgementsInAreas"): Listed(against("JUDGED_IN_AREA_OF"), NEWEST, "judgements_in_areas"),
    ("PoliceForce", "localPolicingBodies"): Listed(
        against("OVERSEES"), ("edge.startFirst", "id"), "policing_bodies_of_force"
    ),
    ("LocalPolicingBody", "oversees"): Listed(along("OVERSEES"), NAME, "forces_of_policing_body"),
    ("LocalPolicingBody", "holders"): Listed(holders, ("edge.startFirst", "id"), "holders_of_policing_body"),
    ("PoliceForce", "units"): Listed(against("UNIT_OF"), NAME, "units_of_force"),
    ("LocalAuthority", "policedBy"): Listed(along("POLICED_BY"), NAME, "forces_of_authority"),
    ("LocalAuthority", "boards"): Listed(against("BOARD_OF"), NAME, "boards_of_authority"),
    ("SafeguardingBoard", "authorities"): Listed(along("BOARD_OF"), NAME, "authorities_of_board"),
    ("Inspectorate", "carriedOut"): Listed(along("CARRIED_OUT"), NEWEST, "inspections_by_inspectorate"),
    ("Unit", "force"): Listed(along("UNIT_OF"), NAME),
    ("Unit", "statements"): _ABOUT,
    ("Place", "statements"): _ABOUT,
    ("Person", "posts"): Listed(along("HELD"), ("edge.startFirst", "id"), "posts_of_person"),
    ("Person", "statements"): Listed(against("MADE_BY"), TIME, "statements_by_person"),
    ("Person", "correspondenceSent"): Listed(against("SENT_BY"), TIME, "correspondence_sent"),
    ("Person", "correspondenceReceived"): Listed(against("SENT_TO"), TIME, "correspondence_received"),
    ("Person", "inspectionsLed"): Listed(along("LED"), NEWEST, "inspections_led"),
    ("Post", "organisation"): Listed(along("POST_IN"), NAME),
    ("Post", "holders"): Listed(against("HELD"), ("edge.startFirst", "id"), "holders_of_post"),
    ("Inspection", "carriedOutBy"): Listed(against("CARRIED_OUT"), NAME),
    ("Inspection", "inspected"): Listed(along("INSPECTED"), NAME),
    ("Inspection", "ledBy"): Listed(against("LED"), NAME),
    ("Inspection", "findings"): Listed(along("FOUND"), NEWEST_PLACED, "findings_of_inspection"),
    ("Inspection", "judgements"): Listed(along("JUDGED"), AREA),
    ("Inspection", "recommendations"): Listed(along("RECOMMENDED"), PLACE, "recommendations_of_inspection"),
    ("Inspection", "reviews"): Listed(along("REVIEWED"), TIME, "reviews_in_inspection"),
    ("Inspection", "publishedIn"): Listed(along("PUBLISHED_IN"), NAME),
    ("Inspection", "comparedWith"): Listed(
        against("COMPARES_WITH"), NEWEST_PLACED, "findings_compared_with_inspection"
    ),
    ("Inspection", "answers"): Listed(against("ANSWERS", "Correspondence"), TIME, "answers_to_inspection"),
    ("Inspection", "reInspectionOf"): Listed(along("RE_INSPECTION_OF"), NEWEST),
    ("Inspection", "reInspections"): Listed(against("RE_INSPECTION_OF"), ("day", "id")),
    ("Inspection", "statements"): _ABOUT,
    ("Judgement", "previous"): Listed(along("PREVIOUS"), NEWEST),
    ("Judgement", "next"): Listed(against("PREVIOUS"), ("day", "id")),
    ("Judgement", "inspection"): Listed(against("JUDGED"), NEWEST),
    ("Judgement", "organisation"): Listed(along("JUDGEMENT_OF"), NAME),
    ("Judgement", "reportedIn"): Listed(along("REPORTED_IN"), TIME),
    ("Judgement", "undisputedBy"): _UNDISPUTED_BY,
    ("Judgement", "statements"): _ABOUT,
    ("Finding", "themes"): Listed(along("HAS_THEME"), NAME),
    ("Finding", "observedIn"): Listed(along("OBSERVED_IN"), NAME),
    ("Finding", "attributedTo"): Listed(along("ATTRIBUTED_TO"), NAME),
    ("Finding", "foundBy"): Listed(against("FOUND"), NEWEST),
    ("Finding", "reportedIn"): Listed(along("REPORTED_IN"), TIME),
    ("Finding", "comparesWith"): Listed(along("COMPARES_WITH"), ("id",)),
    ("Finding", "comparedWith"): Listed(against("COMPARES_WITH"), ("id",)),
    ("Finding", "statistics"): _STATISTICS,
    ("Finding", "supports"): _SUPPORTS,
    ("Finding", "undisputedBy"): _UNDISPUTED_BY,
    ("Finding", "otherAccounts"): _OTHER_ACCOUNTS,
    ("Finding", "otherAccountOf"): _OTHER_ACCOUNT_OF,
    ("Finding", "statements"): _ABOUT,
    ("Theme", "broader"): Listed(along("BROADER"), NAME),
    ("Theme", "narrower"): Listed(against("BROADER"), NAME),
    ("Theme", "findings"): Listed(against("HAS_THEME", "Finding"), NEWEST_PLACED, "findings_of_theme"),
    ("Theme", "statements"): Listed(against("HAS_THEME", "Statement"), TIME, "statements_of_theme"),
    ("Theme", "recommendations"): Listed(
        against("HAS_THEME", "Recommendation"), NEWEST_PLACED, "recommendations_of_theme"
    ),
    ("Organisation", "coverage"): _COVERAGE,
    ("Framework", "coverage"): _COVERAGE,
    ("Dataset", "coverage"): Listed(coverages, (*NAME, "edge.term")),
    ("Framework", "runBy"): Listed(against("RUNS"), NAME),
    ("Framework", "statements"): _ABOUT,
    ("Recommendation", "addressedTo"): Listed(along("ADDRESSED_TO"), NAME),
    ("Recommendation", "recommendedBy"): Listed(against("RECOMMENDED"), NEWEST),
    ("Recommendation", "themes"): Listed(along("HAS_THEME"), NAME),
    ("Recommendation", "reviews"): Listed(against("REVIEW_OF"), TIME),
    ("Recommendation", "statements"): _ABOUT,
    ("Review", "recommendation"): Listed(along("REVIEW_OF", "Recommendation"), NEWEST_PLACED),
    ("Review", "reviewOf"): Listed(along("REVIEW_OF"), CAPTION),
    ("Review", "reviewedBy"): Listed(against("REVIEWED"), NEWEST),
    ("Correspondence", "sender"): Listed(along("SENT_BY"), NAME),
    ("Correspondence", "senderPost"): Listed(along("SENT_AS"), NAME),
    ("Correspondence", "sentFor"): Listed(along("SENT_FOR"), NAME),
    ("Correspondence", "sentForBodies"): Listed(along("SENT_FOR"), NAME),
    ("Correspondence", "recipient"): Listed(along("SENT_TO", "Person"), NAME),
    ("Correspondence", "recipients"): Listed(along("SENT_TO", "Person"), NAME),
    ("Correspondence", "recipientPost"): Listed(along("SENT_TO_POST"), NAME),
    ("Correspondence", "recipientPosts"): Listed(along("SENT_TO_POST"), NAME),
    ("Correspondence", "recipientBodies"): Listed(along("SENT_TO", "Organisation"), NAME),
    ("Correspondence", "repliesTo"): Listed(along("REPLIES_TO"), TIME),
    ("Correspondence", "replies"): Listed(against("REPLIES_TO"), TIME, "replies_to_correspondence"),
    ("Correspondence", "answers"): Listed(along("ANSWERS"), NEWEST),
    ("Correspondence", "dutyToComment"): Listed(along("DUE_UNDER"), NAME),
    ("Correspondence", "thread"): Listed(thread, TIME),
    ("Correspondence", "statements"): Listed(against("MADE_IN"), PLACE, "statements_in_correspondence"),
    ("Correspondence", "findings"): Listed(
        against("REPORTED_IN", "Finding"), PLACE, "findings_in_correspondence"
    ),
    ("Correspondence", "judgements"): Listed(against("REPORTED_IN", "Judgement"), AREA),
    ("Correspondence", "statistics"): Listed(against("REPORTED_IN", "Statistic"), PLACE),
    ("Correspondence", "publishedIn"): Listed(along("PUBLISHED_IN"), NAME),
    ("Statement", "madeBy"): Listed(along("MADE_BY"), NAME),
    ("Statement", "madeFor"): Listed(along("MADE_FOR"), NAME),
    ("Statement", "madeForBodies"): Listed(along("MADE_FOR"), NAME),
    ("Statement", "madeIn"): Listed(along("MADE_IN"), TIME),
    ("Statement", "about"): _SUBJECTS,
    ("Statement", "addressedTo"): Listed(along("ADDRESSED_TO"), NAME),
    ("Statement", "themes"): Listed(along("HAS_THEME"), NAME),
    ("Statement", "statistics"): _STATISTICS,
    ("Statement", "disputes"): Listed(along("DISPUTES"), CAPTION),
    ("Statement", "doesNotDispute"): Listed(along("DOES_NOT_DISPUTE"), CAPTION),
    ("Statement", "qualifies"): Listed(along("QUALIFIES"), CAPTION),
    ("Statement", "supports"): _SUPPORTS,
    ("Statement", "supportedBy"): _SUPPORTED_BY,
    ("Statement", "answers"): Listed(along("ANSWERS"), CAPTION),
    ("Statement", "otherAccounts"): _OTHER_ACCOUNTS,
    ("Statement", "otherAccountOf"): _OTHER_ACCOUNT_OF,
    ("Statistic", "reportedIn"): Listed(along("REPORTED_IN"), TIME),
    ("Statistic", "about"): _SUBJECTS,
    ("Statistic", "quantifies"): Listed(against("QUANTIFIED_BY"), ("id",)),
    ("Evidence", "source"): Listed(along("FROM"), NAME),
    ("Evidence", "via"): Listed(along("VIA"), ("edge.position", "id")),
    ("Evidence", "facts"): Listed(against("EVIDENCED_BY"), ("id",), "facts_of_evidence"),
    ("Source", "passages"): Listed(against("FROM"), ("id",), "evidence_in_source"),
    ("Dispute", "about"): _SUBJECTS,
    ("Dispute", "disputedBy"): _DISPUTED_BY,
    ("Dispute", "otherAccounts"): _OTHER_ACCOUNTS,
    ("Dispute", "supportedBy"): _SUPPORTED_BY,
    ("Dispute", "against"): Listed(of_disputes(against("SUPPORTS")), TIME),
    ("Dispute", "notDisputed"): Listed(of_disputes(along("DOES_NOT_DISPUTE")), CAPTION),
    ("Dispute", "qualifiedBy"): _QUALIFIED_BY,
    ("Dispute", "replies"): Listed(in_dispute(against("ANSWERS", "Statement")), TIME),
    ("Dispute", "outcomes"): Listed(in_dispute(outcomes), TIME),
    ("Dispute", "evidence"): EVIDENCE,
}
