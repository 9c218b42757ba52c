"""The closed vocabularies. The graph stores a member's value, and GraphQL uses the same name."""

from __future__ import annotations

from enum import StrEnum


class Polarity(StrEnum):
    ADVERSE = "ADVERSE"
    MIXED = "MIXED"
    POSITIVE = "POSITIVE"


class Who(StrEnum):
    """Whose part in protecting children a finding is about, in the words of its source."""

    POLICE = "POLICE"  # the police of the area, without a name
    POLICE_AND_OTHERS = "POLICE_AND_OTHERS"  # the police, by name or not, together with other agencies
    NAMED_FORCE = "NAMED_FORCE"  # a force that the passage names


class Doubt(StrEnum):
    """What a reader of the passage could not be sure of, so that a finding says less than its summary may."""

    NOT_SAID_BY_WHOM = "NOT_SAID_BY_WHOM"  # or that it was the police: read from the text around
    SAID_OF_SEVERAL = "SAID_OF_SEVERAL"  # praised or criticised are several together, or a team of several
    AS_OTHERS_TELL = "AS_OTHERS_TELL"  # inspectors repeat what others told or found
    READS_TWO_WAYS = "READS_TWO_WAYS"
    OTHERWISE_ELSEWHERE = "OTHERWISE_ELSEWHERE"  # another place of the report tells it more or less strongly
    TOLD_TWICE = "TOLD_TWICE"  # in another paragraph, or in nearly the same words in another report
    NOT_JUDGED = "NOT_JUDGED"  # described or planned; its effect is not judged
    ONE_CASE = "ONE_CASE"
    ONLY_RECOMMENDED = "ONLY_RECOMMENDED"  # no paragraph states it; a recommendation asks for it
    PERHAPS_ANOTHER_FORCE = "PERHAPS_ANOTHER_FORCE"  # that of the area where a child was placed
    PASSAGE_INCOMPLETE = "PASSAGE_INCOMPLETE"  # it begins, ends or goes on outside what was read


class Status(StrEnum):
    """The status of a fact in its source."""

    STATED = "STATED"  # the source's own assertion
    REPORTED = "REPORTED"  # the source reports somebody else's assertion
    DERIVED = "DERIVED"  # counted or computed here from other facts
    REFERENCE = "REFERENCE"  # a reference table


class Attribution(StrEnum):
    EXPLICIT = "EXPLICIT"  # the text names the speaker
    CONTEXTUAL = "CONTEXTUAL"  # inferred from the paragraph


class Basis(StrEnum):
    """Why an entry belongs to an organisation's history."""

    NAMED = "NAMED"  # the source itself names the organisation, a finding in its bullet or numbered paragraph
    AREA = "AREA"  # only through the area that a force polices; never an attribution


class HistoryKind(StrEnum):
    """The type of a history entry."""

    INSPECTION = "INSPECTION"
    FINDING = "FINDING"
    JUDGEMENT = "JUDGEMENT"
    CORRESPONDENCE = "CORRESPONDENCE"
    STATEMENT = "STATEMENT"
    RECOMMENDATION = "RECOMMENDATION"
    REVIEW = "REVIEW"


class RecommendationKind(StrEnum):
    """What its source calls something that an inspectorate recommends."""

    RECOMMENDATION = "RECOMMENDATION"
    CAUSE_OF_CONCERN = "CAUSE_OF_CONCERN"
    AREA_FOR_IMPROVEMENT = "AREA_FOR_IMPROVEMENT"
    PRIORITY_ACTION = "PRIORITY_ACTION"
    REASON_FOR_ENGAGE = "REASON_FOR_ENGAGE"  # a reason for closer monitoring, which HMICFRS calls Engage


class SaidBy(StrEnum):
    """Who says what became of a recommendation."""

    INSPECTORATE = "INSPECTORATE"
    BODY = "BODY"  # the body that it was made to
    PRESS = "PRESS"
    TRACKER = "TRACKER"  # a private copy of the inspectorate's register


class LocalPolicingBodyKind(StrEnum):
    POLICE_AND_CRIME_COMMISSIONER = "POLICE_AND_CRIME_COMMISSIONER"
    POLICE_FIRE_AND_CRIME_COMMISSIONER = "POLICE_FIRE_AND_CRIME_COMMISSIONER"
    MAYOR = "MAYOR"  # with the functions of a commissioner
    MOPAC = "MOPAC"  # the Mayor's Office for Policing and Crime, of London
    COMMON_COUNCIL = "COMMON_COUNCIL"  # of the City of London
    POLICE_AUTHORITY = "POLICE_AUTHORITY"  # until 2012


