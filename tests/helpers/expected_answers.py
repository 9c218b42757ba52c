"""The expected answers of the questions, worked out by hand from the originals, in `tests/questions`.

In an answer, `!passage 24` stands for the evidence that a row of the checklist of facts gives, as
`passages.yaml` quotes it from the article; `!passage re-opened the same day` for a passage of another
document.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import yaml

from tests.helpers.paths import ROOT

DOCUMENTS = ROOT / "docs" / "questions"
ANSWERS = ROOT / "tests" / "questions"


@cache
def passages() -> dict[str, Any]:
    """The file of passages: `documents`, and the passages of the `article` and `elsewhere`."""
    loaded: dict[str, Any] = yaml.safe_load((ANSWERS / "passages.yaml").read_text("utf-8"))
    return loaded


class _AnswerLoader(yaml.SafeLoader):
    """YAML in which a passage can be named."""


def _passage(_: yaml.SafeLoader, node: yaml.ScalarNode) -> dict[str, Any]:
    name = node.value
    article, elsewhere = passages()["article"], passages()["elsewhere"]
    if name in elsewhere:
        return _elsewhere(elsewhere[name])
    return _in_article(article[int(name) if name.isdigit() else name])


_AnswerLoader.add_constructor("!passage", _passage)


def _in_article(given: dict[str, Any]) -> dict[str, Any]:
    paragraph, start, end = given["at"]
    via = given.get("via", [])
    return {
        "locator": f"paragraph {paragraph}, characters {start}-{end}",
        "quote": given["quote"],
        "summary": None,
        "speaker": given["speaker"],
        "status": "REPORTED" if via else "STATED",
        "attribution": "CONTEXTUAL" if given.get("contextual") else "EXPLICIT",
        "source": _document("article"),
        "via": [_document(name) for name in via],
    }


def _elsewhere(given: dict[str, Any]) -> dict[str, Any]:
    reported = "REPORTED" if given.get("reported") else "STATED"
    return {
        "locator": given["locator"],
        "quote": given.get("quote"),
        "summary": given.get("summary"),
        "speaker": given["speaker"],
        "status": "REFERENCE" if given.get("reference") else reported,
        "attribution": "CONTEXTUAL" if given.get("contextual") else "EXPLICIT",
        "source": _document(given["in"]),
        "via": [_document(name) for name in given.get("via", [])],
    }


def _document(name: str) -> dict[str, Any]:
    return {"id": passages()["documents"][name]}


def question(name: str) -> str:
    """The text of a question's document."""
    return (DOCUMENTS / f"{name}.graphql").read_text("utf-8")


def answer(name: str) -> dict[str, Any]:
    """The `data` that a question must be answered with."""
    text = (ANSWERS / f"{name}.yaml").read_text("utf-8")
    loaded: dict[str, Any] = yaml.load(text, _AnswerLoader)
    return loaded


def differences(expected: Any, found: Any, place: str = "data") -> list[str]:
    """Each place at which two answers differ, with both values: a whole answer is too long to read."""
    if isinstance(expected, dict) and isinstance(found, dict) and list(expected) == list(found):
        pairs = [(f"{place}.{key}", expected[key], found[key]) for key in expected]
    elif isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
        pairs = [(f"{place}[{at}]", *each) for at, each in enumerate(zip(expected, found, strict=True))]
    else:
        return [] if expected == found else [f"{place}: expected {expected!r}, found {found!r}"]
    return [line for at, left, right in pairs for line in differences(left, right, at)]
