"""What reports of inspections say of the police, beside the letter of October 2016."""

from __future__ import annotations

import strawberry

from api.schema.environment import Environment
from api.schema.fields import column, computed, every, holds
from api.schema.types.refs import CorrespondenceRef, InspectionRef, ThemeRef

READING = (
    "Our own reading, not that of an inspectorate: of each report of a single inspection that Ofsted "
    "published from 1 September 2015 to 30 September 2016 and that was read for this graph, the "
    "paragraphs about the police were taken as findings, each adverse, positive or mixed. Alone: said "
    "of the police or of a named force, without other agencies. Positive includes plain description "
    "of something that works. The letter of October 2016 counts serious weaknesses, which is Ofsted's "
    "measure, and nothing shows that these reports are the ones that it counts. The numbers rank no "
    "area and no force."
)


def _reading(_: Environment) -> str:
    return READING


@strawberry.type
class _Read:
    """How many reports, each once in each number."""

    read: int = column("How many reports.", "read")
    adverse: int = column(
        "How many say something adverse of the police, alone or with other agencies.", "adverse"
    )
    adverse_alone: int = column(
        "How many say something adverse of the police alone or of a named force.", "adverseAlone"
    )
    positive: int = column(
        "How many say something positive of the police, alone or with other agencies.", "positive"
    )
    positive_alone: int = column(
        "How many say something positive of the police alone or of a named force.", "positiveAlone"
    )
    mixed: int = column(
        "How many say something of the police, alone or with other agencies, that is both.", "mixed"
    )
    mixed_alone: int = column(
        "How many say something of the police alone or of a named force that is both.", "mixedAlone"
    )


@strawberry.type(description="How many of the reports beside the letter say something of a theme.")
class ThemeOfReports(_Read):
    theme: ThemeRef = holds("The theme.", "node")


@strawberry.type(
    description="What reports of inspections say of the police, beside the letter of October 2016."
)
class ReportsBesideLetter(_Read):
    reading: str = computed("Whose reading this is, by which rule, and what it does not show.", _reading)
    letter: CorrespondenceRef = holds("The letter.", "letter")
    themes: list[ThemeOfReports] = every("themes_of_reports", "What they say, by theme.", of="reports")
    reports: list[InspectionRef] = every("reports_read", "The reports, the newest first.", of="reports")
