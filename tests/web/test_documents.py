"""The questions of pages, put together from what they share."""

import re
from collections import Counter

import pytest
from graphql import FragmentDefinitionNode, OperationDefinitionNode, parse, validate

from api.schema.schema import core_schema
from web.documents import FRAGMENTS, QUESTIONS, question

NAMES = sorted(path.stem for path in QUESTIONS.glob("*.graphql"))
SHARED = sorted(path.stem for path in FRAGMENTS.glob("*.graphql"))


@pytest.mark.parametrize("name", NAMES)
def test_a_question_is_a_document_that_any_client_can_send(name: str) -> None:
    """What a reader copies from a page must be whole: each fragment that it needs once, and no others."""
    document = parse(question(name))
    assert validate(core_schema(), document) == []
    assert sum(isinstance(each, OperationDefinitionNode) for each in document.definitions) == 1


def test_a_shared_fragment_means_the_same_wherever_it_is_spread() -> None:
    own = Counter(
        each.name.value
        for name in NAMES
        for each in parse((QUESTIONS / f"{name}.graphql").read_text("utf-8")).definitions
        if isinstance(each, FragmentDefinitionNode)
    )
    assert [name for name in SHARED if name in own] == []


@pytest.mark.parametrize("name", SHARED)
def test_a_shared_fragment_is_named_as_its_file_and_used_by_several(name: str) -> None:
    text = (FRAGMENTS / f"{name}.graphql").read_text("utf-8")
    (fragment,) = parse(text).definitions
    assert isinstance(fragment, FragmentDefinitionNode)
    assert fragment.name.value == name
    spread = re.compile(rf"\.\.\.{name}\b")
    users = [each for each in QUESTIONS.rglob("*.graphql") if spread.search(each.read_text("utf-8"))]
    assert len(users) > 1
