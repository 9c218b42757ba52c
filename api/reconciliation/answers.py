"""The answers to reconciliation clients, in the JSON of the protocol."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any
from urllib.parse import urlsplit

from api.reconciliation.facts import DETAILS, LABELS, OF_BODIES, FactSettings, Node, cells, meta
from api.reconciliation.questions import ANY, AS_OF, BATCH, Column, Extension
from graph.reconcile.bodies import PROPERTIES, TYPES, Body, BodyReference, OtherName
from graph.reconcile.candidates import Candidate
from graph.reconcile.suggestions import words_beginning

_SPACE = "urn:x-safeguarding:"
_PREVIEW = {"width": 420, "height": 260}
_SETTINGS: Sequence[Mapping[str, Any]] = (
    {
        "name": AS_OF,
        "label": "Grades and recommendations as of the day",
        "type": "text",
        "default": "",
        "help_text": "such as 2018-12-31; empty: whatever the day",
    },
    {
        "name": "area",
        "label": "Grades of the area or question",
        "type": "text",
        "default": "",
        "help_text": "words of its name, such as vulnerable; empty: each",
    },
    {
        "name": "limit",
        "label": "At most so many values, the newest",
        "type": "number",
        "default": 0,
        "help_text": "0: all",
    },
    {
        "name": "count",
        "label": "Only how many there are",
        "type": "checkbox",
        "default": False,
        "help_text": "of grades and recommendations",
    },
)
_ASKABLE = {**PROPERTIES, AS_OF: "the day that the name is of, such as 2016-08-05"}
_PAGE = """<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><title>{title}</title>
<style>body{{font:14px/1.4 sans-serif;margin:8px 12px}}h1{{font-size:16px;margin:0}}p{{margin:2px 0 8px}}
dl{{display:grid;grid-template-columns:max-content 1fr;gap:2px 10px;margin:0}}
dt{{color:#555}}dd{{margin:0}}</style>
</head><body>{content}</body></html>
"""


def manifest(base: str) -> dict[str, Any]:
    """The service manifest, for clients that reach the service at the address `base`."""
    preview = f"{base}/reconcile/preview?id={{{{id}}}}"
    return {
        "versions": ["0.2"],
        "name": "Safeguarding Graph: police forces of England and Wales, councils and safeguarding boards",
        "identifierSpace": f"{_SPACE}id:",
        "schemaSpace": f"{_SPACE}term:",
        "defaultTypes": [_type(kind) for kind in TYPES],
        "documentation": f"{base}/docs/integrators.md",
        "view": {"url": preview},
        "preview": {"url": preview, **_PREVIEW},
        "suggest": {
            what: {"service_url": base, "service_path": f"/reconcile/suggest/{what}"}
            for what in ("entity", "type", "property")
        },
        "extend": {
            "propose_properties": {"service_url": base, "service_path": "/reconcile/properties"},
            "property_settings": [*_SETTINGS],
        },
        "batchSize": BATCH,
    }


def result(found: Iterable[Candidate], problem: str | None = None) -> dict[str, Any]:
    """The candidates for one query, the best first, and the problem with the query if there is one."""
    error = {"error": problem} if problem else {}
    return error | {
        "result": [
            {
                "id": each.body.id,
                "name": each.body.name,
                "description": description(each.body),
                "type": [_type(each.body.type)],
                "score": each.score,
                "features": [
                    {"id": "name", "value": each.name_score},
                    {"id": "properties_agreeing", "value": each.agreeing},
                    {"id": "properties_disagreeing", "value": each.disagreeing},
                ],
                "match": each.sure,
            }
            for each in found
        ]
    }


def description(body: Body) -> str:
    """What distinguishes a body from others of its name: full name, kind, region, end."""
    parts = [
        *_texts(body, "officialName"),
        " in ".join([*_texts(body, "kind"), *_texts(body, "region")]) or TYPES[body.type].lower(),
        *(f"until {end}" for end in _texts(body, "end") if end != "ongoing"),
        *(f"replaced by {other.name} ({other.id})" for other in _named(body, "replacedBy")),
    ]
    return "; ".join(parts)


def extended(
    asked: Extension, bodies: Sequence[Body], facts: Mapping[FactSettings, Mapping[str, Node]]
) -> dict[str, Any]:
    """The values of properties of some nodes; one that is not known has none. ``facts`` are of those that the
    bodies do not hold, by what is asked of the property."""
    known = {own: body for body in bodies for own in body.ids}
    return {
        "meta": [
            {"id": each.name, "name": _label(each.name, known, asked), **meta(each.name)}
            for each in asked.columns
        ],
        "rows": {
            own: {each.name: _cells(each, own, known, facts) for each in asked.columns} for own in asked.ids
        },
    }


def _label(name: str, known: Mapping[str, Body], asked: Extension) -> str:
    """What a property is called: `kind` is one of bodies and of recommendations."""
    of_bodies = name in PROPERTIES and (name not in LABELS or any(own in known for own in asked.ids))
    return PROPERTIES[name] if of_bodies else LABELS[name]


def _cells(
    column: Column, own: str, known: Mapping[str, Body], facts: Mapping[FactSettings, Mapping[str, Node]]
) -> list[dict[str, Any]]:
    if own in known and column.name in PROPERTIES:
        return _values(known[own], column.name)
    node = facts[column.settings].get(known[own].id if own in known else own)
    return cells(node, column.name, column.settings) if node else []


def proposed(kind: str, limit: int, bodies: Iterable[Body]) -> dict[str, Any]:
    """The properties that nodes of a type have."""
    if kind in DETAILS:
        listed = {name: detail.label for name, detail in DETAILS[kind].items()}
    else:
        listed = {**_of_bodies(kind, bodies), **OF_BODIES}
    names = [*listed][:limit]
    return {
        "type": kind,
        "limit": limit,
        "properties": [{"id": name, "name": listed[name]} for name in names],
    }


def _of_bodies(kind: str, bodies: Iterable[Body]) -> dict[str, str]:
    """The properties that bodies of a type have."""
    having = {
        name for body in bodies if kind in (body.type, ANY) for name, values in body.values.items() if values
    }
    return {name: label for name, label in PROPERTIES.items() if name in having}


def suggested_bodies(found: Iterable[Body]) -> dict[str, Any]:
    """Bodies for a list that opens while somebody types."""
    return {
        "result": [
            {
                "id": body.id,
                "name": body.name,
                "description": description(body),
                "notable": [_type(body.type)],
            }
            for body in found
        ]
    }


def suggested_types(prefix: str) -> dict[str, Any]:
    """Types whose name or id begins with the prefix."""
    return _suggested(words_beginning(prefix, {**TYPES, ANY: "Any body"}))


def suggested_properties(prefix: str) -> dict[str, Any]:
    """Properties whose name or id begins with the prefix."""
    return _suggested(words_beginning(prefix, _ASKABLE))


def preview(body: Body) -> str:
    """A page that tells who this is, small enough for a frame beside a table."""
    rows = [
        (PROPERTIES[name], ", ".join(map(_linked, values)))
        for name in PROPERTIES
        if name != "otherName" and (values := body.values.get(name))
    ]
    rows += [("also known as", _dated(other)) for other in body.other_names]
    listed = "".join(f"<dt>{escape(name)}</dt><dd>{value}</dd>" for name, value in rows)
    head = f"<h1>{escape(body.name)}</h1><p>{escape(TYPES[body.type])}, {escape(body.id)}</p>"
    return _PAGE.format(title=escape(body.name), content=f"{head}<dl>{listed}</dl>")


def preview_of_fact(node: Node) -> str:
    """A page that tells what a grade or a recommendation is, with its passages."""
    details = DETAILS[node["__typename"]]
    rows = [
        (detail.label, ", ".join(_linked(str(each.get("name") or each["str"])) for each in values))
        for detail in details.values()
        if (values := detail.values(node))
    ]
    listed = "".join(f"<dt>{escape(name)}</dt><dd>{value}</dd>" for name, value in rows)
    head = f"<h1>{escape(node['caption'])}</h1><p>{escape(node['id'])}</p>"
    return _PAGE.format(title=escape(node["caption"]), content=f"{head}<dl>{listed}</dl>")


def nobody(own: str) -> str:
    """The page for an id that nothing has."""
    content = f"<p>No body here has the id {escape(own)}, nor has a grade or a recommendation.</p>"
    return _PAGE.format(title="Not known", content=content)


def _suggested(words: dict[str, str]) -> dict[str, Any]:
    return {"result": [{"id": own, "name": name} for own, name in words.items()]}


def _type(kind: str) -> dict[str, Any]:
    return {"id": kind, "name": TYPES[kind]}


def _values(body: Body, name: str) -> list[dict[str, Any]]:
    return [
        {"id": each.id, "name": each.name} if isinstance(each, BodyReference) else {"str": each}
        for each in body.values.get(name, ())
    ]


def _linked(value: str | BodyReference) -> str:
    if isinstance(value, BodyReference):
        return escape(value.name)
    if urlsplit(value).scheme in ("http", "https"):
        return f'<a href="{escape(value)}" target="_blank" rel="noreferrer noopener">{escape(value)}</a>'
    return escape(value)


def _dated(other: OtherName) -> str:
    since, until = f" from {other.since}" * bool(other.since), f" until {other.until}" * bool(other.until)
    return escape(f"{other.name}{since}{until}")


def _texts(body: Body, name: str) -> list[str]:
    return [each for each in body.values.get(name, ()) if isinstance(each, str)]


def _named(body: Body, name: str) -> list[BodyReference]:
    return [each for each in body.values.get(name, ()) if isinstance(each, BodyReference)]
