"""Which framework an entry of a history is about, over made-up records."""

from __future__ import annotations

import pytest

from graph.model.nodes import Correspondence, Entity, Finding, Inspection, Judgement, Statement
from graph.model.records import NodeRecord, Records, RelationshipRecord
from graph.model.vocabulary import CorrespondenceKind, Polarity, StatementKind
from seed.build.behind import framework_behind
from seed.indexed import Indexed

SAID, REPLY, LETTER, FOUND = "statement:said", "statement:reply", "correspondence:letter", "finding:found"
GRADED, INSPECTED, OTHER = "judgement:graded", "inspection:one", "inspection:other"
NODES: tuple[Entity, ...] = (
    *(Statement(id=own, kind=StatementKind.DISPUTE, summary="Something.") for own in (SAID, REPLY)),
    Correspondence(id=LETTER, name="A letter", kind=CorrespondenceKind.LETTER),
    Finding(id=FOUND, summary="Something.", polarity=Polarity.ADVERSE),
    Judgement(id=GRADED, area="overall", grade="Good", raw_grade="Good", scale="four", framework="hmic-peel"),
    Inspection(id=INSPECTED, name="One", framework="hmic-ncpi", kind="inspection"),
    Inspection(id=OTHER, name="Other", framework="jtai", kind="inspection"),
)
MADE_IN = ("MADE_IN", SAID, LETTER)


@pytest.mark.parametrize(
    ("own", "links", "framework"),
    [
        (INSPECTED, [], "hmic-ncpi"),
        (GRADED, [], "hmic-peel"),
        (FOUND, [("FOUND", INSPECTED, FOUND)], "hmic-ncpi"),
        (FOUND, [], None),
        (SAID, [], None),
        (SAID, [("ANSWERS", SAID, INSPECTED)], "hmic-ncpi"),
        (SAID, [("DISPUTES", SAID, GRADED)], "hmic-peel"),
        (SAID, [("QUALIFIES", SAID, FOUND), ("FOUND", OTHER, FOUND)], "jtai"),
        (SAID, [("ANSWERS", SAID, INSPECTED), ("DISPUTES", SAID, GRADED)], None),
        (REPLY, [("ANSWERS", REPLY, SAID), ("DISPUTES", SAID, GRADED)], "hmic-peel"),
        (SAID, [("ANSWERS", SAID, REPLY), ("ANSWERS", REPLY, SAID)], None),
        (LETTER, [("ANSWERS", LETTER, OTHER)], "jtai"),
        (LETTER, [MADE_IN, ("ABOUT", SAID, INSPECTED)], "hmic-ncpi"),
        (LETTER, [MADE_IN, ("ABOUT", SAID, INSPECTED), ("ANSWERS", LETTER, OTHER)], None),
    ],
)
def test_the_framework_is_that_of_the_inspections_that_an_entry_is_about_if_it_is_one(
    own: str, links: list[tuple[str, str, str]], framework: str | None
) -> None:
    records = Records(tuple(map(NodeRecord, NODES)), tuple(RelationshipRecord(*link) for link in links))
    assert framework_behind(Indexed(records), own) == framework
