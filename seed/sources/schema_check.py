"""Validate curated files against their JSON Schema, with refusals that name file, line and valid words."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError, best_match

from seed.errors import Refusal
from seed.values import nearest
from seed.yaml_files import Listed, Mapped, YamlFile


@cache
def validator(schema: Path) -> Draft202012Validator:
    """The validator of a schema file; the schema itself is checked first. Cached."""
    content = json.loads(schema.read_text("utf-8"))
    Draft202012Validator.check_schema(content)
    return Draft202012Validator(content)


def check_shape(file: YamlFile, schema: Path) -> Iterator[Refusal]:
    """The refusals of a file by its schema."""
    for error in validator(schema).iter_errors(file.value):
        yield from _refusals(file, _deepest(error))


def line_of(value: Any, path: Iterable[str | int]) -> int:
    """The line at `path` in a value that was read with line numbers."""
    line = 1
    for step in path:
        if not isinstance(value, (Mapped, Listed)):
            break
        line = value.lines.get(str(step), line) if isinstance(value, Mapped) else value.lines[int(step)]
        value = value[step]  # type: ignore[index]
    return line


def described(value: Any, path: Iterable[str | int]) -> str:
    """A path in words; a list item with an id is named by it."""
    words = []
    for step in path:
        value = value[step]
        own = value.get("id") or value.get("extends") if isinstance(value, dict) else None
        words.append(str(own or (step + 1 if isinstance(step, int) else step)))
    return " / ".join(words) or "the file"


def _deepest(error: ValidationError) -> ValidationError:
    """The most specific error inside `anyOf` and `oneOf`."""
    while error.validator in ("anyOf", "oneOf") and error.context:
        inner = best_match(error.context)
        if inner is None:
            break
        error = inner
    return error


def _refusals(file: YamlFile, error: ValidationError) -> Iterator[Refusal]:
    path = list(error.absolute_path)
    if error.validator == "additionalProperties" and isinstance(error.instance, Mapped):
        known = _keys(error.schema)
        for key in error.instance:
            if key not in known:
                line = error.instance.lines[key]
                reason = f"'{key}' is not known here; {nearest(key, known)}"
                yield Refusal(file.place(line, described(file.value, path)), reason)
        return
    place = file.place(line_of(file.value, path), described(file.value, path))
    if error.validator == "enum":
        words = [str(word) for word in _listed(error.validator_value)]
        yield Refusal(place, f"{error.instance!r} is not a known word; {nearest(str(error.instance), words)}")
    elif error.validator == "required" and isinstance(error.instance, dict):
        missing = [str(name) for name in _listed(error.validator_value) if name not in error.instance]
        yield Refusal(place, f"lacks {', '.join(missing)}")
    elif error.validator == "pattern" and isinstance(error.schema, dict) and "description" in error.schema:
        yield Refusal(place, f"{error.instance!r} does not fit here. {error.schema['description']}")
    else:
        yield Refusal(place, error.message)


def _keys(schema: Any) -> Mapping[str, Any]:
    found = schema.get("properties", {}) if isinstance(schema, dict) else {}
    return found if isinstance(found, dict) else {}


def _listed(found: Any) -> list[Any]:
    return list(found) if isinstance(found, (list, tuple)) else [found]
