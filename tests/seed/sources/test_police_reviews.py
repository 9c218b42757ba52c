"""What became of recommendations, against the published tables and their passages."""

from __future__ import annotations

from graph.model.nodes import Source
from seed.indexed import Indexed
from tests.helpers.recommendation_tables import (
    ALSO_IN_THE_REGISTER,
    Tables,
    key_of,
    places,
    rests_on,
    review_of,
)

# Later inspections that say what became of a recommendation: by its key, or by the passage of the status.
LATER = {
    "ncpi-dorset-2021-dorset-review-arrangements-missing-people": "ncpi-review-dorset-2022",
    "ncpi-durham-2020-response-children-reported-missing-area": "ncpi-review-durham-2022",
    "ncpi-durham-2020-neighbourhood-management-registered-sex-offenders": "ncpi-review-durham-2022",
    "ncpi-kent-2019-first-assessment-allocation-calls-area": "ncpi-review-kent-2021",
    "ncpi-kent-2019-speaking-children-recording-behaviour-area": "ncpi-review-kent-2021",
    "ncpi-sussex-2018-missing-children-risk-factor-graded": "ncpi-review-sussex-2019",
    "ncpi-warwickshire-2022-review-missing-persons-arrangements-response": "ncpi-review-warwickshire-2023",
    "ncpi-wiltshire-2022-reduce-delays-investigations": "ncpi-review-wiltshire-2023",
    "p-recs-0029": "other-metropolitan-2025",
    "p-recs-0032": "other-metropolitan-2025",
    "p-recs-0056": "other-cleveland-2021",
}


# A training firm's copy of the inspectorate's words, which counts as its own page.
COPIED = "source:web-safecic-co-uk-0ccbdbf2"


def test_a_review_says_what_its_row_says(records: Indexed, tables: Tables) -> None:
    for row in tables.statuses:
        found = review_of(records, row)
        assert (found.status, found.summary, found.said_by.lower(), str(found.date or "")) == (
            row["status"],
            row["summary"],
            row["source_kind"],
            row["date"],
        ), row
        assert records.ends("REVIEW_OF", found.id) == (f"recommendation:{key_of(row)}",), row
        assert rests_on(records, found.id, row["quote"], tables.texts[row["passage"]]), row
        assert said_in(records, found.id) == later(records, row["passage"]), row


def test_a_status_beside_its_recommendation_is_a_review_too(records: Indexed, tables: Tables) -> None:
    for key, row in tables.made.items():
        if not row["status_passage"]:
            continue
        reviews = records.starts("REVIEW_OF", f"recommendation:{key}")
        if key in ALSO_IN_THE_REGISTER:
            own = f"review:{key}-{ALSO_IN_THE_REGISTER[key]}"
        else:
            (own,) = (each for each in reviews if getattr(records.get(each), "status", "") == row["status"])
            assert said_in(records, own) == later(records, key), key
            assert getattr(records.get(own), "date", "") is None
        assert own in reviews, key
        assert rests_on(records, own, row["status_quote"], tables.texts[row["status_passage"]]), key


def said_in(records: Indexed, own: str) -> tuple[str, ...]:
    return records.starts("REVIEWED", own)


def later(records: Indexed, found: str) -> tuple[str, ...]:
    """The later inspection that says so, where one does."""
    if found not in LATER:
        return ()
    own = f"inspection:{LATER[found]}"
    return (records.records.aliases.get(own, own),)


def test_whose_words_a_status_is_in_fits_its_source(records: Indexed, tables: Tables) -> None:
    """A tracker copies the register; its pages are neither the inspectorate's nor a body's."""
    for row in tables.statuses:
        review = review_of(records, row)
        first = next(iter(places(records, review.id)))
        (source,) = (records.get(own) for own in records.ends("FROM", first.id))
        assert isinstance(source, Source)
        strength = {"tracker": "press"}.get(row["source_kind"], row["source_kind"])
        if source.id != COPIED:
            assert (source.strength or "").lower() == strength, (row, source.id)
