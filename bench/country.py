"""A made-up country in this project's own model: the same seed and size give the same records.

43 forces, 160 authorities and their boards are in it whatever the size. Inspections, judgements, findings,
letters, replies, disputes and evidence grow, so single bodies own many of them. Every body and every word is
invented.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random
from sys import intern

from bench.country_records import Held, Made
from graph.model.dates import EndState, PartialDate, Period
from graph.model.nodes import (
    Correspondence,
    Evidence,
    Finding,
    Inspection,
    Inspectorate,
    Judgement,
    LocalAuthority,
    PoliceForce,
    SafeguardingBoard,
    Source,
    Statement,
    Theme,
)
from graph.model.records import Records
from graph.model.vocabulary import (
    Agreement,
    Attribution,
    CorrespondenceKind,
    Polarity,
    SourceKind,
    StatementKind,
    Status,
)

FORCES, AUTHORITIES, THEMES = 43, 160, 24
FINDINGS_EACH = 6  # of one inspection
SIZES = {"S": 12_000, "L": 300_000, "XL": 3_000_000}  # findings
REPORTED_EACH = 2  # in one letter
FIRST_DAY = date(2000, 1, 3)
DAYS = 9_000
AREAS = ("overall", "impact-of-leaders", "help-and-protection", "in-care")
GRADES = ("Outstanding", "Good", "Requires improvement", "Inadequate")
REFERENCE: Held = ("evidence:bench-tables:reference",)
EXPLICIT = {"attribution": Attribution.EXPLICIT}
AGREES = {"agreement": Agreement.AGREES}
ALWAYS = Period(end_state=EndState.ONGOING)


def country(findings: int, seed: int = 2016) -> Records:
    """The records of a country with about this many findings."""
    made = Made(Random(seed))
    _reference(made)
    reported: list[str] = []
    for number in range(findings // FINDINGS_EACH):
        reported += _inspection(made, number)
    _letters(made, reported, findings // 60)
    return Records(tuple(made.nodes), tuple(made.links))


def force(number: int) -> str:
    return intern(f"force:bench-{number % FORCES + 1:02}")


def authority(number: int) -> str:
    return intern(f"authority:E99{number % AUTHORITIES + 1:06}")


def theme(number: int) -> str:
    return intern(f"theme:bench-{number % THEMES + 1:02}")


def finding(inspection: int, number: int) -> str:
    return f"finding:bench-{inspection + 1}-{number + 1}"


def _reference(made: Made) -> None:
    made.node(Source(id="source:bench-tables", name="Tables", kind=SourceKind.DATASET, publisher="The bench"))
    held = Evidence(
        id=REFERENCE[0],
        locator="all rows",
        speaker="The bench",
        status=Status.REFERENCE,
        attribution=Attribution.EXPLICIT,
    )
    made.node(held)
    made.link("FROM", held.id, "source:bench-tables", ())
    for name in ("ofsted", "hmic"):
        made.node(
            Inspectorate(id=f"inspectorate:{name}", name=f"Inspectorate {name}", period=ALWAYS), REFERENCE
        )
    for number in range(FORCES):
        made.node(_force(number), REFERENCE)
    for number in range(THEMES):
        name = f"Theme {number + 1}"
        made.node(Theme(id=theme(number), name=name, definition=made.words(12)), REFERENCE)
        if number >= 5:
            made.link("BROADER", theme(number), theme(number % 5), REFERENCE)
    for number in range(AUTHORITIES):
        _area(made, number)


def _force(number: int) -> PoliceForce:
    return PoliceForce(
        id=force(number),
        name=f"Force {number + 1:02}",
        period=ALWAYS,
        ons_code=f"E2399{number + 1:04}",
        country="England",
        website=f"https://force-{number + 1}.example",
    )


def _area(made: Made, number: int) -> None:
    """An authority, its board, and the force that polices its area."""
    own, name = authority(number), f"Authority {number + 1:03}"
    council = LocalAuthority(
        id=own,
        name=name,
        period=ALWAYS,
        official_name=f"{name} Council",
        kind=("county", "unitary", "london borough")[number % 3],
        region=f"Region {number % 9 + 1}",
        ons_code=own.partition(":")[2],
    )
    made.node(council, REFERENCE)
    made.link("POLICED_BY", own, force(number), REFERENCE, {"period": ALWAYS})
    board = SafeguardingBoard(
        id=own.replace("authority:", "board:lscb:"), name=f"{name} board", period=ALWAYS
    )
    made.link("BOARD_OF", made.node(board, REFERENCE), own, REFERENCE)


def _inspection(made: Made, number: int) -> Iterator[str]:
    """One inspection with its judgements and findings, of forces and authorities in turn."""
    day = FIRST_DAY + timedelta(days=_spread(number))
    published = PartialDate(day.isoformat())
    of_force = number % 2 == 0
    inspected = force(number // 2) if of_force else authority(number // 2)
    framework, body = ("hmic-ncpi" if of_force else "ofsted-ilacs"), inspected.partition(":")[2]
    own = f"inspection:{framework}:{body}:{published}"
    page = made.passage(
        f"bench-report-{number + 1}", f"Report {number + 1}", SourceKind.INSPECTION_REPORT, published
    )
    made.node(
        Inspection(
            id=own,
            name=f"Inspection {number + 1}",
            framework=framework,
            kind="inspection" if of_force else "standard inspection",
            published=published,
            inspected_from=PartialDate((day - timedelta(days=40)).isoformat()),
            inspected_to=PartialDate((day - timedelta(days=28)).isoformat()),
        ),
        page,
    )
    made.link("CARRIED_OUT", "inspectorate:hmic" if of_force else "inspectorate:ofsted", own, page)
    made.link("INSPECTED", own, inspected, page)
    made.link("PUBLISHED_IN", own, f"source:bench-report-{number + 1}", page)
    if not of_force:
        _judgements(made, own, inspected, published, page)
    for each in range(FINDINGS_EACH):
        yield _finding(made, number, each, own, inspected, published, page)


def _spread(number: int) -> int:
    """A day for an inspection: no two of one body share a day, and each body's are spread over all years."""
    turn, body = divmod(number // 2, FORCES if number % 2 == 0 else AUTHORITIES)
    return (turn * 6_997 + body * 53) % DAYS


def _judgements(made: Made, own: str, body: str, published: PartialDate, page: Held) -> None:
    for area in AREAS:
        grade = made.random.choice(GRADES)
        judgement = Judgement(
            id=f"{own.replace('inspection:', 'judgement:')}:{area}",
            area=area,
            grade=grade,
            raw_grade=grade,
            scale="ofsted-four-grades",
            framework="ofsted-ilacs",
            published=published,
        )
        made.node(judgement, page)
        made.link("JUDGED", own, judgement.id, page)
        made.link("JUDGEMENT_OF", judgement.id, body, page)


def _finding(
    made: Made, inspection: int, number: int, own: str, inspected: str, day: PartialDate, page: Held
) -> str:
    found = Finding(
        id=finding(inspection, number),
        summary=f"{made.words(14).capitalize()}.",
        polarity=made.random.choice(list(Polarity)),
        date=day,
        consequence=made.words(8) if number % 3 == 0 else None,
        status=Status.STATED,
    )
    made.node(found, page)
    made.link("FOUND", own, found.id, page)
    for each in made.random.sample(range(THEMES), k=1 + number % 2):
        made.link("HAS_THEME", found.id, theme(each), page)
    if inspected.startswith("force:"):
        made.link("ATTRIBUTED_TO", found.id, inspected, page, EXPLICIT)
    else:
        made.link("OBSERVED_IN", found.id, inspected, page)
    return found.id


def _letters(made: Made, findings: Sequence[str], number: int) -> None:
    """Letters that report findings, each with a claim; the force answers, and disputes every other claim."""
    for each in range(number):
        day = FIRST_DAY + timedelta(days=made.random.randrange(DAYS))
        sent, answered = PartialDate(day.isoformat()), PartialDate((day + timedelta(days=9)).isoformat())
        page = made.passage(f"bench-letter-{each + 1}", f"Letter {each + 1}", SourceKind.LETTER, sent)
        letter = _correspondence(made, f"letter-{each + 1}", sent, CorrespondenceKind.LETTER, page)
        reply = _correspondence(made, f"reply-{each + 1}", answered, CorrespondenceKind.REPLY, page)
        made.link("SENT_FOR", letter, "inspectorate:ofsted", page)
        made.link("SENT_FOR", reply, force(each), page)
        made.link("REPLIES_TO", reply, letter, page)
        for place, found in enumerate(made.random.sample(findings, k=REPORTED_EACH)):
            _reported(made, f"letter-{each + 1}-{place + 1}", sent, letter, found, force(each), page)
        claim = _statement(
            made, f"claim-{each + 1}", sent, StatementKind.CRITICISM, letter, "inspectorate:ofsted", page
        )
        made.link("ABOUT", claim, force(each), page)
        kind = StatementKind.DISPUTE if each % 2 else StatementKind.CONCESSION
        answer = _statement(made, f"answer-{each + 1}", answered, kind, reply, force(each), page)
        made.link("DISPUTES" if each % 2 else "ANSWERS", answer, claim, page)


def _reported(
    made: Made, slug: str, day: PartialDate, letter: str, found: str, named: str, page: Held
) -> None:
    """A letter's report of a finding, and the force that it names."""
    own = Finding(
        id=f"finding:bench-{slug}", summary=f"{made.words(9)}.", polarity=Polarity.ADVERSE, date=day
    )
    made.node(own, page)
    made.link("REPORTED_IN", own.id, letter, page)
    made.link("ATTRIBUTED_TO", own.id, named, page, EXPLICIT)
    made.link("HAS_THEME", own.id, theme(made.random.randrange(THEMES)), page)
    made.link("COMPARES_WITH", own.id, found, page, AGREES)


def _correspondence(made: Made, slug: str, day: PartialDate, kind: CorrespondenceKind, page: Held) -> str:
    own = Correspondence(id=f"correspondence:bench-{slug}", name=slug.capitalize(), kind=kind, date=day)
    return made.node(own, page)


def _statement(
    made: Made, slug: str, day: PartialDate, kind: StatementKind, letter: str, speaker: str, page: Held
) -> str:
    own = Statement(id=f"statement:bench-{slug}", kind=kind, summary=f"{made.words(10)}.", date=day)
    made.node(own, page)
    made.link("MADE_IN", own.id, letter, page)
    made.link("MADE_FOR", own.id, speaker, page)
    return own.id
