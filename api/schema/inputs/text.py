"""Text compared without its case and accents."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Any

from graph.folding import unmarked
from graph.query.selection import Operator

# Possessive: nothing that was taken is given back, since a letter is no mark.
_MARKS = r"\p{M}*+"


def like(operator: Operator) -> Callable[[Any], str]:
    """What turns a filter's value into a regular expression over text in decomposed form, which a
    text matches that meets the operator but for case and accents."""
    before = ".*" if operator is Operator.CONTAINS else ""
    after = ".*" if operator in (Operator.CONTAINS, Operator.STARTS_WITH) else ""

    def expression(value: Any) -> str:
        texts = value if isinstance(value, list) else [value]
        return f"(?isu){before}(?:{'|'.join(_loose(text) for text in texts)}){after}"

    return expression


def _loose(text: str) -> str:
    """Every letter of the text, each with any marks; what is no letter or digit is escaped."""
    letters = unmarked(unicodedata.normalize("NFD", text))
    return _MARKS + "".join(
        (each if each.isalnum() else f"\\x{{{ord(each):x}}}") + _MARKS for each in letters
    )
