# ruff: noqa: E501 - a table reads across
"""The relationship types: one row each, read in the direction of the arrow.

``key`` and ``inverse`` are the names under which a curated file states the relationship, from its
start or from its end. ``says`` and ``said_back`` put one step of a path into words, along the arrow
and against it. Ends name labels and GROUPS; an end of ``Entity`` is any node.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from graph.model.dates import PartialDate, Period
from graph.model.nodes import IN_HISTORIES, ORGANISATIONS, REVISED
from graph.model.vocabulary import Agreement, Attribution

Properties = Mapping[str, type]
_PERIOD: Properties = MappingProxyType({"period": Period})


@dataclass(frozen=True)
class RelationshipType:
    """One type of relationship: its ends, properties, curated keys and words."""

    type: str
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    key: str
    inverse: str
    says: str
    said_back: str
    properties: Properties = field(default_factory=lambda: MappingProxyType({}))
    asserts: bool = True  # false for the plumbing of evidence, which needs none itself
    pages: str | None = None  # the end that has them from an index (``graph.model.paged``): "start" or "end"
    rdf: str | None = None  # what a W3C vocabulary calls it


def _row(
    name: str, starts: str, ends: str, key: str, inverse: str, says: str, said_back: str,
    properties: Properties | None = None, asserts: bool = True, pages: str | None = None, rdf: str | None = None,
) -> RelationshipType:  # fmt: skip
    return RelationshipType(
        name,
        labels_of(starts.split("|")),
        labels_of(ends.split("|")),
        key,
        inverse,
        says,
        said_back,
        properties or MappingProxyType({}),
        asserts,
        pages,
        rdf,
    )


# Names for several types at once, as the schema and the headers of patterns have them.
GROUPS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "Organisation": ORGANISATIONS,
        "HistoryItem": tuple(each.label for each in IN_HISTORIES),
        "Revised": REVISED,
        "Account": ("Statement", "Finding"),
        "Addressee": ("Person", *ORGANISATIONS),
        "Assertion": (
            *("Statement", "Finding", "Judgement", "Correspondence", "Statistic", "Inspection"),
            "Recommendation",
        ),
        "Compared": ("Finding", "Inspection"),
        "Undisputed": ("Judgement", "Finding"),
    }
)


def labels_of(names: Iterable[str]) -> tuple[str, ...]:
    """The labels that some names stand for; the name of a group stands for each of its types."""
    return tuple(label for name in names for label in GROUPS.get(name, (name,)))


_ATTRIBUTION: Properties = MappingProxyType({"attribution": Attribution})

_TABLE = (
    _row("CARRIED_OUT", "Inspectorate", "Inspection", "carriedOut", "carriedOutBy", "carried out", "was carried out by", pages="start"),
    _row("RUNS", "Inspectorate", "Framework", "runs", "runBy", "inspects under", "is the framework of"),
    _row("INSPECTED", "Inspection", "Organisation", "inspected", "inspectedBy", "inspected", "was inspected in", pages="end"),
    _row("LED", "Person", "Inspection", "led", "ledBy", "led", "was led by"),
    _row("FOUND", "Inspection", "Finding", "found", "foundBy", "found", "was found by"),
    _row("RECOMMENDED", "Inspection", "Recommendation", "recommended", "recommendedBy", "recommended", "was recommended by"),
    _row("REVIEW_OF", "Review", "Assertion", "reviewOf", "reviews", "says what became of", "was reviewed:"),
    _row("REVIEWED", "Inspection", "Review", "reviewed", "reviewedBy", "looked again at a recommendation:", "was said by"),
    _row("RE_INSPECTION_OF", "Inspection", "Inspection", "reInspectionOf", "reInspectedBy", "was the re-inspection after", "was followed by the re-inspection"),
    _row("JUDGED", "Inspection", "Judgement", "judged", "judgedBy", "made the judgement", "was made by"),
    _row("JUDGEMENT_OF", "Judgement", "Organisation", "judgementOf", "judgements", "is a judgement of", "was judged in", pages="end"),
    _row("PUBLISHED_IN", "Inspection|Correspondence", "Source", "publishedIn", "publishes", "was published in", "prints"),
    _row("REPORTED_IN", "Finding|Judgement|Statistic", "Correspondence", "reportedIn", "reports", "is reported in", "reports"),
    _row("HAS_THEME", "Finding|Statement|Recommendation", "Theme", "themes", "themeOf", "has the theme", "is the theme of", pages="end", rdf="dcterms:subject"),
    _row("OBSERVED_IN", "Finding", "LocalAuthority", "observedIn", "observations", "was observed in", "is where it was found:", pages="end"),
    _row("ATTRIBUTED_TO", "Finding", "PoliceForce", "attributedTo", "attributed", "is attributed by its source to", "is named by the source of", _ATTRIBUTION, pages="end"),
    _row("COMPARES_WITH", "Finding", "Compared", "comparesWith", "comparedWith", "compares with", "compares with", MappingProxyType({"agreement": Agreement, "note": str})),
    _row("QUANTIFIED_BY", "Finding|Statement", "Statistic", "quantifiedBy", "quantifies", "is put in numbers by", "puts in numbers"),
    _row("POLICED_BY", "LocalAuthority", "PoliceForce", "policedBy", "polices", "is policed (reference, no attribution) by", "polices (reference, no attribution)", _PERIOD),
    _row("OVERSEES", "LocalPolicingBody", "PoliceForce", "oversees", "overseenBy", "oversees", "is overseen by", _PERIOD),
    _row("BOARD_OF", "SafeguardingBoard", "LocalAuthority", "boardOf", "boards", "is the safeguarding board of", "has the safeguarding board"),
    _row("REPLACED_BY", "Organisation", "Organisation", "replacedBy", "replaces", "was replaced by", "replaced", MappingProxyType({"date": PartialDate}), rdf="dcterms:isReplacedBy"),
    _row("BROADER", "Theme", "Theme", "broader", "narrower", "is a kind of", "is the broader theme of", rdf="skos:broader"),
    _row("UNIT_OF", "Unit", "PoliceForce", "unitOf", "units", "is a team of", "has the team", rdf="org:unitOf"),
    _row("POST_IN", "Post", "Organisation", "postIn", "posts", "is a post in", "has the post", rdf="org:postIn"),
    _row("HELD", "Person", "Post", "held", "heldBy", "held the post", "was held by", MappingProxyType({"qualifier": str, "period": Period, "term": int})),
    _row("SENT_BY", "Correspondence", "Person", "sentBy", "sent", "was sent by", "sent"),
    _row("SENT_AS", "Correspondence", "Post", "sentAs", "sentInPost", "was sent from the post", "is the post that sent"),
    _row("SENT_FOR", "Correspondence", "Organisation", "sentFor", "sentInItsName", "was sent for", "is the body that sent"),
    _row("SENT_TO", "Correspondence", "Addressee", "sentTo", "received", "was sent to", "received"),
    _row("SENT_TO_POST", "Correspondence", "Post", "sentToPost", "receivedInPost", "was addressed to the post", "is the post that received"),
    _row("REPLIES_TO", "Correspondence", "Correspondence", "repliesTo", "replies", "replies to", "was answered by"),
    _row("MADE_IN", "Statement", "Correspondence", "madeIn", "statements", "was made in", "contains the statement"),
    _row("MADE_BY", "Statement", "Person", "madeBy", "said", "was made by", "made the statement"),
    _row("MADE_FOR", "Statement", "Organisation", "madeFor", "saidInItsName", "was made for", "is the body that stated"),
    _row("ADDRESSED_TO", "Statement|Recommendation", "Addressee", "addressedTo", "addressed", "is addressed to", "is asked in"),
    _row("ABOUT", "Statement|Statistic", "Entity", "about", "subjectOf", "is about", "is the subject of", pages="end"),
    _row("DISPUTES", "Statement", "Assertion", "disputes", "disputedBy", "disputes", "is disputed by"),
    _row("DOES_NOT_DISPUTE", "Statement", "Undisputed", "doesNotDispute", "undisputedBy", "does not dispute", "is not disputed by"),
    _row("QUALIFIES", "Statement", "Assertion", "qualifies", "qualifiedBy", "qualifies", "is qualified by"),
    _row("SUPPORTS", "Account", "Statement", "supports", "supportedBy", "supports", "is supported by"),
    _row("ANSWERS", "Statement|Correspondence", "Assertion", "answers", "answeredBy", "answers", "is answered by"),
    _row("OTHER_ACCOUNT_OF", "Account", "Account", "otherAccountOf", "otherAccounts", "gives another account of", "is told otherwise by"),
    _row("EVIDENCED_BY", "Entity", "Evidence", "evidencedBy", "evidences", "is evidenced by", "is evidence of", asserts=False, pages="end", rdf="prov:wasDerivedFrom"),
    _row("FROM", "Evidence", "Source", "from", "holds", "is a place in", "holds the passage", asserts=False, pages="end", rdf="prov:hadPrimarySource"),
    _row("VIA", "Evidence", "Source", "via", "passedOn", "reached us through", "passed on", MappingProxyType({"position": int}), asserts=False, rdf="prov:wasInfluencedBy"),
)  # fmt: skip

RELATIONSHIP_TYPES: dict[str, RelationshipType] = {row.type: row for row in _TABLE}

# Sets of types by the names that patterns have for them: those that connect facts, which neighbourhoods follow;
# those of which no end has pages, and those of which the end or the start has them and the other end has few.
# Everything meets in evidence and sources, so that what leads there connects nothing.
_FOLLOWED = tuple(row for row in _TABLE if row.asserts and not {"Evidence", "Source"} & {*row.ends})
FOLLOWED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "followed": tuple(row.type for row in _FOLLOWED),
        "unpaged": tuple(row.type for row in _FOLLOWED if row.pages is None),
        "pagedByEnd": tuple(row.type for row in _FOLLOWED if row.pages == "end"),
        "pagedByStart": tuple(row.type for row in _FOLLOWED if row.pages == "start"),
    }
)

# What the build derives: the labels that it joins.
DERIVED_ENDS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = MappingProxyType(
    {
        "IN_HISTORY_OF": (GROUPS["HistoryItem"], ORGANISATIONS),
        "JUDGED_IN_AREA_OF": (("Judgement",), ("PoliceForce",)),
        "PREVIOUS": (("Judgement",), ("Judgement",)),
        "HAS_COVERAGE": ((*ORGANISATIONS, "Framework"), ("Framework",)),
        "DUE_UNDER": (("Correspondence",), ("Source",)),
    }
)
