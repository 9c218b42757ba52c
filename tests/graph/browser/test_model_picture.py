"""The picture of the model shows the whole model, and is the committed one."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest

from graph.browser import model_picture
from graph.browser.model_picture import cards, picture
from graph.model.nodes import LABELS, NODE_TYPES
from graph.model.relationships import DERIVED_ENDS, RELATIONSHIP_TYPES
from tests.helpers.paths import ROOT

SVG = "{http://www.w3.org/2000/svg}"


def _texts(kind: str | None = None) -> list[str]:
    found = ET.fromstring(picture()).iter(f"{SVG}text")
    return ["".join(each.itertext()) for each in found if kind is None or each.get("class") == kind]


def test_the_committed_picture_is_the_one_that_the_model_makes() -> None:
    """After a change on purpose: `python -m graph.browser.model_picture > docs/pictures/model.svg`."""
    assert picture() == (ROOT / "docs" / "pictures" / "model.svg").read_text("utf-8")


def test_each_type_has_its_card_and_colour() -> None:
    assert {*_texts("type")} == {*LABELS, "Entity"}
    dots = {dot.get("fill") for dot in ET.fromstring(picture()).iter(f"{SVG}circle")}
    assert {each.style.color for each in NODE_TYPES if each.style} <= dots


def test_each_relationship_is_on_the_card_of_every_type_that_it_starts_from() -> None:
    shown = {card.label: {name for name, _, _ in card.leads} for card in cards()}
    for label in (*LABELS, "Entity"):
        told = {row.type for row in RELATIONSHIP_TYPES.values() if label in row.starts}
        assert shown[label] == told | {name for name, (starts, _) in DERIVED_ENDS.items() if label in starts}


def test_what_the_build_derives_is_set_apart_and_nothing_else() -> None:
    apart = {line.partition(" →")[0] for line in _texts("derived")} - {"derived by the build:"}
    assert apart == {*DERIVED_ENDS}


def test_an_arrow_of_the_chain_that_the_model_lacks_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model_picture, "_ARROWS", (("Finding", "FOUND", "Inspection"),))
    with pytest.raises(ValueError, match=r"FOUND leads from \('Inspection',\) to \('Finding',\)"):
        picture()


def test_no_text_is_wider_than_its_card() -> None:
    """Of 276 pixels; a letter of 13 pixels is some 7.5 wide, a capital 9."""
    lines = [line for card in cards() for line, _ in card.lines]
    width = max(sum(9 if letter.isupper() else 7 for letter in line) for line in lines)
    assert width <= 276 - 12


def test_it_has_colours_for_light_and_dark() -> None:
    light, dark = picture().partition("@media (prefers-color-scheme: dark)")[::2]
    for kind in ("page", "card", "noun", "derived", "arrow", "tip"):
        assert re.search(rf"\.{kind}\b", light), kind
        assert re.search(rf"\.{kind}\b", dark.partition("</style>")[0]), kind
