"""Semantic rules for findings, judgements, disputes and replies."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from graph.model.nodes import (
    Correspondence,
    Evidence,
    Finding,
    Inspection,
    Judgement,
    LocalAuthority,
    Recommendation,
    Review,
    Statement,
    Statistic,
)
from graph.model.vocabulary import Agreement, Comparator, CorrespondenceKind, StatementKind, Who
from seed.checks.rules import Rule, where
from seed.errors import Refusal
from seed.frameworks import Frameworks
from seed.indexed import Indexed
from seed.quotations import MAXIMUM_WORDS

FrameworkRule = Callable[[Indexed, Frameworks], Iterator[Refusal]]

_WITHOUT_FINDING = (Agreement.SILENT, Agreement.NOT_SEEN)
# The properties that relationships must have, because the GraphQL schema declares them as non-null.
_REQUIRED = {
    "COMPARES_WITH": "agreement",
    "ATTRIBUTED_TO": "attribution",
    "REPLACED_BY": "date",
    "POLICED_BY": "period",
    "VIA": "position",
}


def disputes_dispute_something(records: Indexed) -> Iterator[Refusal]:
    for record, statement in records.of(Statement):
        disputes = records.ends("DISPUTES", statement.id)
        if statement.kind is StatementKind.DISPUTE and not disputes:
            yield Refusal(
                where(record), f"{statement.id!r} is a dispute that disputes nothing; name what it disputes"
            )


def findings_have_one_origin(records: Indexed) -> Iterator[Refusal]:
    for record, finding in records.of(Finding):
        if records.starts("FOUND", finding.id) and records.ends("REPORTED_IN", finding.id):
            reason = (
                f"{finding.id!r} is both found by an inspection and reported in a letter; what a letter "
                "reports and what a report says are two findings, joined by comparesWith"
            )
            yield Refusal(where(record), reason)


def findings_are_of_their_inspection(records: Indexed) -> Iterator[Refusal]:
    for record, finding in records.of(Finding):
        for inspection in map(records.get, records.starts("FOUND", finding.id)):
            if not isinstance(inspection, Inspection) or not finding.date:
                continue
            begun = inspection.inspected_from or inspection.published
            if begun and finding.date.last < begun.first:
                reason = f"is before the inspection {inspection.id} ({begun}) that found it"
                yield Refusal(where(record), f"date ({finding.date}) {reason}", "date", reason)


def recommendations_are_of_their_inspection(records: Indexed) -> Iterator[Refusal]:
    for record, recommendation in records.of(Recommendation):
        for recommended_by in records.starts("RECOMMENDED", recommendation.id):
            inspection = records.get(recommended_by)
            # What cannot wait for the report is published before it.
            begun = inspection.inspected_from if isinstance(inspection, Inspection) else None
            if begun and recommendation.date and recommendation.date.last < begun.first:
                reason = f"is before the inspection {recommended_by} ({begun}) that led to it"
                yield Refusal(where(record), f"date ({recommendation.date}) {reason}", "date", reason)


def reviews_come_after_what_they_review(records: Indexed) -> Iterator[Refusal]:
    for record, review in records.of(Review):
        reviewed = records.ends("REVIEW_OF", review.id)
        if not reviewed:
            yield Refusal(
                where(record), f"{review.id!r} reviews nothing; name the recommendation or what was disputed"
            )
        for recommendation in map(records.get, reviewed):
            made = recommendation.date if isinstance(recommendation, Recommendation) else None
            if made and review.date and review.date.last < made.first:
                reason = f"is before the recommendation {reviewed[0]} ({made})"
                yield Refusal(where(record), f"date ({review.date}) {reason}", "date", reason)


def findings_name_the_force_they_are_about(records: Indexed) -> Iterator[Refusal]:
    for record, finding in records.of(Finding):
        forces = records.ends("ATTRIBUTED_TO", finding.id)
        if finding.who is Who.POLICE and forces:
            reason = f"is of police without a name, but the finding is attributed to {forces[0]!r}"
        elif finding.who is Who.NAMED_FORCE and not forces:
            reason = "needs the force that is named, as attributed; of a force not held here, leave it out"
        else:
            continue
        word = finding.who.lower().replace("_", " ")
        yield Refusal(where(record), f"who ({word!r}) {reason}", "who", reason)


def comparisons_fit_their_end(records: Indexed) -> Iterator[Refusal]:
    for link in records.records.relationships:
        agreement = link.properties.get("agreement")
        if link.type != "COMPARES_WITH" or agreement is None:
            continue
        with_inspection = isinstance(records.get(link.end), Inspection)
        if with_inspection != (agreement in _WITHOUT_FINDING):
            right = "the inspection itself" if agreement in _WITHOUT_FINDING else "a finding of the report"
            word = str(agreement).lower().replace("_", " ")
            reason = f"{word!r} compares {link.start!r} with {right}, not {link.end!r}"
            yield Refusal(where(link), reason)


def relationships_are_complete(records: Indexed) -> Iterator[Refusal]:
    for link in records.records.relationships:
        name = _REQUIRED.get(link.type)
        if name and name not in link.properties:
            yield Refusal(where(link), f"{link.type} from {link.start!r} to {link.end!r} needs '{name}'")


def letters_have_a_sender(records: Indexed) -> Iterator[Refusal]:
    """A public statement may be of somebody whom its source does not name."""
    for record, letter in records.of(Correspondence):
        if letter.kind is CorrespondenceKind.PUBLIC_STATEMENT:
            continue
        if not (records.ends("SENT_FOR", letter.id) or records.ends("SENT_BY", letter.id)):
            yield Refusal(where(record), f"{letter.id!r} is sent by no body or person; write sentFor")


def quotes_are_short(records: Indexed) -> Iterator[Refusal]:
    for record, evidence in records.of(Evidence):
        words = len((evidence.quote or "").split())
        if words > MAXIMUM_WORDS:
            yield Refusal(where(record), f"the quote has {words} words; at most {MAXIMUM_WORDS} may be kept")


def inspections_are_in_order(records: Indexed) -> Iterator[Refusal]:
    for record, inspection in records.of(Inspection):
        begun, ended, published = inspection.inspected_from, inspection.inspected_to, inspection.published
        if begun and ended and ended.last < begun.first:
            yield Refusal(where(record), f"inspectedTo ({ended}) is before inspectedFrom ({begun})")
        if not (begun or published or inspection.cycle or inspection.note):
            reason = "needs 'published', 'inspectedFrom' or 'cycle', or a note that says why none is known"
            yield Refusal(where(record), f"{inspection.id!r} {reason}")
        if (latest := ended or begun) and published and published.last < latest.first:
            yield Refusal(where(record), f"published ({published}) is before the inspection ended ({latest})")
        for name, way in (("CARRIED_OUT", "starts"), ("INSPECTED", "ends")):
            found = (
                records.starts(name, inspection.id) if way == "starts" else records.ends(name, inspection.id)
            )
            if not found:
                key = "carriedOutBy" if way == "starts" else "inspected"
                yield Refusal(where(record), f"{inspection.id!r} needs '{key}'")


def judgements_follow_their_inspection(records: Indexed) -> Iterator[Refusal]:
    for record, judgement in records.of(Judgement):
        if len(records.ends("JUDGEMENT_OF", judgement.id)) != 1:
            yield Refusal(where(record), f"{judgement.id!r} needs 'judgementOf' with exactly one body")
        for inspection in map(records.get, records.starts("JUDGED", judgement.id)):
            # The grades of a cycle are published on several days.
            if judgement.cycle or not isinstance(inspection, Inspection):
                continue
            if inspection.published != judgement.published:
                reason = (
                    f"published is {judgement.published}, but its inspection {inspection.id!r} was published "
                    f"on {inspection.published}"
                )
                yield Refusal(where(record), reason)


def replies_come_after(records: Indexed) -> Iterator[Refusal]:
    for record, reply in records.of(Correspondence):
        for answered in map(records.get, records.ends("REPLIES_TO", reply.id)):
            if not (isinstance(answered, Correspondence) and reply.date and answered.date):
                continue
            if reply.date.last < answered.date.first:
                reason = f"is before what it answers, {answered.id!r} ({answered.date})"
                yield Refusal(where(record), f"{reply.id!r} ({reply.date}) {reason}", "date", reason)


def authorities_are_policed(records: Indexed) -> Iterator[Refusal]:
    for record, authority in records.of(LocalAuthority):
        if not records.ends("POLICED_BY", authority.id):
            yield Refusal(where(record), f"{authority.id!r} is policed by nobody; add its force")


def numbers_are_as_published(records: Indexed) -> Iterator[Refusal]:
    for record, number in records.of(Statistic):
        counted = number.value is not None or number.fraction is not None
        if number.comparator is not Comparator.SOME and not counted:
            word = number.comparator.lower().replace("_", " ")
            yield Refusal(where(record), f"{word!r} needs a value or a fraction; a vague word is 'some'")


def grades_belong_to_their_scale(records: Indexed, frameworks: Frameworks) -> Iterator[Refusal]:
    for record, judgement in records.of(Judgement):
        for reason in _wrong_grade(judgement, frameworks):
            yield Refusal(where(record), reason)


def _wrong_grade(judgement: Judgement, frameworks: Frameworks) -> Iterator[str]:
    framework = frameworks.frameworks.get(judgement.framework)
    if framework is None:
        yield _unknown("framework", judgement.framework, frameworks.frameworks)
        return
    if not framework.judges(judgement.area):
        yield _unknown(f"area of {judgement.framework}", judgement.area, framework.areas)
    if not framework.scale:
        yield f"{judgement.framework} grades nothing, so {judgement.id!r} cannot be"
        return
    if judgement.scale != framework.scale:
        yield f"scale is {judgement.scale!r}; {judgement.framework} grades on {framework.scale!r}"
        return
    scale = frameworks.scales[framework.scale]
    if judgement.grade not in scale.grades:
        yield _unknown(f"grade of {framework.scale}", judgement.grade, scale.grades)
    elif scale.grade(judgement.raw_grade) != judgement.grade:
        yield f"rawGrade {judgement.raw_grade!r} is not the grade {judgement.grade!r}"
    elif scale.is_relabelled(judgement.raw_grade) != judgement.relabelled:
        yield f"rawGrade {judgement.raw_grade!r} and relabelled {judgement.relabelled} do not fit each other"


def _unknown(what: str, found: str, known: Iterable[str]) -> str:
    return f"{found!r} is not a known {what}; known are {', '.join(known)}"


def inspections_have_a_framework(records: Indexed, frameworks: Frameworks) -> Iterator[Refusal]:
    for record, inspection in records.of(Inspection):
        if inspection.framework not in frameworks.frameworks:
            yield Refusal(where(record), _unknown("framework", inspection.framework, frameworks.frameworks))


RULES: tuple[Rule, ...] = (
    disputes_dispute_something,
    findings_have_one_origin,
    findings_are_of_their_inspection,
    recommendations_are_of_their_inspection,
    reviews_come_after_what_they_review,
    findings_name_the_force_they_are_about,
    comparisons_fit_their_end,
    relationships_are_complete,
    letters_have_a_sender,
    quotes_are_short,
    inspections_are_in_order,
    judgements_follow_their_inspection,
    replies_come_after,
    authorities_are_policed,
    numbers_are_as_published,
)
FRAMEWORK_RULES: tuple[FrameworkRule, ...] = (grades_belong_to_their_scale, inspections_have_a_framework)
