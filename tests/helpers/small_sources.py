"""A small, made-up set of sources for tests of the build: one force, a council and its predecessor, a
report, a letter about it, and the force's answer. Every body and every word in it is invented.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from seed.quotations import digest, seal
from seed.sources.all_sources import Sources
from tests.helpers.paths import ROOT

LETTER_TEXT = """A letter about Eastmarsh

Notices reached the council in bundles. The force stayed away from meetings.

The force says that it was there.
"""
QUOTE = "Notices reached the council in bundles"
PASSAGE = "Notices reached the council in bundles."

REFERENCE = {
    "sources.csv": (
        "id,name,kind,publisher,url,published,licence,note\n"
        "source:police-force-list,A list of forces,dataset,A publisher,,,facts,\n"
        "source:ons-lad-pfa-2016,A lookup,dataset,An office,,2016-12,OGL,\n"
        "source:mysociety-local-authorities,A list of councils,dataset,A society,,,CC BY 4.0,\n"
        "source:d2i-provider-lookup,A list of codes,dataset,Some people,,,MIT,\n"
    ),
    "forces.csv": (
        "force,name,ons_code,country,website\n"
        "eastmarsh,Eastmarsh Police,E23999001,England,https://www.eastmarsh.example\n"
        "westfell,Westfell Police,E23999002,England,https://www.westfell.example\n"
    ),
    "authorities.csv": (
        "ons_code,name,official_name,kind,region,start,start_not_after,end,police_force,policed_by_way_of,"
        "former_ons_codes,dfe_code,ofsted_urn,gov_uk_slug\n"
        "E06999001,Eastmarsh,Eastmarsh Council,unitary,Nowhere,2019-04-01,,ongoing,eastmarsh,"
        "predecessors,,,,\n"
        "E10999001,Eastmarsh,Eastmarsh County Council,county,Nowhere,,,2019-04-01,eastmarsh,districts,"
        "E10999009,901,90001,eastmarsh\n"
    ),
    "successions.csv": "predecessor,successor,date\nE10999001,E06999001,2019-04-01\n",
    "other_names.csv": (
        "id,name,kind,from,to,source,locator,quote,seal,sha256\n"
        "force:eastmarsh,Eastmarsh Constabulary,former,,2012,source:police-force-list,old name,,,\n"
    ),
}

ARTICLE = f"""# yaml-language-server: $schema=../schema/curated.schema.json
sources:
  - id: source:letter
    name: A letter about Eastmarsh
    kind: letter
    publisher: The inspectors
    published: 2016-10-17
    evidence: &letter
      - source: source:letter
        locator: paragraph 2, characters 0-39
        quote: {QUOTE}
        seal: {seal(QUOTE)}
        sha256: {digest(PASSAGE)}
        speaker: The inspectors
        status: stated
        attribution: explicit
  - id: source:report
    name: Report on Eastmarsh
    kind: inspection report
    publisher: The inspectors
    published: 2016-08-05
    evidence: &report
      - source: source:report
        locator: page 3
        speaker: The inspectors
        status: stated
        attribution: explicit
inspectorates:
  - id: inspectorate:ofsted
    name: The inspectors
    period: {{start: unknown, end: unknown}}
    evidence: *report
safeguarding_boards:
  - id: board:lscb:E10999001
    name: Eastmarsh board
    period: {{start: unknown, end: unknown}}
    boardOf: authority:E10999001
    evidence: *report
inspections:
  - id: inspection:ofsted-sif:E10999001:2016-08-05
    name: Inspection of Eastmarsh
    framework: ofsted-sif
    kind: single inspection
    published: 2016-08-05
    inspectedFrom: 2016-05-23
    inspectedTo: 2016-06-16
    carriedOutBy: inspectorate:ofsted
    inspected: [authority:E10999001, board:lscb:E10999001]
    found: finding:report-meetings
    evidence: *report
