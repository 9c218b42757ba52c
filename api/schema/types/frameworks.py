"""Frameworks of inspection, and what is held of each."""

from __future__ import annotations

import strawberry

from api.schema.fields import column, every, holds, page, value
from api.schema.scalars import Basis, CoverageState, PartialDate
from api.schema.types.refs import EvidenceRef, FrameworkRef, InspectorateRef, SourceRef, StatementRef
from api.schema.types.shared import Connection, Entity


@strawberry.type(description="A question of a programme of inspections, and whether its grade is held.")
class QuestionCoverage:
    question: str = column("The question's key, the `area` of its judgements.", "question")
    state: CoverageState = column(
        "COMPLETE where its grade is held; NOT_ASKED only where a publisher says that it was not graded.",
        "state",
    )
    put: bool = column(
        "Whether this cycle is known to have put it: a grade of any force is held, or a publisher says so. "
        "False where that is not known, which does not mean that it was not.",
        "put",
    )


@strawberry.type(
    description="How much is held here of one framework, or of one cycle of it, and why no more. What is "
    "absent is no sign that nothing happened."
)
class Coverage:
    framework: FrameworkRef = holds("The framework, or the kind of document.", "node")
    cycle: str | None = value("The cycle; null where the framework has none.", of="edge")
    basis: Basis = value("AREA: inspections of the area that a force polices, none of the force.", of="edge")
    state: CoverageState = value("How much is held, or why nothing is.", of="edge")
    explanation: str = value("The same in a sentence.", of="edge")
    held: int = value("Of how many inspections something is held, or how much correspondence.", of="edge")
    with_findings: int | None = value(
        "Of how many of these inspections findings are held; of the others no more than the outcome is known "
        "here. Null where what is held is no inspection.",
        of="edge",
    )
    exist: int | None = value(
        "How many there are at least, by a list or a publisher; null where neither says.", of="edge"
    )
    first: PartialDate | None = value("The date of the first that is held.", of="edge")
    last: PartialDate | None = value("The date of the last that is held.", of="edge")
    questions: list[QuestionCoverage] = every(
        "questions_of_coverage",
        "Every question of any cycle, by its key, in this cycle; empty for what is held in all.",
        of="edge",
    )
    sources: list[SourceRef] = every("sources_of_coverage", "Where what is held was read.", of="edge")
    evidence: list[EvidenceRef] = every(
        "evidence_of_relationship", "What publishers say that the state relies on.", of="edge"
    )


@strawberry.type(
    description="A framework of inspection, or a kind of document that is collected beside inspections."
)
class Framework(Entity):
    name: str = value("Its name.")
    short: str = value("Its abbreviation: SIF.")
    scale: str | None = value("The scale that it grades on; null where it does not grade.")
    inspects: list[str] = value("The types of body that it concerns.")
    run_by: list[InspectorateRef] = every("inspectorates_of_framework", "Who inspects under it.")
    statements: Connection[StatementRef] = page(
        "statements_about", "What publishers say of it, such as how many inspections there are, by time."
    )
    coverage: list[Coverage] = every("coverage_of_framework", "What is held of it in all, cycle by cycle.")
