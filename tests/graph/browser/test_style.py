"""The committed style is the one that the declarations of types make."""

from __future__ import annotations

from graph.browser.files import SOURCES, STYLE
from graph.browser.style import style


def test_the_style_is_the_one_that_the_model_makes() -> None:
    """After a change on purpose: `python -m graph.browser.style` prints it."""
    assert style() == (SOURCES / STYLE).read_text("utf-8")
