"""The rules over records that no curated file could break, because imports make records directly.

Strategy: one small set of sound records, with one thing changed for each rule; unusual but valid records are
not refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from graph.model.dates import EndState, PartialDate, Period
from graph.model.nodes import Recommendation, Review, Theme
from graph.model.records import NodeRecord, Records, RelationshipRecord
from graph.model.vocabulary import SaidBy
from seed.build.build import assemble
from seed.checks.soundness import check_rules
from seed.errors import SeedRefused
from seed.frameworks import Frameworks, read_frameworks
from seed.quotations import seal
from seed.sources.all_sources import read_sources
from tests.helpers.small_sources import ARTICLE, QUOTE, small_sources, swapped

Change = Callable[[Records], Records]

INSPECTION = "inspection:ofsted-sif:E10999001:2016-08-05"
JUDGEMENT = "judgement:ofsted-sif:E10999001:2016-08-05:overall"
COUNCIL, FORCE, REPORT = "authority:E10999001", "force:eastmarsh", "evidence:report:page-3"


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> tuple[Records, Frameworks]:
    sources = small_sources(tmp_path_factory.mktemp("sources"))
    return read_sources(sources), read_frameworks(sources.frameworks)


def without(kind: str, start: str = "") -> Change:
    """The records without relationships of a type, all or those of one node."""
    return lambda records: replace(
        records,
        relationships=tuple(
            each for each in records.relationships if each.type != kind or (start and each.start != start)
        ),
    )


def linked(*links: tuple[str, str, str]) -> Change:
    """The records with more relationships, which have evidence."""
    added = tuple(RelationshipRecord(*each, evidence=(REPORT,)) for each in links)
    return lambda records: replace(records, relationships=(*records.relationships, *added))


def altered(own: str, **values: Any) -> Change:
    """The records with other values in a node."""
    return lambda records: replace(
        records,
        nodes=tuple(
            replace(each, node=replace(each.node, **values)) if each.node.id == own else each
            for each in records.nodes
        ),
    )


def unproven(kind: str) -> Change:
    """The records with relationships of a type that no source states."""
    return lambda records: replace(
        records,
        relationships=tuple(
            replace(each, evidence=()) if each.type == kind else each for each in records.relationships
        ),
    )


def theme(name: str, evidence: str = REPORT) -> NodeRecord:
    return NodeRecord(Theme(id=f"theme:{name}", name=name, definition=name), (evidence,))


def themed(records: Records) -> Records:
    """Two themes, each broader than the other."""
    one, two = "theme:information", "theme:telling"
    more = replace(records, nodes=(*records.nodes, theme("telling")))
    return linked(("BROADER", one, two), ("BROADER", two, one))(more)


def recommended(made: str, reviewed: str = "", *, is_linked: bool = True) -> Change:
    """The records with a recommendation of the inspection, made on a date, and with what became of it."""
    own, review = "recommendation:x", "review:x"
    nodes = (
        NodeRecord(Recommendation(id=own, summary="x", date=PartialDate(made)), (REPORT,)),
        NodeRecord(
            Review(
                id=review,
                status="closed",
                summary="x",
                said_by=SaidBy.PRESS,
                date=PartialDate(reviewed) if reviewed else None,
            ),
            (REPORT,),
        ),
    )
    links = [("RECOMMENDED", INSPECTION, own), *([("REVIEW_OF", review, own)] if is_linked else [])]
    return lambda records: linked(*links)(replace(records, nodes=(*records.nodes, *nodes)))


def aliased(old: str, new: str) -> Change:
    return lambda records: replace(records, aliases={**records.aliases, old: new})


REFUSED: dict[str, tuple[Change, str]] = {
    "a relationship that no source states": (unproven("OBSERVED_IN"), "OBSERVED_IN from .* has no evidence"),
    "evidence from no source": (without("FROM", REPORT), f"'{REPORT}' is from 0 sources"),
    "evidence from two sources": (linked(("FROM", REPORT, "source:letter")), f"'{REPORT}' is from 2 sources"),
    "evidence that is none": (
        lambda records: replace(records, nodes=(*records.nodes, theme("x", "theme:information"))),
        "its evidence 'theme:information' is not stated anywhere as evidence",
    ),
    "two themes that are broader than each other": (themed, "BROADER goes in a circle"),
    "a body that replaces itself": (
        linked(("REPLACED_BY", COUNCIL, COUNCIL)),
        f"REPLACED_BY leads from '{COUNCIL}' to itself",
    ),
    "an alias that leads nowhere": (
        aliased("force:old", "force:new"),
        "'force:old' leads to 'force:new', which is not stated",
    ),
    "an alias that is a node as well": (
        aliased(FORCE, "force:westfell"),
        f"'{FORCE}' is still stated as a node",
    ),
    "an authority that nobody polices": (without("POLICED_BY", COUNCIL), f"'{COUNCIL}' is policed by nobody"),
    "a second body with one judgement": (
        linked(("JUDGEMENT_OF", JUDGEMENT, "authority:E06999001")),
        f"'{JUDGEMENT}' needs 'judgementOf' with exactly one body",
    ),
    "a judgement of no body": (without("JUDGEMENT_OF"), f"'{JUDGEMENT}' needs 'judgementOf'"),
    "an inspection of nobody": (without("INSPECTED"), f"'{INSPECTION}' needs 'inspected'"),
    "an inspection by nobody": (without("CARRIED_OUT"), f"'{INSPECTION}' needs 'carriedOutBy'"),
    "a report before its inspection": (
        altered(INSPECTION, inspected_from=PartialDate("2016-09-05"), inspected_to=None),
        r"published \(2016-08-05\) is before the inspection ended \(2016-09-05\)",
    ),
    "a judgement of another day than its inspection": (
        altered(JUDGEMENT, published=PartialDate("2016-08-06")),
        "published is 2016-08-06, but its inspection .* was published on 2016-08-05",
    ),
    "a grade on the scale of another framework": (
        altered(JUDGEMENT, scale="hmic-four-grades"),
        "scale is 'hmic-four-grades'; ofsted-sif grades on 'ofsted-four-grades'",
    ),
    "a grade in the words of a later scale, taken as published": (
        altered(
            JUDGEMENT,
            id="judgement:ofsted-slac:E10999001:2016-08-05:overall",
            framework="ofsted-slac",
            scale="ofsted-four-grades-to-2013",
            grade="Adequate",
            raw_grade="Requires improvement",
        ),
        "relabelled False do not fit each other",
    ),
    "a recommendation from before its inspection": (
        recommended("2016-05-22"),
        r"date \(2016-05-22\) is before the inspection .* \(2016-05-23\) that led to it",
    ),
    "what became of a recommendation, before it was made": (
        recommended("2016-08-05", "2016-08-04"),
        r"date \(2016-08-04\) is before the recommendation recommendation:x \(2016-08-05\)",
    ),
    "a review of nothing": (recommended("2016-08-05", is_linked=False), "'review:x' reviews nothing"),
    "a quote of one word too many": (
        altered(REPORT, quote=" ".join(["word"] * 16)),
        "the quote has 16 words; at most 15 may be kept",
    ),
    "a period of a misprinted year": (
        altered(FORCE, period=Period(PartialDate("0201"), None, EndState.UNKNOWN)),
        "period is 0201; years from 1800 to 2100",
    ),
    "a text with the sign between the items of a list": (
        altered("theme:information", definition="one\x1ftwo"),
        "definition holds the control character U\\+001F",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_records_that_cannot_be_right_are_refused(name: str, sound: tuple[Records, Frameworks]) -> None:
    records, frameworks = sound
    change, words = REFUSED[name]
    assert [*check_rules(records, frameworks)] == []
    told = "\n".join(each.reason for each in check_rules(change(records), frameworks))
    assert re.search(words, told), told


@pytest.mark.parametrize(
    ("made", "reviewed"),
    [("2016-05-23", ""), ("2016-05", "2016"), ("2016-08-05", "2016-08-05"), ("2016", "2016-01")],
)
def test_a_recommendation_and_its_review_may_be_of_one_time(
    made: str, reviewed: str, sound: tuple[Records, Frameworks]
) -> None:
    records, frameworks = sound
    assert [*check_rules(recommended(made, reviewed)(records), frameworks)] == []


# Each change of the curated file: old text, new text.
RIGHT = {
    "an inspection of one day": [("inspectedTo: 2016-06-16", "inspectedTo: 2016-05-23")],
    "an inspection whose end is not known": [("    inspectedTo: 2016-06-16\n", "")],
    "a report dated to the month in which its inspection ended": [
        ("E10999001:2016-08-05", "E10999001:2016-06"),
        ("published: 2016-08-05", "published: 2016-06"),
    ],
    "a report of the day on which its inspection ended": [
        ("E10999001:2016-08-05", "E10999001:2016-06-16"),
        ("published: 2016-08-05", "published: 2016-06-16"),
    ],
    "an answer of the day of its letter": [("date: 2016-10\n    sentFor", "date: 2016-10-17\n    sentFor")],
    "an answer dated to the year of its letter": [("date: 2016-10\n    sentFor", "date: 2016\n    sentFor")],
    "a year at the edge of what makes sense": [("published: 2016-10-17", "published: 1800")],
    "a finding of no theme": [("    themes: [theme:information]\n", "")],
}  # fmt: skip


@pytest.mark.parametrize("name", RIGHT)
def test_unusual_but_valid_sources_are_not_refused(name: str, tmp_path: Path) -> None:
    text = ARTICLE
    for old, new in RIGHT[name]:
        assert old in text
        text = text.replace(old, new)
    assert any(assemble(small_sources(tmp_path, text)).all_nodes())


def test_a_quote_without_a_seal_is_refused(tmp_path: Path) -> None:
    text = ARTICLE.replace("        seal: ", "        # seal: ")
    with pytest.raises(SeedRefused, match="does not match its seal: there is no seal"):
        assemble(small_sources(tmp_path, text))


def test_a_quote_of_as_many_words_as_may_be_kept_passes(tmp_path: Path) -> None:
    longest = " ".join(["word"] * 15)
    text = swapped(
        ARTICLE,
        f"quote: {QUOTE}\n        seal: {seal(QUOTE)}",
        f"quote: {longest}\n        seal: {seal(longest)}",
    )
    assert any(assemble(small_sources(tmp_path, text)).all_nodes())
