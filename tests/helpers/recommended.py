"""Made-up recommendations and what became of them, beside the small sources."""

from __future__ import annotations

GOVERNANCE = "recommendation:eastmarsh-governance"
MEETINGS = "recommendation:eastmarsh-meetings"
ENGAGE = "recommendation:westfell-engage"
INSPECTION = "inspection:hmic-ncpi:eastmarsh:2018-03-08"
LATER = "inspection:hmic-ncpi:eastmarsh:2019-05-02"

_EVIDENCE = """evidence:
      - source: source:report
        locator: page 4
        speaker: The inspectors
        status: stated
        attribution: explicit"""
FACTS = f"""
inspections:
  - id: {INSPECTION}
    name: Child protection inspection of Eastmarsh Police, 2018
    framework: hmic-ncpi
    kind: child protection inspection
    published: 2018-03-08
    inspectedFrom: 2017-10
    carriedOutBy: inspectorate:ofsted
    inspected: force:eastmarsh
    {_EVIDENCE}
  - id: {LATER}
    name: Post-inspection review of Eastmarsh Police, 2019
    framework: hmic-ncpi
    kind: post-inspection review
    published: 2019-05-02
    carriedOutBy: inspectorate:ofsted
    inspected: force:eastmarsh
    {_EVIDENCE}
recommendations:
  - id: {GOVERNANCE}
    kind: recommendation
    summary: The force was to watch over all work with children.
    date: 2018-03-08
    due: within three months
    recommendedBy: {INSPECTION}
    addressedTo: force:eastmarsh
    themes: theme:information
    answeredBy: statement:dispute
    {_EVIDENCE}
  - id: {MEETINGS}
    kind: priority action
    summary: The police were to come to meetings.
    who: police
    date: 2016-08-05
    recommendedBy: inspection:ofsted-sif:E10999001:2016-08-05
    {_EVIDENCE}
  - id: {ENGAGE}
    kind: reason for engage
    summary: The force answered missing children poorly.
    date: 2016-07
    addressedTo: force:westfell
    {_EVIDENCE}
reviews:
  - id: review:eastmarsh-governance-opened
    status: awaiting-review
    summary: The register opened the recommendation.
    date: 2018-03-08
    saidBy: inspectorate
    reviewOf: {GOVERNANCE}
    {_EVIDENCE}
  - id: review:eastmarsh-governance-better
    status: much improved
    summary: A newspaper reported that the inspectors found it much improved.
    saidBy: press
    reviewOf: {GOVERNANCE}
    reviewedBy: {LATER}
    {_EVIDENCE}
  - id: review:eastmarsh-governance-complete
    status: complete
    summary: The register called the recommendation complete.
    date: 2019-11
    saidBy: inspectorate
    reviewOf: {GOVERNANCE}
    {_EVIDENCE}
  - id: review:westfell-engage-out
    status: moved out of Engage
    summary: The force announced that it was out of Engage.
    saidBy: body
    reviewOf: {ENGAGE}
    {_EVIDENCE}
"""
