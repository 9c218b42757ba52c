"""The published tables of recommendations, read for tests, and what a graph holds of their rows."""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from graph.model.nodes import Evidence, Recommendation, Review
from seed.indexed import Indexed
from tests.helpers.mended_rows import mended
from tests.helpers.police_tables import Row, table

# Statuses of recommendations.csv that rows of recommendation_status.csv give too: one review with all places.
ALSO_IN_THE_REGISTER = {
    "ncpi-lancashire-2018-lancashire-ensure-always-checked-childrens": "2018-12-14-awaiting-review",
    "ncpi-lancashire-2018-lancashire-improve-investigation-child-sexual": "2018-12-14-awaiting-review",
    "ncpi-lancashire-2018-lancashire-set-clear-governance-monitor": "2018-12-14-awaiting-review",
    "ncpi-lancashire-2018-lancashire-look-again-dealt-children": "2018-12-14-awaiting-review",
    "ncpi-lancashire-2018-lancashire-ensure-use-protection-powers": "2018-12-14-awaiting-review",
    "ncpi-merseyside-2018-see-relevant-information-childrens-welfare": "2018-09-05-will-be-progressed",
    "other-metropolitan-2024-failed-assess-risk-properly-respond": "2025-02-26-closed",
    "other-metropolitan-2024-investigations-effective-enough-children-risk": "2025-02-26-closed",
}
# Rows not taken for themselves: each says what another says, in another cut of its page, and adds a place.
TWICE = {
    f"lincolnshire-{key}": f"ncpi-lincolnshire-2025-{of}"
    for key, of in {
        "issued-accelerated-cause-concern-investigated": "investigation-cases-children-risk-harmed",
        "issued-accelerated-cause-concern-too": "too-few-trained-accredited-investigating",
        "draw-plan-meet-need-trained": "plan-meet-needs-trained",
        "recognise-correctly-children-exploitation-harmed": "identify-correctly-children-risk-harmed",
        "exploitation-cases-go-trained-fitting": "exploitation-investigations-go-trained-suitable",
        "take-effective-part-multi-agency": "play-full-part-partnerships-exploitation",
    }.items()
} | {
    # The newspaper's words for the cause of concern that the inspectorate's notice of that day gives.
    "west-mercia-issued-accelerated-cause-concern-2025": (
        "other-west-mercia-2025-needed-make-safeguarding-referrals-statutory"
    )
}


class Tables:
    """The published tables, and the texts of passages and paragraphs by id."""

    def __init__(self, folder: Path) -> None:
        made = _keyed(folder / "recommendations.csv")
        assert len(made) == 148
        self.twice = {key: made[key] for key in TWICE}
        self.made = {key: row for key, row in made.items() if key not in TWICE}
        register = table(folder / "recommendation_register.csv")
        self.register = [mended(row, f"recommendation:{key_of(row)}") for row in register]
        # Under its id, which has the status as published.
        self.statuses = [
            {**mended(row, _review_id(row)), "review": _review_id(row)}
            for row in table(folder / "recommendation_status.csv")
        ]
        self.reports = _keyed(folder / "report_recommendations.csv")
        self.texts = {
            each["id"]: " ".join(each["text"].split())
            for name in ("passages.jsonl", "paragraphs.jsonl")
            for each in map(json.loads, (folder / name).read_text("utf-8").splitlines())
        }


def _keyed(path: Path) -> dict[str, Row]:
    key = "recommendation_key"
    return {row[key]: mended(row, f"recommendation:{row[key]}") for row in table(path)}


def _review_id(row: Row) -> str:
    words = "-".join("".join(c if c.isalnum() else " " for c in row["status"].lower()).split())
    return f"review:{key_of(row)}-{row['date'] or 'undated'}-{words}"


def key_of(row: Row) -> str:
    """The key of the recommendation that a row of the register or of the statuses is about."""
    number = row["register_no"]
    return row["existing_key"] or (f"hmicfrs-{number}" if number.isdecimal() else number)


def recommendation(records: Indexed, key: str) -> Recommendation:
    found = records.get(f"recommendation:{key}")
    assert isinstance(found, Recommendation), key
    return found


def review_of(records: Indexed, row: Row) -> Review:
    """The review that a row of the statuses is."""
    found = records.get(row["review"])
    assert isinstance(found, Review), row
    return found


def places(records: Indexed, own: str) -> Iterable[Evidence]:
    for evidence in records.nodes[own].evidence:
        place = records.get(evidence)
        assert isinstance(place, Evidence)
        yield place


def rests_on(records: Indexed, own: str, quote: str, text: str) -> bool:
    """Whether a node has the quote as evidence, with the digest of the text, which holds it."""
    words, digest = " ".join(quote.split()), sha256(text.encode()).hexdigest()
    found = [(place.quote, place.sha256) for place in places(records, own)]
    return (words, digest) in found and words in text
