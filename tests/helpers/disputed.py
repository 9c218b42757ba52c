# ruff: noqa: E501 - ids are long
"""Which node of the graph each row of the published tables of disputes stands for, written by hand."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from graph.model.nodes import Evidence, Source
from seed.indexed import Indexed

# Rows that tell what another row, another table or the article tells too: one thing, once.
SAME = {
    "clm-ofsted-2016-dorset": "finding:dorset-conference-attendance",
    "clm-ofsted-2016-wirral": "finding:wirral-report-notifications",
    "clm-dc-2015-resourced": "finding:peel-devon-and-cornwall-2015-vulnerable-victims-effectively-recognised-inspector",
    "clm-nhants-2019-worry": "finding:peel-northamptonshire-2018-19-effectively-protected-vulnerable-people-investigated",
    "clm-gwent-2014-hmi": "finding:peel-gwent-2014-inspector-stated-specific-concerns-gwent",
    "clm-leics-2016-downgrading": "finding:peel-leicestershire-2016-lowered-risk-level-domestic-abuse",
    "clm-sussex-2020-safeguard": "finding:peel-sussex-2018-19-acted-earlier-concerns-safeguarding-judged",
    "clm-sussex-2020-risk": "finding:peel-sussex-2018-19-acted-earlier-concerns-safeguarding-judged",
    "clm-durham-review-improved": "finding:ncpi-review-durham-2022-andy-cooke-show-clear-improvements",
    "clm-durham-review-online": "finding:ncpi-review-durham-2022-andy-cooke-information-children-risk",
    "clm-wmid-2023-online": "recommendation:peel-west-midlands-2023-25-handled-danger-offenders-abuse-children",
    "clm-gmp-2020-patel": "statement:st-ltr-2020-patel-burnham-01",
    "dsp-ofsted-2016-dorset": "statement:dorset-attendance-figures",
    "dsp-ofsted-2016-dorset-data": "statement:dorset-data-not-accurate",
    "dsp-ofsted-2016-dorset-notice": "statement:dorset-notice",
    "dsp-ofsted-2016-peterborough": "statement:cambridgeshire-attendance-figures",
    "dsp-ofsted-2016-peterborough-record": "statement:cambridgeshire-good-record",
    "rep-ofsted-2016-wirral": "statement:merseyside-process-reviewed",
    "rep-ofsted-2016-npcc": "statement:bailey-will-raise-concerns",
    "rep-wmid-2023-cooke": "statement:st-ltr-wmid-2023-cooke-03",
    "st-ltr-beds-2017-complaint-01": "statement:dsp-beds-2017-complaint",
    "st-ltr-wmid-2023-foster1-01": "statement:dsp-wmid-2023-foster-law",
    "st-ltr-wmid-2023-foster1-04": "statement:dsp-wmid-2023-foster-review",
    "st-ltr-dc-2015-sawyer-04": "statement:dsp-dc-2015-review",
    "st-ltr-leics-2017-bach-01": "statement:dsp-leics-2017-bach",
    "st-ltr-2016-dorset-01": "statement:dorset-attendance-figures",
    "st-ltr-2016-dorset-02": "statement:dorset-backlog-dealt-with",
    "st-ltr-2016-cambridgeshire-01": "statement:cambridgeshire-attendance-figures",
    "st-ltr-2014-guardian-01": "statement:dsp-met-2014-inspectors",
    "ltr-2016-dorset": "correspondence:dorset-police-statement-2016-10",
    "ltr-2016-cambridgeshire": "correspondence:cambridgeshire-constabulary-statement-2016-10",
}  # fmt: skip
# Answers that the table of answers had too, which say here what they qualify.
ANSWERS = {
    "ncpi-metropolitan-2016-answer-metropolitan-service-2016-11-25-asked-read-context-policing-london": "dsp-met-2016-context",
    "ncpi-metropolitan-2016-answer-metropolitan-service-2016-11-25-revisited-cases-further-harm-children": "dsp-met-2016-noharm",
}  # fmt: skip
# A claim that is one grade is the judgement itself.
GRADES = {
    "clm-beds-2017-grade": "judgement:peel:bedfordshire:2016:effectiveness",
    "clm-wmid-2018-inadequate": "judgement:peel:west-midlands:2017:protecting-vulnerable-people",
    "clm-dc-2015-grade": "judgement:peel:devon-and-cornwall:2015:protecting-vulnerable-people",
    "clm-staffs-2015-inadequate": "judgement:peel:staffordshire:2015:protecting-vulnerable-people",
    "clm-staffs-2016-grade": "judgement:peel:staffordshire:2015:effectiveness",
    "clm-nwales-2016-grade": "judgement:peel:north-wales:2016:legitimacy",
    "clm-nhants-2021-grade": "judgement:peel:northamptonshire:2021-22:protecting-vulnerable-people",
    "clm-leics-2016-grade": "judgement:peel:leicestershire:2016:effectiveness",
    "clm-notts-2017-inadequate": "judgement:peel:nottinghamshire:2016:protecting-vulnerable-people",
    "clm-glos-2021-vulnerable": "judgement:peel:gloucestershire:2021-22:protecting-vulnerable-people",
}
# What the article's answer to the letter leaves standing is another statement of it, or a finding.
NOT_BESIDE = {"dsp-ofsted-2016-dorset", "dsp-ofsted-2016-peterborough"}
# A complaint about how a force was inspected: "not about one single assessment rating, but the process".
OF_THE_PROCESS = {"dsp-beds-2017-complaint"}
KINDS = {
    "dsp": {"disputes": "DISPUTE", "qualifies": "QUALIFICATION", "asks for correction": "REQUEST"},
    "clm": {"grade": "REPORT", "finding": "REPORT", "criticism": "CRITICISM"},
}
SCOPES = {"other": "OTHER", "children or vulnerable people": ""}
# In the graph under a fuller or another name.
CALLED = {"Tom Winsor": "Sir Thomas Winsor", "Lord Willy Bach": "Willy Bach"}


def id_of(records: Indexed, key: str) -> str:
    """The id of what a key of the tables stands for; a key with a colon is an id already."""
    if ":" in key:
        return records.records.aliases.get(key, key)
    kind = {"ltr": "correspondence", "out": "review"}.get(key[:3], "statement")
    own = GRADES.get(key) or SAME.get(key) or f"{kind}:{key}"
    if key in SAME or key in GRADES:
        assert records.records.aliases[f"{kind}:{key}"] == own, key
    assert records.get(own), (key, own)
    return own


def places(records: Indexed, own: str) -> set[tuple[str | None, str | None, str | None, str]]:
    found: set[tuple[str | None, str | None, str | None, str]] = set()
    for held in records.nodes[own].evidence:
        place, (page,) = records.get(held), records.ends("FROM", held)
        source = records.get(page)
        assert isinstance(place, Evidence)
        assert isinstance(source, Source)
        found.add((place.quote, place.sha256, (source.url or "").split("://")[-1], source.publisher))
    return found


def assert_stands(records: Indexed, own: str, quote: str, passage: dict[str, Any], key: str) -> None:
    """The words stand in the passage, and the node has them in its evidence."""
    text = " ".join(passage["text"].split())
    words = " ".join(quote.split())
    assert words in text, key
    seal = sha256(text.encode()).hexdigest()
    assert (words, seal) in {(found, digest) for found, digest, _, _ in places(records, own)}, key
