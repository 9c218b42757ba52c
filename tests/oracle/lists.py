"""What each list of the schema holds, and in which order (``tests.oracle.listed``)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tests.oracle.graph import Graph, Node
from tests.oracle.listed import Find, Listed, Root, Row

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


def _all(label: str) -> Find:
    return lambda graph, owner: (Row(node) for node in graph.of(label))


def _along(relationship: str, label: str = "Entity") -> Find:
    """Nodes of one label that relationships lead to from the owner."""
    return lambda graph, owner: (
        Row(each.end, each) for each in graph.leaving(owner, relationship) if label in each.end.labels
    )


def _against(relationship: str, label: str = "Entity") -> Find:
    """Nodes of one label from which relationships lead to the owner."""
    return lambda graph, owner: (
        Row(each.start, each) for each in graph.reaching(owner, relationship) if label in each.start.labels
    )


def _thread(graph: Graph, owner: Node) -> Iterator[Row]:
    """Everything that stands in one thread with a correspondence: nothing else joins letters."""
    known, waiting = {owner.id: owner}, [owner]
    while waiting:
        letter = waiting.pop()
        joined = [each.end for each in graph.leaving(letter, "REPLIES_TO")]
        joined += [each.start for each in graph.reaching(letter, "REPLIES_TO")]
        for other in joined:
            if other.id not in known:
                known[other.id] = other
                waiting.append(other)
    return (Row(letter) for letter in known.values())


def _holders(graph: Graph, owner: Node) -> Iterator[Row]:
    """Who held the posts of a body, each once for each term."""
    for post in graph.reaching(owner, "POST_IN"):
        for held in graph.reaching(post.start, "HELD"):
            yield Row(held.start, held)


def _answers(graph: Graph, owner: Node) -> Iterator[Row]:
    """What was written in answer to the inspections of a body."""
    for inspected in graph.reaching(owner, "INSPECTED"):
        for answer in graph.reaching(inspected.start, "ANSWERS"):
            if answer.start.type == "Correspondence":
                yield Row(answer.start, answer)


def contested(qualified: bool, other: bool) -> Listed:
    """What is disputed, told otherwise or also qualified; ``other``: by whatever it is about."""
    ways = ("DISPUTES", "OTHER_ACCOUNT_OF", *(["QUALIFIES"] if qualified else []))

    def claims(graph: Graph, owner: Root) -> Iterator[Row]:
        for node in graph.nodes.values():
            if any(other or each.start.values.get("scope") is None for each in graph.reaching(node, *ways)):
                yield Row(node)

    return Listed(claims, ("day", "id"))


def _in_dispute(find: Find) -> Find:
    """What a list holds for a claim and for the statements that dispute or qualify it: each node once."""

    def found(graph: Graph, owner: Node) -> Iterable[Row]:
        sides = [owner, *(each.start for each in graph.reaching(owner, "DISPUTES", "QUALIFIES"))]
        return {row.node.id: Row(row.node) for side in sides for row in find(graph, side)}.values()

    return found


def _outcomes(graph: Graph, owner: Node) -> Iterator[Row]:
    """What became of something, and of the letter that says it."""
    for told in (owner, *(each.end for each in graph.leaving(owner, "MADE_IN"))):
        yield from (Row(review.start) for review in graph.reaching(told, "REVIEW_OF"))


def _coverages(graph: Graph, owner: Node) -> Iterator[Row]:
    return (Row(node, each) for node in graph.of("Framework") for each in graph.leaving(node, "HAS_COVERAGE"))


def _conflicts(graph: Graph, owner: Node) -> Iterator[Row]:
    return (Row(node) for node in graph.nodes.values() if node.values.get("revisedFields"))


def _of_disputes(find: Find) -> Find:
    """What a list holds for the statements that dispute the owner: each node once."""

    def found(graph: Graph, owner: Node) -> Iterable[Row]:
        rows = {
            row.node.id: row
            for dispute in graph.reaching(owner, "DISPUTES")
            for row in find(graph, dispute.start)
        }
        return rows.values()

    return found


_SUBJECTS = Listed(_along("ABOUT"), CAPTION)
_STATISTICS = Listed(_along("QUANTIFIED_BY"), PLACE)
_OTHER_ACCOUNTS = Listed(_against("OTHER_ACCOUNT_OF"), TIME)
_OTHER_ACCOUNT_OF = Listed(_along("OTHER_ACCOUNT_OF"), TIME)
_DISPUTED_BY = Listed(_against("DISPUTES"), TIME)
_QUALIFIED_BY = Listed(_against("QUALIFIES"), TIME)
_UNDISPUTED_BY = Listed(_against("DOES_NOT_DISPUTE"), TIME)
_ANSWERED_BY = Listed(_against("ANSWERS", "Statement"), TIME)
_OUTCOMES = Listed(_against("REVIEW_OF"), TIME)
_SUPPORTS = Listed(_along("SUPPORTS"), TIME)
_SUPPORTED_BY = Listed(_against("SUPPORTS"), TIME)
_ABOUT = Listed(_against("ABOUT", "Statement"), TIME, "statements_about")
_COVERAGE = Listed(_along("HAS_COVERAGE"), ("edge.term", "id"))
_SOURCES = Listed(_all("Source"), NAME, "sources")
EVIDENCE = Listed(_along("EVIDENCED_BY"), ("edge.position", "id"))

LISTS: dict[tuple[str, str], Listed] = {
    ("Query", "forces"): Listed(_all("PoliceForce"), NAME, "forces"),
    ("Query", "authorities"): Listed(_all("LocalAuthority"), NAME, "authorities"),
    ("Query", "boards"): Listed(_all("SafeguardingBoard"), NAME, "boards"),
    ("Query", "localPolicingBodies"): Listed(_all("LocalPolicingBody"), NAME, "local_policing_bodies"),
    ("Query", "inspections"): Listed(_all("Inspection"), NEWEST, "inspections"),
    ("Query", "judgements"): Listed(_all("Judgement"), NEWEST, "judgements"),
    ("Query", "findings"): Listed(_all("Finding"), NEWEST_PLACED, "findings"),
    ("Query", "themes"): Listed(_all("Theme"), NAME, "themes"),
    ("Query", "correspondences"): Listed(_all("Correspondence"), TIME, "correspondences"),
    ("Query", "statements"): Listed(_all("Statement"), TIME, "statements"),
    ("Query", "statistics"): Listed(_all("Statistic"), PLACE, "statistics"),
    ("Query", "frameworks"): Listed(_all("Framework"), NAME, "frameworks"),
    ("Query", "recommendations"): Listed(_all("Recommendation"), NEWEST_PLACED, "recommendations"),
    ("Query", "reviews"): Listed(_all("Review"), TIME, "reviews"),
    ("Query", "people"): Listed(_all("Person"), NAME, "people"),
    ("Query", "posts"): Listed(_all("Post"), NAME, "posts"),
    ("Query", "sources"): _SOURCES,
    ("Dataset", "sources"): _SOURCES,
    ("Dataset", "conflicts"): Listed(_conflicts, NEWEST, "conflicts"),
    ("Entity", "evidence"): EVIDENCE,
    ("Entity", "disputedBy"): _DISPUTED_BY,
    ("Entity", "qualifiedBy"): _QUALIFIED_BY,
    ("Entity", "answeredBy"): _ANSWERED_BY,
    ("Entity", "outcomes"): _OUTCOMES,
    ("Organisation", "history"): Listed(
        _against("IN_HISTORY_OF"), ("edge.day", "edge.position", "id"), "history_of_organisation"
    ),
    ("Organisation", "inspections"): Listed(_against("INSPECTED"), NEWEST, "inspections_of_organisation"),
    ("Organisation", "findings"): Listed(
        _against("IN_HISTORY_OF", "Finding"), NEWEST_PLACED, "findings_of_organisation"
    ),
    ("Organisation", "recommendations"): Listed(
        _against("IN_HISTORY_OF", "Recommendation"), NEWEST_PLACED, "recommendations_of_organisation"
    ),
    ("Organisation", "judgements"): Listed(_against("JUDGEMENT_OF"), NEWEST, "judgements_of_organisation"),
    ("Organisation", "correspondence"): Listed(
        _against("IN_HISTORY_OF", "Correspondence"), TIME, "correspondence_of_organisation"
    ),
    ("Organisation", "statements"): Listed(
        _against("IN_HISTORY_OF", "Statement"), TIME, "statements_of_organisation"
    ),
    ("Organisation", "answers"): Listed(_answers, TIME, "answers_about_organisation"),
    ("Organisation", "posts"): Listed(_against("POST_IN"), NAME, "posts_of_organisation"),
    ("Organisation", "predecessors"): Listed(_against("REPLACED_BY"), NAME, "predecessors_of_organisation"),
    ("Organisation", "successors"): Listed(_along("REPLACED_BY"), NAME, "successors_of_organisation"),
    ("PoliceForce", "areas"): Listed(_against("POLICED_BY"), NAME, "areas_of_force"),
    ("PoliceForce", "judgementsInAreas"): Listed(
        _against("JUDGED_IN_AREA_OF"), NEWEST, "judgements_in_areas"
    ),
    ("PoliceForce", "localPolicingBodies"): Listed(
        _against("OVERSEES"), ("edge.startFirst", "id"), "policing_bodies_of_force"
    ),
    ("LocalPolicingBody", "oversees"): Listed(_along("OVERSEES"), NAME, "forces_of_policing_body"),
    ("LocalPolicingBody", "holders"): Listed(_holders, ("edge.startFirst", "id"), "holders_of_policing_body"),
    ("PoliceForce", "units"): Listed(_against("UNIT_OF"), NAME, "units_of_force"),
    ("LocalAuthority", "policedBy"): Listed(_along("POLICED_BY"), NAME, "forces_of_authority"),
    ("LocalAuthority", "boards"): Listed(_against("BOARD_OF"), NAME, "boards_of_authority"),
    ("SafeguardingBoard", "authorities"): Listed(_along("BOARD_OF"), NAME, "authorities_of_board"),
    ("Inspectorate", "carriedOut"): Listed(_along("CARRIED_OUT"), NEWEST, "inspections_by_inspectorate"),
    ("Unit", "force"): Listed(_along("UNIT_OF"), NAME),
    ("Unit", "statements"): _ABOUT,
    ("Place", "statements"): _ABOUT,
    ("Person", "posts"): Listed(_along("HELD"), ("edge.startFirst", "id"), "posts_of_person"),
    ("Person", "statements"): Listed(_against("MADE_BY"), TIME, "statements_by_person"),
    ("Person", "correspondenceSent"): Listed(_against("SENT_BY"), TIME, "correspondence_sent"),
    ("Person", "correspondenceReceived"): Listed(_against("SENT_TO"), TIME, "correspondence_received"),
    ("Person", "inspectionsLed"): Listed(_along("LED"), NEWEST, "inspections_led"),
    ("Post", "organisation"): Listed(_along("POST_IN"), NAME),
    ("Post", "holders"): Listed(_against("HELD"), ("edge.startFirst", "id"), "holders_of_post"),
    ("Inspection", "carriedOutBy"): Listed(_against("CARRIED_OUT"), NAME),
    ("Inspection", "inspected"): Listed(_along("INSPECTED"), NAME),
    ("Inspection", "ledBy"): Listed(_against("LED"), NAME),
    ("Inspection", "findings"): Listed(_along("FOUND"), NEWEST_PLACED, "findings_of_inspection"),
    ("Inspection", "judgements"): Listed(_along("JUDGED"), AREA),
    ("Inspection", "recommendations"): Listed(_along("RECOMMENDED"), PLACE, "recommendations_of_inspection"),
    ("Inspection", "reviews"): Listed(_along("REVIEWED"), TIME, "reviews_in_inspection"),
    ("Inspection", "publishedIn"): Listed(_along("PUBLISHED_IN"), NAME),
    ("Inspection", "comparedWith"): Listed(
        _against("COMPARES_WITH"), NEWEST_PLACED, "findings_compared_with_inspection"
    ),
    ("Inspection", "answers"): Listed(_against("ANSWERS", "Correspondence"), TIME, "answers_to_inspection"),
    ("Inspection", "reInspectionOf"): Listed(_along("RE_INSPECTION_OF"), NEWEST),
    ("Inspection", "reInspections"): Listed(_against("RE_INSPECTION_OF"), ("day", "id")),
    ("Inspection", "statements"): _ABOUT,
    ("Judgement", "previous"): Listed(_along("PREVIOUS"), NEWEST),
    ("Judgement", "next"): Listed(_against("PREVIOUS"), ("day", "id")),
    ("Judgement", "inspection"): Listed(_against("JUDGED"), NEWEST),
    ("Judgement", "organisation"): Listed(_along("JUDGEMENT_OF"), NAME),
    ("Judgement", "reportedIn"): Listed(_along("REPORTED_IN"), TIME),
    ("Judgement", "undisputedBy"): _UNDISPUTED_BY,
    ("Judgement", "statements"): _ABOUT,
    ("Finding", "themes"): Listed(_along("HAS_THEME"), NAME),
    ("Finding", "observedIn"): Listed(_along("OBSERVED_IN"), NAME),
    ("Finding", "attributedTo"): Listed(_along("ATTRIBUTED_TO"), NAME),
    ("Finding", "foundBy"): Listed(_against("FOUND"), NEWEST),
    ("Finding", "reportedIn"): Listed(_along("REPORTED_IN"), TIME),
    ("Finding", "comparesWith"): Listed(_along("COMPARES_WITH"), ("id",)),
    ("Finding", "comparedWith"): Listed(_against("COMPARES_WITH"), ("id",)),
    ("Finding", "statistics"): _STATISTICS,
    ("Finding", "supports"): _SUPPORTS,
    ("Finding", "undisputedBy"): _UNDISPUTED_BY,
    ("Finding", "otherAccounts"): _OTHER_ACCOUNTS,
    ("Finding", "otherAccountOf"): _OTHER_ACCOUNT_OF,
    ("Finding", "statements"): _ABOUT,
    ("Theme", "broader"): Listed(_along("BROADER"), NAME),
    ("Theme", "narrower"): Listed(_against("BROADER"), NAME),
    ("Theme", "findings"): Listed(_against("HAS_THEME", "Finding"), NEWEST_PLACED, "findings_of_theme"),
    ("Theme", "statements"): Listed(_against("HAS_THEME", "Statement"), TIME, "statements_of_theme"),
    ("Theme", "recommendations"): Listed(
        _against("HAS_THEME", "Recommendation"), NEWEST_PLACED, "recommendations_of_theme"
    ),
    ("Organisation", "coverage"): _COVERAGE,
    ("Framework", "coverage"): _COVERAGE,
    ("Dataset", "coverage"): Listed(_coverages, (*NAME, "edge.term")),
    ("Framework", "runBy"): Listed(_against("RUNS"), NAME),
    ("Framework", "statements"): _ABOUT,
    ("Recommendation", "addressedTo"): Listed(_along("ADDRESSED_TO"), NAME),
    ("Recommendation", "recommendedBy"): Listed(_against("RECOMMENDED"), NEWEST),
    ("Recommendation", "themes"): Listed(_along("HAS_THEME"), NAME),
    ("Recommendation", "reviews"): Listed(_against("REVIEW_OF"), TIME),
    ("Recommendation", "statements"): _ABOUT,
    ("Review", "recommendation"): Listed(_along("REVIEW_OF", "Recommendation"), NEWEST_PLACED),
    ("Review", "reviewOf"): Listed(_along("REVIEW_OF"), CAPTION),
    ("Review", "reviewedBy"): Listed(_against("REVIEWED"), NEWEST),
    ("Correspondence", "sender"): Listed(_along("SENT_BY"), NAME),
    ("Correspondence", "senderPost"): Listed(_along("SENT_AS"), NAME),
    ("Correspondence", "sentFor"): Listed(_along("SENT_FOR"), NAME),
    ("Correspondence", "recipient"): Listed(_along("SENT_TO"), NAME),
    ("Correspondence", "recipientPost"): Listed(_along("SENT_TO_POST"), NAME),
    ("Correspondence", "repliesTo"): Listed(_along("REPLIES_TO"), TIME),
    ("Correspondence", "replies"): Listed(_against("REPLIES_TO"), TIME, "replies_to_correspondence"),
    ("Correspondence", "answers"): Listed(_along("ANSWERS"), NEWEST),
    ("Correspondence", "thread"): Listed(_thread, TIME),
    ("Correspondence", "statements"): Listed(_against("MADE_IN"), PLACE, "statements_in_correspondence"),
    ("Correspondence", "findings"): Listed(
        _against("REPORTED_IN", "Finding"), PLACE, "findings_in_correspondence"
    ),
    ("Correspondence", "judgements"): Listed(_against("REPORTED_IN", "Judgement"), AREA),
    ("Correspondence", "statistics"): Listed(_against("REPORTED_IN", "Statistic"), PLACE),
    ("Correspondence", "publishedIn"): Listed(_along("PUBLISHED_IN"), NAME),
    ("Statement", "madeBy"): Listed(_along("MADE_BY"), NAME),
    ("Statement", "madeFor"): Listed(_along("MADE_FOR"), NAME),
    ("Statement", "madeIn"): Listed(_along("MADE_IN"), TIME),
    ("Statement", "about"): _SUBJECTS,
    ("Statement", "addressedTo"): Listed(_along("ADDRESSED_TO"), NAME),
    ("Statement", "themes"): Listed(_along("HAS_THEME"), NAME),
    ("Statement", "statistics"): _STATISTICS,
    ("Statement", "disputes"): Listed(_along("DISPUTES"), CAPTION),
    ("Statement", "doesNotDispute"): Listed(_along("DOES_NOT_DISPUTE"), CAPTION),
    ("Statement", "qualifies"): Listed(_along("QUALIFIES"), CAPTION),
    ("Statement", "supports"): _SUPPORTS,
    ("Statement", "supportedBy"): _SUPPORTED_BY,
    ("Statement", "answers"): Listed(_along("ANSWERS"), CAPTION),
    ("Statement", "otherAccounts"): _OTHER_ACCOUNTS,
    ("Statement", "otherAccountOf"): _OTHER_ACCOUNT_OF,
    ("Statistic", "reportedIn"): Listed(_along("REPORTED_IN"), TIME),
    ("Statistic", "about"): _SUBJECTS,
    ("Statistic", "quantifies"): Listed(_against("QUANTIFIED_BY"), ("id",)),
    ("Evidence", "source"): Listed(_along("FROM"), NAME),
    ("Evidence", "via"): Listed(_along("VIA"), ("edge.position", "id")),
    ("Evidence", "facts"): Listed(_against("EVIDENCED_BY"), CAPTION, "facts_of_evidence"),
    ("Source", "passages"): Listed(_against("FROM"), ("id",), "evidence_in_source"),
    ("Dispute", "about"): _SUBJECTS,
    ("Dispute", "disputedBy"): _DISPUTED_BY,
    ("Dispute", "otherAccounts"): _OTHER_ACCOUNTS,
    ("Dispute", "supportedBy"): _SUPPORTED_BY,
    ("Dispute", "against"): Listed(_of_disputes(_against("SUPPORTS")), TIME),
    ("Dispute", "notDisputed"): Listed(_of_disputes(_along("DOES_NOT_DISPUTE")), CAPTION),
    ("Dispute", "qualifiedBy"): _QUALIFIED_BY,
    ("Dispute", "replies"): Listed(_in_dispute(_against("ANSWERS", "Statement")), TIME),
    ("Dispute", "outcomes"): Listed(_in_dispute(_outcomes), TIME),
    ("Dispute", "evidence"): EVIDENCE,
}
