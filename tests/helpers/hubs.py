"""A made-up graph in which one body of each kind has 1,000 of everything, and another has 10,000."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from random import Random

from bench.country import ALWAYS, EXPLICIT, FIRST_DAY
from bench.country_records import Made
from graph.model.dates import PartialDate
from graph.model.nodes import (
    Evidence,
    Finding,
    Inspection,
    Inspectorate,
    Judgement,
    LocalAuthority,
    PoliceForce,
    Source,
    Statement,
    Theme,
)
from graph.model.records import Records
from graph.model.vocabulary import Attribution, Polarity, SourceKind, StatementKind, Status
from graph.schema_statements import schema_statements
from graph.settings import Settings
from seed.build.build import make_store
from seed.build.csv_files import csv_files
from seed.build.derive import derive
from seed.frameworks import read_frameworks
from seed.sources.all_sources import Sources

WEBSITE = "https://force.example"
HUBS = {"few": 1_000, "many": 10_000}


def make_hubs(place: Path, settings: Settings) -> Path:
    """The store of this graph, in a folder."""
    graph = derive(hubs(), read_frameworks(Sources().frameworks))
    make_store(settings, lambda line: None, place, csv_files(graph, place / "csv", schema_statements()))
    return place


def hubs() -> Records:
    """The records: by name, an inspectorate, force, authority, theme and source, with as many of each."""
    made = Made(Random(7))
    for name, size in HUBS.items():
        _hub(made, name)
        for number in range(size):
            _met(made, name, number)
    return Records(tuple(made.nodes), tuple(made.links))


def _hub(made: Made, name: str) -> None:
    made.node(Source(id=f"source:{name}", name=name, kind=SourceKind.DATASET, publisher="Nobody"))
    first = _passage(made, name, "reference")
    made.node(Inspectorate(id=f"inspectorate:{name}", name=name, period=ALWAYS), first)
    force = PoliceForce(
        id=f"force:{name}", name=name, period=ALWAYS, ons_code=name, country="England", website=WEBSITE
    )
    made.node(force, first)
    council = LocalAuthority(
        id=f"authority:{name}",
        name=name,
        period=ALWAYS,
        official_name=name,
        kind="county",
        region="Region 1",
        ons_code=name,
    )
    made.node(council, first)
    made.node(Theme(id=f"theme:{name}", name=name, definition=name), first)
    made.link("POLICED_BY", f"authority:{name}", f"force:{name}", first, {"period": ALWAYS})


def _passage(made: Made, name: str, place: str) -> tuple[str, ...]:
    own = Evidence(
        id=f"evidence:{name}:{place}",
        locator=place,
        speaker="Nobody",
        status=Status.STATED,
        attribution=Attribution.EXPLICIT,
    )
    made.link("FROM", made.node(own), f"source:{name}", ())
    return (own.id,)


def _met(made: Made, name: str, number: int) -> None:
    """An inspection of the force, its judgement, a finding in the area, and a statement about the force."""
    day, slug = PartialDate((FIRST_DAY + timedelta(days=number % 9_000)).isoformat()), f"{name}-{number}"
    page = _passage(made, name, f"row-{number}")
    inspection = Inspection(
        id=f"inspection:{slug}", name=slug, framework="hmic-ncpi", kind="inspection", published=day
    )
    made.link("CARRIED_OUT", f"inspectorate:{name}", made.node(inspection, page), page)
    made.link("INSPECTED", inspection.id, f"force:{name}", page)
    judgement = Judgement(
        id=f"judgement:{slug}",
        area="overall",
        grade="Good",
        raw_grade="Good",
        scale="ofsted-four-grades",
        framework="hmic-ncpi",
        published=day,
    )
    made.link("JUDGED", inspection.id, made.node(judgement, page), page)
    made.link("JUDGEMENT_OF", judgement.id, f"force:{name}", page)
    found = Finding(id=f"finding:{slug}", summary="Found.", polarity=Polarity.ADVERSE, date=day)
    made.link("FOUND", inspection.id, made.node(found, (*page, f"evidence:{name}:reference")), page)
    made.link("HAS_THEME", found.id, f"theme:{name}", page)
    made.link("OBSERVED_IN", found.id, f"authority:{name}", page)
    made.link("ATTRIBUTED_TO", found.id, f"force:{name}", page, EXPLICIT)
    said = Statement(id=f"statement:{slug}", kind=StatementKind.CRITICISM, summary="Said.", date=day)
    made.link("ABOUT", made.node(said, page), f"force:{name}", page)