class CoverageState(StrEnum):
    """How much is held of what exists, and why no more."""

    COMPLETE = "COMPLETE"  # the outcome of each that a list names; what came after is not in it
    PARTIAL = "PARTIAL"  # some; more may exist
    EXISTS_NOT_HELD = "EXISTS_NOT_HELD"  # a publisher says that it exists
    NOT_KNOWN = "NOT_KNOWN"  # nothing at hand says whether it exists
    NOT_ASKED = "NOT_ASKED"  # there is none: no remit, not at that time, or a publisher says so
    NONE_FOUND = "NONE_FOUND"  # a list or a search was looked through and has none


class DateIs(StrEnum):
    """What the date stands for that orders an entry."""

    PUBLISHED = "PUBLISHED"
    INSPECTED = "INSPECTED"  # the first day on site
    WRITTEN = "WRITTEN"  # of the document that says it
    CYCLE = "CYCLE"  # no day is known, only the cycle of inspections that it belongs to


class StatementKind(StrEnum):
    CRITICISM = "CRITICISM"
    WARNING = "WARNING"
    REQUEST = "REQUEST"
    CONCESSION = "CONCESSION"
    CAUSAL_CLAIM = "CAUSAL_CLAIM"
    POSITION = "POSITION"
    REPORT = "REPORT"
    DISPUTE = "DISPUTE"
    QUALIFICATION = "QUALIFICATION"
    COMMITMENT = "COMMITMENT"
    REQUIREMENT = "REQUIREMENT"
    ACCEPTANCE = "ACCEPTANCE"  # of a finding or a recommendation; a welcome is not one


class CorrespondenceKind(StrEnum):
    LETTER = "LETTER"
    REPLY = "REPLY"
    PUBLIC_STATEMENT = "PUBLIC_STATEMENT"
    PUBLISHED_RESPONSE = "PUBLISHED_RESPONSE"  # on the pages of whom it is from


# Statuses of a register that say little by themselves.
_STATUSES = {"other": "another outcome", "comment": "a comment"}


def status_in_words(status: str) -> str:
    """What became of something, as its source has it; keys of a register in words: `being-progressed`."""
    return _STATUSES.get(status) or (status if " " in status else status.replace("-", " "))


class Agreement(StrEnum):
    """How an inspection report compares with a letter's account of it."""

    AGREES = "AGREES"  # the same fact about the same matter, also in milder words or for fewer cases
    SAYS_LESS = "SAYS_LESS"  # the report touches the matter without the fact
    CONTRADICTS = "CONTRADICTS"  # the report states the opposite
    SILENT = "SILENT"  # the report does not touch the matter
    NOT_SEEN = "NOT_SEEN"  # nobody here has read the report


class Scope(StrEnum):
    """What something is about, where that is not the protection of children or vulnerable people."""

    OTHER = "OTHER"


class Comparator(StrEnum):
    EXACTLY = "EXACTLY"
    MORE_THAN = "MORE_THAN"
    UP_TO = "UP_TO"
    APPROXIMATELY = "APPROXIMATELY"  # "about"
    SOME = "SOME"  # a vague word, kept as such


class SourceKind(StrEnum):
    NEWS_ARTICLE = "NEWS_ARTICLE"
    LETTER = "LETTER"
    INSPECTION_REPORT = "INSPECTION_REPORT"
    DATASET = "DATASET"
    STATEMENT = "STATEMENT"
    WEB_PAGE = "WEB_PAGE"
    LEGISLATION = "LEGISLATION"


class NameKind(StrEnum):
    """What another name of a body is."""

    ABBREVIATION = "ABBREVIATION"
    WELSH = "WELSH"
    FORMER = "FORMER"  # it was renamed: the name that it has now began where this one ended
    EVERYDAY = "EVERYDAY"
    VARIANT = "VARIANT"  # another spelling or form of its name


class SourceStrength(StrEnum):
    """Whose words a source holds. Where several say the same, the first of these counts before the others."""

    INSPECTORATE = "INSPECTORATE"  # also where others copy them
    BODY = "BODY"  # a force, its local policing body, a council or another body that is concerned
    PRESS = "PRESS"  # or anybody else


class Trend(StrEnum):
    """A grade compared with the previous one of the same body, area and scale."""

    BETTER = "BETTER"
    SAME = "SAME"
    WORSE = "WORSE"


class DatasetState(StrEnum):
    LOADING = "LOADING"
    READY = "READY"
