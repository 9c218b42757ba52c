"""Who says what a recommendation, a review or a letter holds: never the page that only tells it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest

from graph.model.nodes import Correspondence, Evidence, Recommendation, Review, Source, Statement
from graph.model.vocabulary import SourceKind, SourceStrength, Status
from seed.indexed import Indexed

TOLD = re.compile(r".+, (as reported by|according to) .+")
# An encyclopaedia, a statute and the pages of other boards are none of the three.
OF_THE_ARTICLE = {
    "willispalmer-police-failings": SourceStrength.PRESS,
    "dorset-echo-14811386": SourceStrength.PRESS,
    "northern-echo-14808562": SourceStrength.PRESS,
    "guardian-2016-10-18": SourceStrength.PRESS,
    "letter-wilshaw-winsor-2016-10-17": SourceStrength.INSPECTORATE,
    "letter-winsor-wilshaw-2016-10-18": SourceStrength.INSPECTORATE,
    "cleveland-police-statement-2016-10": SourceStrength.BODY,
    "cleveland-pcc-police-response-2016": SourceStrength.BODY,
    "dorset-council-report-page-2016": SourceStrength.BODY,
    "liquisearch-ofsted-inspectors": None,
    "children-act-1989-section-46": None,
}
# The day on which HM Inspectorate of Constabulary took over fire and rescue, and its new name.
RENAMED = date(2017, 7, 19)


def places(records: Indexed, *kinds: type) -> Iterator[tuple[str, Evidence, Source]]:
    for own, held in records.nodes.items():
        if not isinstance(held.node, kinds):
            continue
        for each in held.evidence:
            place = records.get(each)
            (source,) = (records.get(end) for end in records.ends("FROM", each))
            assert isinstance(place, Evidence)
            assert isinstance(source, Source)
            yield own, place, source


@pytest.mark.parametrize("kind", [Recommendation, Review])
def test_the_press_is_not_who_recommends_or_says_what_became_of_it(records: Indexed, kind: type) -> None:
    told = [each for each in places(records, kind) if each[2].strength is SourceStrength.PRESS]
    assert len(told) >= 30
    for own, place, source in told:
        assert source.publisher not in {place.speaker, ""}, own
        assert TOLD.fullmatch(place.speaker), (own, place.speaker)
        assert place.status is Status.REPORTED, own


def test_a_recommendation_that_a_body_tells_is_the_inspectorates(records: Indexed) -> None:
    told = {
        (place.speaker.partition(", according to ")[0], place.status)
        for _, place, source in places(records, Recommendation)
        if source.strength is SourceStrength.BODY
    }
    assert told == {("HMICFRS", Status.REPORTED), ("The inspectorates", Status.REPORTED)}


def test_what_another_tells_is_not_stated(records: Indexed) -> None:
    for own, place, _ in places(records, Recommendation, Review, Statement, Correspondence):
        assert place.status is not Status.STATED or not TOLD.fullmatch(place.speaker), (own, place.speaker)


def test_a_copy_of_the_inspectorates_words_does_not_speak_itself(records: Indexed) -> None:
    for own, held in records.nodes.items():
        if isinstance(held.node, Evidence) and held.node.status is Status.STATED:
            assert not re.search(r"copy at|via |press (notice|release)", held.node.speaker), own


def test_the_inspectorate_has_its_name_of_the_day(records: Indexed) -> None:
    checked = 0
    for own, place, _ in places(records, Recommendation, Review):
        when = getattr(records.get(own), "date", None)
        name = re.match(r"HMIC(FRS)?\b", place.speaker)
        if when is None or not name:
            continue
        checked += 1
        if when.last < RENAMED:
            assert name[0] == "HMIC", (own, when)
        elif when.first >= RENAMED:
            assert name[0] == "HMICFRS", (own, when)
    assert checked > 150


def test_a_source_of_the_article_says_whose_words_it_holds(records: Indexed) -> None:
    held = {own: each.node for own, each in records.nodes.items() if isinstance(each.node, Source)}
    assert {own: held[f"source:{own}"].strength for own in OF_THE_ARTICLE} == OF_THE_ARTICLE
    for own, source in held.items():
        # A row of outcomes describes its source without a strength.
        if source.kind is SourceKind.INSPECTION_REPORT and own != "source:ofsted-lscb-review-surrey-2015":
            assert source.strength is SourceStrength.INSPECTORATE, own
