# ruff: noqa: E501 - a table reads across
"""Sources that cannot be true are refused with file, line, place and what would be right.

Strategy: one small set of sound sources, with one thing changed for each rule.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from seed.build.build import assemble
from seed.checking import check
from seed.errors import SeedRefused
from seed.quotations import seal
from tests.helpers.small_sources import ARTICLE, LETTER_TEXT, QUOTE, REFERENCE, small_sources, swapped

NO_SETTINGS: list[str] = []

# Each change: old text, new text, and the words of the refusal.
CURATED = {
    "a quote changed by one letter": (
        f"quote: {QUOTE}",
        f"quote: {QUOTE.replace('bundles', 'bundies')}",
        ["a.yaml:", "source:letter / evidence 1", f"write seal: {seal(QUOTE.replace('bundles', 'bundies'))}"],
    ),
    "an unknown id": ("sentFor: force:eastmarsh", "sentFor: force:eastmash", ["a.yaml:", "force:eastmash", "did you mean force:eastmarsh"]),
    "a date that does not exist": ("date: 2016-10-17", "date: 2016-02-30", ["a.yaml:", "finding:letter-bundles / date", "2016-02-30", "exists"]),
    "an unknown key": ("polarity: adverse", "polarty: adverse", ["a.yaml:", "'polarty'", "did you mean polarity"]),
    "an unknown word": ("polarity: adverse", "polarity: advers", ["a.yaml:", "'advers'", "did you mean adverse"]),
    "an unknown kind of node": ("findings:\n", "findngs:\n", ["a.yaml:", "'findngs'", "findings"]),
    "a missing property": ("    polarity: adverse\n", "", ["finding:report-meetings", "lacks polarity"]),
    "a dispute of nothing": ("    disputes: statement:gulf\n", "", ["statement:dispute", "disputes nothing"]),
    "a circle of replies": (
        "    sentFor: inspectorate:ofsted\n    publishedIn",
        "    sentFor: inspectorate:ofsted\n    repliesTo: correspondence:answer\n    publishedIn",
        ["a.yaml:", "correspondence:letter", "circle"],
    ),
    "an answer before its letter": ("date: 2016-10\n    sentFor: force", "date: 2016-09\n    sentFor: force", ["correspondence:answer", "2016-09", "before"]),
    "a duplicated id": ("finding:report-meetings\n    summary", "finding:letter-bundles\n    summary", ["finding:letter-bundles", "already stated in article/a.yaml:"]),
    "a key stated twice": ("    polarity: adverse\n", "    polarity: adverse\n    polarity: mixed\n", ["'polarity' is stated twice", "first on line"]),
    "silence compared with a finding": ("to: inspection:ofsted-sif:E10999001:2016-08-05", "to: finding:report-meetings", ["'silent'", "the inspection itself"]),
    "a letter without sender": (
        "kind: public statement\n    date: 2016-10\n    sentFor: force:eastmarsh\n",
        "kind: letter\n    date: 2016-10\n",
        ["correspondence:answer", "sent by no body"]),
    "two letters that report one finding": ("reportedIn: correspondence:letter", "reportedIn: [correspondence:letter, correspondence:answer]", ["finding:letter-bundles", "REPORTED_IN", "correspondence:answer and correspondence:letter"]),
    "a finding both found and reported": ("reportedIn: correspondence:letter", "reportedIn: correspondence:letter\n    foundBy: inspection:ofsted-sif:E10999001:2016-08-05", ["finding:letter-bundles", "both found"]),
    "a grade of no scale": ("    grade: Requires improvement\n", "    grade: Adequate\n", ["'Adequate'", "known are Outstanding, Good, Requires improvement, Inadequate"]),
    "a grade that its words are not": ("    grade: Requires improvement\n", "    grade: Good\n", ["rawGrade", "'Good'"]),
    "a judgement of another day": ("published: 2016-08-05\n    judgementOf", "published: 2016-08-06\n    judgementOf", ["judgement:ofsted-sif", "2016-08-06"]),
    "an inspection that ends before it begins": ("inspectedTo: 2016-06-16", "inspectedTo: 2016-05-16", ["inspectedTo (2016-05-16)", "inspectedFrom (2016-05-23)"]),
    "an end of the wrong type": ("observedIn: authority:E10999001", "observedIn: force:eastmarsh", ["OBSERVED_IN", "LocalAuthority"]),
    "an id that its properties contradict": ("E10999001:2016-08-05:overall\n", "E10999001:2016-08-05:adoption\n", ["judgement:", "which make it"]),
    "a year of a misprint": ("date: 2016-10-17\n    sentFor", "date: 0216-10-17\n    sentFor", ["0216"]),
    "evidence with two accounts of itself": ("    evidence:\n      - source: source:letter\n        locator: paragraph 3", "    evidence:\n      - {source: source:report, locator: page 3, speaker: Somebody, status: stated, attribution: explicit}\n      - source: source:letter\n        locator: paragraph 3", ["otherwise than", "'Somebody'"]),
}  # fmt: skip


@pytest.mark.parametrize("name", CURATED)
def test_a_curated_file_is_refused(name: str, tmp_path: Path) -> None:
    old, new, words = CURATED[name]
    with pytest.raises(SeedRefused) as refused:
        assemble(small_sources(tmp_path, swapped(ARTICLE, old, new)))
    for word in words:
        assert word in str(refused.value)


def test_the_line_of_a_refusal_is_the_line_of_the_mistake(tmp_path: Path) -> None:
    text = swapped(ARTICLE, "date: 2016-10-17", "date: 2016-02-30")
    line = text[: text.index("2016-02-30")].count("\n") + 1
    with pytest.raises(SeedRefused) as refused:
        assemble(small_sources(tmp_path, text))
    assert [each.place.file for each in refused.value.refusals] == [f"article/a.yaml:{line}"]


def test_problems_of_several_files_come_together(tmp_path: Path) -> None:
    extra = "themes:\n  - id: theme:other\n    name: other\n"
    changed = {"forces.csv": swapped(REFERENCE["forces.csv"], "E23999001", "E2399901")}
    text = swapped(ARTICLE, "polarity: adverse", "polarity: advers")
    with pytest.raises(SeedRefused) as refused:
        assemble(small_sources(tmp_path, text, changed, extra))
    files = {each.place.file.split(":")[0] for each in refused.value.refusals}
    assert files == {"article/a.yaml", "article/b.yaml", "reference/forces.csv"}


def test_two_files_that_state_one_node_are_both_named(tmp_path: Path) -> None:
    extra = swapped(ARTICLE[: ARTICLE.index("inspectorates:")], "source:report", "source:second")
    with pytest.raises(SeedRefused) as refused:
        assemble(small_sources(tmp_path, extra=extra))
    assert "article/b.yaml:3: source:letter: source:letter is already stated in article/a.yaml:3" in str(
        refused.value
    )


def test_a_long_quote_is_refused(tmp_path: Path) -> None:
    long = " ".join(["word"] * 16)
    text = swapped(
        ARTICLE, f"quote: {QUOTE}\n        seal: {seal(QUOTE)}", f"quote: {long}\n        seal: {seal(long)}"
    )
    with pytest.raises(SeedRefused, match="15 words"):
        assemble(small_sources(tmp_path, text))


def test_nothing_is_without_evidence(tmp_path: Path) -> None:
    text = swapped(
        ARTICLE,
        "    definition: Telling each other in time.\n    evidence: *letter\n",
        "    definition: Telling.\n",
    )
    with pytest.raises(SeedRefused, match="theme:information"):
        assemble(small_sources(tmp_path, text))


# Each change: table, old text, new text, and the words of the refusal.
TABLES = {
    "an unknown force": ("authorities.csv", "ongoing,eastmarsh", "ongoing,eastmash", ["authorities.csv:2", "police_force", "'eastmash'", "eastmarsh"]),
    "a code of the wrong form": ("forces.csv", "E23999001", "E2399901", ["forces.csv:2", "ons_code", "'E2399901'"]),
    "a duplicate": ("forces.csv", "westfell,", "eastmarsh,", ["forces.csv:3", "force", "'eastmarsh'", "first in row 2"]),
    "a date that does not exist": ("successions.csv", "2019-04-01", "2019-04-31", ["successions.csv:2", "date", "2019-04-31"]),
    "a day that is not the end": ("successions.csv", "2019-04-01", "2019-04-02", ["successions.csv:2", "'2019-04-02'"]),
    "a successor that does not exist": ("successions.csv", "E06999001", "E06999002", ["successions.csv:2", "successor", "'E06999002'"]),
    "an end without successor": ("successions.csv", "E10999001,E06999001,2019-04-01\n", "", ["authorities.csv:3", "end"]),
    "a missing column": ("forces.csv", ",website", "", ["forces.csv:1", "'website'"]),
    "a column that is not known": ("forces.csv", "website", "wesbite", ["forces.csv:1", "'wesbite'", "did you mean website"]),
    "a row that is too short": ("forces.csv", "England,https://www.westfell.example", "England", ["forces.csv:3", "4 cells"]),
    "an empty cell": ("forces.csv", "Westfell Police", "", ["forces.csv:3", "name", "empty"]),
    "a padded cell": ("forces.csv", "Westfell Police", "Westfell Police ", ["forces.csv:3", "space"]),
    "an unknown source": ("other_names.csv", "source:police-force-list", "source:nothing", ["other_names.csv:2", "'source:nothing'"]),
    "a quote without its seal": ("other_names.csv", "old name,,,", "old name,Eastmarsh Constabulary,,", ["other_names.csv:2", "quote", "no seal"]),
    "a quote with a letter changed": ("other_names.csv", "old name,,,", "old name,Eastmarsh Constabulari,1a2b3c4d5e6f,", ["other_names.csv:2", "does not match its seal"]),
    "a digest of the wrong form": ("other_names.csv", "old name,,,", "old name,,,12ab", ["other_names.csv:2", "sha256", "64 hexadecimal digits"]),
    "a name with two ends": ("other_names.csv", "old name,,,\n", "old name,,,\nforce:eastmarsh,Eastmarsh Constabulary,former,,2013,source:ons-lad-pfa-2016,another,,,\n", ["other_names.csv:3", "'2013'", "row 2", "'2012'"]),
    "a former code that is in use": ("authorities.csv", "E10999009", "E06999001", ["authorities.csv:3", "former_ons_codes"]),
    "a quote that is left open": ("forces.csv", "Westfell Police", '"Westfell Police', ["forces.csv", "CSV"]),
}  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_a_row_of_a_table_is_refused(name: str, tmp_path: Path) -> None:
    table, old, new, words = TABLES[name]
    with pytest.raises(SeedRefused) as refused:
        assemble(small_sources(tmp_path, changed={table: swapped(REFERENCE[table], old, new)}))
    for word in words:
        assert word in str(refused.value)


def test_a_table_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    sources = small_sources(tmp_path)
    path = sources.reference / "forces.csv"
    path.write_bytes(path.read_bytes().replace(b"Westfell Police", b"Westf\xe9ll Police"))
    with pytest.raises(SeedRefused, match=r"reference/forces\.csv:3: row: is not UTF-8"):
        assemble(sources)


def test_a_table_that_is_missing_is_refused(tmp_path: Path) -> None:
    sources = small_sources(tmp_path)
    (sources.reference / "forces.csv").unlink()
    with pytest.raises(SeedRefused, match=r"reference/forces\.csv: table: is missing"):
        assemble(sources)


def test_invalid_yaml_is_refused_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(SeedRefused, match=r"article/a\.yaml:\d+: YAML: cannot be read"):
        assemble(small_sources(tmp_path, ARTICLE + "themes: [\n"))


def test_passages_are_compared_with_the_text_they_come_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from graph.settings import Settings
    from seed.sources import all_sources as places

    monkeypatch.setattr(places, "ORIGINALS", {"source:letter": "letter.txt"})
    (tmp_path / "letter.txt").write_text(LETTER_TEXT, "utf-8")
    small = small_sources(tmp_path)
    result = check(Settings(), NO_SETTINGS.append, sources=small, originals=tmp_path)
    assert (result.sound, result.compared) == (True, 2)
    (tmp_path / "letter.txt").write_text(LETTER_TEXT.replace("that it was", "that she was"), "utf-8")
    result = check(Settings(), NO_SETTINGS.append, sources=small, originals=tmp_path)
    assert ["SHA-256" in each.reason for each in result.problems] == [True]
    assert result.as_json()["sound"] is False
