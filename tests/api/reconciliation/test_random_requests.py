"""Every request is answered or refused with a sentence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.http.error_responses import RequestRefused
from api.reconciliation.answers import result
from api.reconciliation.questions import batch, extension
from graph.reconcile.bodies import PROPERTIES, TYPES
from graph.reconcile.candidates import candidates
from tests.graph.reconcile.test_names import BODIES

anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False)
    | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
names = st.sampled_from(["Marsh", "marsh council", "Elm & Ahs", "Orleens on Sea", "e09", "!", "ı", "ﬁn"])
properties = st.fixed_dictionaries({"pid": st.sampled_from([*PROPERTIES, "asOf"]) | anything, "v": anything})
questions = st.fixed_dictionaries(
    {},
    optional={
        "query": names | st.text(max_size=30) | anything,
        "type": st.sampled_from([*TYPES, "Organisation"]) | anything,
        "limit": st.integers(1, 5) | anything,
        "properties": st.lists(properties, max_size=3) | anything,
        "type_strict": st.sampled_from(["any", "should", "all"]) | anything,
    },
)


T = TypeVar("T")


def read(reader: Callable[[str], T], sent: Any) -> T | None:
    """What a reader makes of it; None if it was refused, in a sentence and as the client's mistake."""
    try:
        return reader(orjson.dumps(sent).decode())
    except RequestRefused as problem:
        refused = problem
    assert str(refused)[-1] in ".?"
    assert 400 <= refused.status < 500
    return None


@given(st.dictionaries(st.text(max_size=3), questions, max_size=3) | anything)
def test_any_batch_is_answered_or_refused_in_a_sentence(sent: Any) -> None:
    for each in (read(batch, sent) or {}).values():
        found = candidates(each.question, BODIES, date(2026, 1, 1)) if each.question else ()
        scores = [candidate.score for candidate in found]
        assert scores == sorted(scores, reverse=True)
        assert all(0 <= score <= 100 for score in scores)
        assert sum(candidate.sure for candidate in found) <= 1
        orjson.dumps(result(found))


@given(st.fixed_dictionaries({}, optional={"ids": anything, "properties": anything}) | anything)
def test_any_extension_is_read_or_refused_in_a_sentence(sent: Any) -> None:
    read(extension, sent)


@pytest.mark.parametrize(
    "text", ["", "\x00", "nul", "[" * 5000, '{"a":' * 5000, '{"q0": {"query": "\\ud800"}}']
)
def test_invalid_json_is_refused(text: str) -> None:
    for reader in (batch, extension):
        with pytest.raises(RequestRefused):
            reader(text)
