"""What a letter reports and what the report says of it are one matter, against the curated comparisons."""

from __future__ import annotations

from graph.model.nodes import Finding
from seed.build.matters import matter_of
from seed.indexed import Indexed
from seed.sources.all_sources import Sources, read_base
from seed.yaml_files import read
from tests.helpers.api_server import Api
from tests.helpers.graphql_requests import ask


def compared() -> dict[str, str]:
    """By the letter's finding: what it is compared with."""
    return {
        finding["id"]: link["to"]
        for path in sorted(Sources().article.glob("*.yaml"))
        for finding in (read(path, path.name).value or {}).get("findings", [])
        for link in finding.get("comparesWith", [])
    }


def test_a_letters_finding_is_of_the_matter_of_the_reports() -> None:
    records, wanted = Indexed(read_base(Sources())), compared()
    matters = {finding.id: matter_of(records, finding.id) for _, finding in records.of(Finding)}
    assert {own: matter for own, matter in matters.items() if own != matter} == {
        own: other for own, other in wanted.items() if other.startswith("finding:")
    }
    assert len(wanted) == 19
    assert matters["finding:dorset-conference-attendance"] == "finding:dorset-conference-attendance"


def test_a_matter_counts_once_in_facets_and_in_the_matrix_and_both_findings_stay(api: Api) -> None:
    bury = ask(
        api,
        """{
          findings(where: {observedIn: {some: {name: {eq: "Bury"}}}}) {
            totalCount nodes { id matter } facets(by: [THEME, POLARITY]) { buckets { value count } }
          }
          themeMatrix(by: AUTHORITY, first: 100) { edges { node { name } theme { id } findings } }
        }""",
    )
    attendance = {"finding:bury-conference-attendance", "finding:bury-report-conferences"}
    batches = {"finding:bury-domestic-abuse-batches", "finding:bury-report-batches"}
    nodes = {node["id"]: node["matter"] for node in bury["findings"]["nodes"]}
    assert set(nodes) == attendance | batches
    assert set(nodes.values()) == {"finding:bury-report-conferences", "finding:bury-report-batches"}
    assert bury["findings"]["totalCount"] == 4
    themes, polarities = bury["findings"]["facets"]
    assert {each["value"]: each["count"] for each in themes["buckets"]} == {
        "theme:conference-attendance": 1,
        "theme:domestic-abuse-information": 1,
    }
    assert polarities["buckets"] == [{"value": "ADVERSE", "count": 2}]
    cells = [each for each in bury["themeMatrix"]["edges"] if each["node"]["name"] == "Bury"]
    assert {each["theme"]["id"]: each["findings"] for each in cells} == {
        "theme:conference-attendance": 1,
        "theme:domestic-abuse-information": 1,
    }
