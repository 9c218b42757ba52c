"""YAML with line numbers, in which dates, seals and "no" stay text.

Only whole numbers of up to nine digits, decimals, ``true``, ``false`` and ``null`` are converted; YAML 1.1
would also convert 2016-10-17, 12:30, ``no`` and a seal of twelve digits.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from graph.model.records import Location as Stated
from seed.errors import Refusal, SeedRefused


class Mapped(dict[str, Any]):
    """A mapping with its line and the line of each key."""

    line: int
    lines: dict[str, int]


class Listed(list[Any]):
    """A list with the line of each item."""

    lines: list[int]


@dataclass(frozen=True)
class YamlFile:
    """The content of a file; `name` is its name in messages."""

    name: str
    value: Any
    refusals: tuple[Refusal, ...] = field(default=())

    def place(self, line: int, path: str) -> Stated:
        return Stated(f"{self.name}:{line}", path)


class _Loader(yaml.SafeLoader):
    """A loader that collects duplicate keys in `refusals` instead of keeping the last value."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 - PyYAML's own form
    name: str
    refusals: list[Refusal]


for tag, form, first in (
    ("int", r"-?(?:0|[1-9]\d{0,8})", "-0123456789"),
    ("float", r"-?\d+\.\d+", "-0123456789"),
    ("bool", r"true|false", "tf"),
    ("null", r"null|~|", ["n", "~", ""]),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(rf"(?:{form})$"), list(first))


def _mapping(loader: _Loader, node: yaml.MappingNode) -> Mapped:
    result = Mapped()
    result.line, result.lines = node.start_mark.line + 1, {}
    for key_node, value_node in node.value:
        key, line = str(loader.construct_object(key_node, deep=True)), key_node.start_mark.line + 1
        if key in result:
            reason = f"'{key}' is stated twice here, first on line {result.lines[key]}; keep one of them"
            loader.refusals.append(Refusal(Stated(f"{loader.name}:{line}", key), reason))
        result[key] = loader.construct_object(value_node, deep=True)
        result.lines[key] = line
    return result


def _sequence(loader: _Loader, node: yaml.SequenceNode) -> Listed:
    result = Listed(loader.construct_object(item, deep=True) for item in node.value)
    result.lines = [item.start_mark.line + 1 for item in node.value]
    return result


_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)
_Loader.add_constructor("tag:yaml.org,2002:seq", _sequence)


def read(path: Path, name: str) -> YamlFile:
    """Read one file. Duplicate keys are in its `refusals`. Raises SeedRefused for invalid YAML."""
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise SeedRefused(
            [Refusal(Stated(name, f"byte {error.start}"), "is not UTF-8; save the file as UTF-8")]
        ) from None
    loader = _Loader(text)
    loader.name, loader.refusals = name, []
    try:
        return YamlFile(name, loader.get_single_data(), tuple(loader.refusals))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        reason = f"cannot be read as YAML: {error.problem or error.context}"
        raise SeedRefused([Refusal(Stated(f"{name}:{line}", "YAML"), reason)]) from None
    except yaml.YAMLError as error:
        raise SeedRefused([Refusal(Stated(name, "YAML"), f"cannot be read as YAML: {error}")]) from None
    finally:
        loader.dispose()