judgements:
  - id: judgement:ofsted-sif:E10999001:2016-08-05:overall
    area: overall
    grade: Requires improvement
    rawGrade: Requires improvement to be good
    scale: ofsted-four-grades
    framework: ofsted-sif
    published: 2016-08-05
    judgementOf: authority:E10999001
    judgedBy: inspection:ofsted-sif:E10999001:2016-08-05
    evidence: *report
themes:
  - id: theme:information
    name: information
    definition: Telling each other in time.
    evidence: *letter
findings:
  - id: finding:report-meetings
    summary: Meetings went without the police.
    polarity: adverse
    date: 2016-08-05
    attribution: explicit
    status: stated
    observedIn: authority:E10999001
    evidence: *report
  - id: finding:letter-bundles
    summary: Notices came in bundles.
    polarity: adverse
    date: 2016-10-17
    attribution: explicit
    status: stated
    reportedIn: correspondence:letter
    observedIn: authority:E10999001
    themes: [theme:information]
    comparesWith:
      - to: inspection:ofsted-sif:E10999001:2016-08-05
        agreement: silent
    evidence: *letter
correspondence:
  - id: correspondence:letter
    name: The letter
    kind: letter
    date: 2016-10-17
    sentFor: inspectorate:ofsted
    publishedIn: source:letter
    evidence: *letter
  - id: correspondence:answer
    name: The force's answer
    kind: public statement
    date: 2016-10
    sentFor: force:eastmarsh
    repliesTo: correspondence:letter
    evidence: *letter
statements:
  - id: statement:gulf
    kind: criticism
    summary: The force is far from what is expected.
    date: 2016-10-17
    madeIn: correspondence:letter
    madeFor: inspectorate:ofsted
    about: force:eastmarsh
    evidence: *letter
  - id: statement:dispute
    kind: dispute
    summary: The force says that it was there.
    date: 2016-10
    madeIn: correspondence:answer
    madeFor: force:eastmarsh
    disputes: statement:gulf
    evidence:
      - source: source:letter
        locator: paragraph 3, characters 0-33
        quote: The force says that it was there.
        seal: {seal("The force says that it was there.")}
        sha256: {digest("The force says that it was there.")}
        speaker: Eastmarsh Police
        status: reported
        attribution: explicit
        via: [source:report]
"""

# A second curated file, with one source more.
MORE = """
sources:
  - id: source:another
    name: Another letter
    kind: letter
    publisher: The inspectors
    evidence:
      - source: source:letter
        locator: paragraph 2
        speaker: The inspectors
        status: stated
        attribution: explicit
"""


def small_sources(
    folder: Path, article: str = ARTICLE, changed: dict[str, str] | None = None, extra: str | None = None
) -> Sources:
    """Write the sources to a folder. `changed` replaces tables, `extra` is a second curated file."""
    for name in ("article", "reference"):
        (folder / name).mkdir(exist_ok=True, parents=True)
    (folder / "article" / "a.yaml").write_text(article, "utf-8")
    if extra is not None:
        (folder / "article" / "b.yaml").write_text(extra, "utf-8")
    for name, content in {**REFERENCE, **(changed or {})}.items():
        (folder / "reference" / name).write_text(content, "utf-8")
    return sources_in(folder)


def sources_in(folder: Path) -> Sources:
    """The sources that a folder holds."""
    return replace(
        Sources(),
        article=folder / "article",
        reference=folder / "reference",
        outcomes=folder / "outcomes",
        police=folder / "police",
    )


def article_sources() -> Sources:
    """The curated files and the reference tables, without published outcomes and facts about forces."""
    nothing = ROOT / "tests" / "data" / "no-outcomes"
    return replace(Sources(), outcomes=nothing, police=nothing)


def swapped(text: str, old: str, new: str) -> str:
    """The text with one thing in it changed; a test that changes nothing is a mistake."""
    assert text.count(old) >= 1, f"{old!r} is not there to be changed"
    return text.replace(old, new, 1)


def comparable(values: Mapping[str, object]) -> dict[str, object]:
    """Properties in a form in which those of a row equal those that Neo4j gives back."""
    return {
        name: list(value) if isinstance(value, (tuple, list)) else str(value)
        for name, value in values.items()
    }
