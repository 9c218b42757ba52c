"""Published findings that are answers to a PEEL report, as rows of the table of answers, by hand."""

from __future__ import annotations

from pathlib import Path

from tests.helpers.police_tables import Row, table

_PCC = "Police and Crime Commissioner"
# By key: the answer's last words, who speaks, in which post, for whom, its kind, its day, its stance.
_ANSWERS = {
    "peel-avon-and-somerset-2015-commissioner-new-regional-service-helping": (
        *("avon-somerset-crime-commissioner", "Sue Mountstevens", _PCC, f"{_PCC} for Avon and Somerset"),
        *("statement", "", "reports action"),
    ),
    "peel-cumbria-2015-commissioner-much-done-since-asked": (
        *("cumbria-crime-commissioner", "Richard Rhodes", _PCC, f"{_PCC} for Cumbria"),
        *("statement", "", "reports action"),
    ),
    "peel-dorset-2014-forces-head-public-protection-disputed": (
        *("dorset", "Andrew Clowser", "Director of public protection", "Dorset Police"),
        *("statement", "", "qualifies"),
    ),
    "peel-essex-2023-25-commissioner-regrettable-protection-vulnerable-required": (
        *("essex-fire-crime-commissioner-2025-05-14", "Roger Hirst", "Police, Fire and Crime Commissioner"),
        *("Police, Fire and Crime Commissioner for Essex", "published response", "2025-05-14", "unknown"),
    ),
    "peel-gwent-2023-25-commissioner-told-councillors-examine-closely": (
        *("gwent-crime-commissioner", "Jane Mudd", _PCC, f"{_PCC} for Gwent", "statement", "", "unknown"),
    ),
    "peel-hampshire-2016-answered-arrests-domestic-abuse-cases": (
        *(
            "hampshire-2017-04-03",
            "",
            "",
            "Hampshire Constabulary",
            "published response",
            "2017-04-03",
            "reports action",
        ),
    ),
    "peel-hampshire-2016-answered-ended-risk-assessment-telephone": (
        *(
            "hampshire-2017-04-03",
            "",
            "",
            "Hampshire Constabulary",
            "published response",
            "2017-04-03",
            "reports action",
        ),
    ),
    "peel-hampshire-2016-forces-response-cited-finding-good": (
        *(
            "hampshire-2017-04-03",
            "",
            "",
            "Hampshire Constabulary",
            "published response",
            "2017-04-03",
            "unknown",
        ),
    ),
    "peel-hertfordshire-2015-commissioner-noted-praise-missing-children": (
        *("hertfordshire-crime-commissioner-2015-12-16", "David Lloyd", _PCC, f"{_PCC} for Hertfordshire"),
        *("statement", "2015-12-16", "unknown"),
    ),
    "peel-hertfordshire-2016-commissioner-grade-unacceptable-made-repair": (
        *("hertfordshire-crime-commissioner-2017-03", "David Lloyd", _PCC, f"{_PCC} for Hertfordshire"),
        *("statement", "2017-03", "reports action"),
    ),
    "peel-nottinghamshire-2016-chief-constable-answered-open-domestic": (
        *("nottinghamshire", "", "Chief Constable", "Nottinghamshire Police"),
        *("statement", "", "reports action"),
    ),
    "peel-south-yorkshire-2016-deputy-chief-constable-answered-new": (
        *("south-yorkshire", "", "Deputy Chief Constable", "South Yorkshire Police"),
        *("statement", "", "reports action"),
    ),
    "peel-suffolk-2015-heavy-workloads-might-lose-chances": (
        *("nspcc", "", "", "NSPCC", "statement", "", "unknown"),
    ),
}
# Published jointly by the force and its commissioner.
_JOINT = {"hampshire": "force:hampshire; local-policing-body:hampshire"}
_COLUMNS = ("responder", "responder_post", "on_behalf_of", "kind", "date", "stance")
KEYS = frozenset(_ANSWERS)


def answers_among_findings(path: Path) -> list[Row]:
    """These rows of the table of findings at this path."""
    return [_answer(row, *_ANSWERS[own]) for row in table(path) if (own := row["finding_key"]) in KEYS]


def _answer(row: Row, tail: str, *values: str) -> Row:
    group = f"peel-{row['force_id']}-{row['cycle'].replace('/', '-')}-answer-{tail}"
    joint = {"sent_for": _JOINT[row["force_id"]]} if row["force_id"] in _JOINT else {}
    keys = {"response_key": row["finding_key"], "response_group": group}
    return {**row, **keys, **dict(zip(_COLUMNS, values, strict=True)), **joint}
