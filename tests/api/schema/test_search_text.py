"""Search queries as people type them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.schema.environment import Environment
from api.schema.lengths import MOST_WORDS
from api.schema.search_text import excerpt, index_query
from graph.search_text import words

HERE = Environment("http://127.0.0.1:7474/browser/")


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("batches", "(+(batches^4 batches~1))"),
        ("DBS", "(+(dbs))"),
        ("the unborn babies", '(+(unborn^4 unborn~1) +(babies^4 babies~1) "unborn babies"^8)'),
        ("café AND (x OR *)", '(+(cafe^4 cafe~1) +(x) "cafe x"^8)'),
        ("Notts", "(+(notts^4 notts~1 nottinghamshire))"),
        ("with the", "+nothing -nothing"),
        ("* ?", "+nothing -nothing"),
    ],
)
def test_every_word_must_occur_and_nothing_that_is_typed_is_an_operator(typed: str, query: str) -> None:
    assert index_query(typed).partition(" searchKeys:")[0] == query


@given(st.text(max_size=300))
def test_only_words_and_keys_stand_in_a_query(text: str) -> None:
    """Between the operators of the index stand its own properties and plain words, whatever is typed."""
    if len(words(text)) <= MOST_WORDS:
        plain = re.sub(r'searchKeys:|searchNames:|\^\d+|~1|[+()*"]|-nothing', " ", index_query(text))
        assert all(each.isalnum() for each in plain.split())


@pytest.mark.parametrize(
    ("words", "text", "marked"),
    [
        ("batches", "Sent in batches.", "Sent in **batches**."),
        ("BATCHS", "Sent in batches.", "Sent in **batches**."),
        ("cafe", "The Café.", "The **Café**."),
        ("sent the", "The sent.", "The **sent**."),
        ("nothing", "Sent in batches.", "Sent in batches."),
    ],
)
def test_an_excerpt_marks_what_matched_and_nothing_else(words: str, text: str, marked: str) -> None:
    assert excerpt(HERE, words, None, text) == marked


def test_an_excerpt_is_cut_around_its_first_match() -> None:
    found = excerpt(HERE, "match", "x " * 200 + "match" + " y" * 200)
    assert "**match**" in found
    assert found.startswith("…")
    assert found.endswith("…")
    assert len(found) < 300
