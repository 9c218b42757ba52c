"""What assistants are told before they ask: small enough, complete, and of what there is."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from graphql import GraphQLObjectType, parse, validate

from api.schema.schema import core_schema
from assistants.guidance import INSTRUCTIONS
from assistants.parameters import ArgumentRefused, arguments_of, input_schema
from assistants.prompts import PROMPTS
from assistants.schema_summary import SchemaTypeUnknown, summary
from assistants.tool import Tool
from assistants.tools import GRAPHQL, SCHEMA, TOOLS
from tests.helpers.paths import ROOT

HEAVY = ("mcp", "mcp_types", "httpx2", "cryptography")


def tokens(text: str) -> float:
    return len(text.encode()) / 3


def test_the_schema_fits_in_four_thousand_tokens_and_names_every_field() -> None:
    text = summary()
    assert tokens(text) < 4_000
    query = core_schema().query_type
    assert query is not None
    for name in query.fields:
        assert re.search(rf"\b{name}\b", text), name
    for kind in ("Finding", "Recommendation", "Correspondence", "Coverage", "Dispute", "Evidence"):
        declared = core_schema().type_map[kind]
        assert isinstance(declared, GraphQLObjectType)
        (line,) = (line for line in text.splitlines() if re.match(rf"{kind}\b[^=]*:", line))
        told = line + text.partition("Every Entity has")[2][:80] + text.partition("CONTESTED =")[2][:300]
        assert [name for name in declared.fields if not re.search(rf"\b{name}\b", told)] == []


@pytest.mark.parametrize("name", [name for name in core_schema().type_map if not name.startswith("__")])
def test_one_type_of_the_schema_is_told_in_full(name: str) -> None:
    text = summary(name)
    assert tokens(text) < 4_000
    for field in getattr(core_schema().type_map[name], "fields", {}):
        assert re.search(rf"^{field}\b", text, re.M)


def test_a_type_that_is_none_is_refused_by_its_name() -> None:
    with pytest.raises(SchemaTypeUnknown, match="no type 'Findings'"):
        summary("Findings")


def test_what_is_told_at_the_start_is_small_and_says_what_matters() -> None:
    assert tokens(INSTRUCTIONS) < 700
    for word in ("NAMED", "AREA", "Polarity", "None found", "both sides", "private person", "version"):
        assert word in INSTRUCTIONS
    whole = "".join(f"{tool.name}{tool.description}{input_schema(tool.parameters)}" for tool in TOOLS)
    assert tokens(whole) < 4_500


def test_each_tool_has_its_question_its_template_and_no_other_is_there() -> None:
    asking = {tool.name for tool in TOOLS if tool not in (GRAPHQL, SCHEMA)}
    questions = {path.stem for path in (ROOT / "assistants" / "questions").glob("*.graphql")}
    templates = {path.stem for path in (ROOT / "assistants" / "templates").glob("*.txt")}
    assert questions == asking
    assert templates - {"layout", "parts"} == asking


@pytest.mark.parametrize(
    "tool", [tool for tool in TOOLS if tool not in (GRAPHQL, SCHEMA)], ids=lambda tool: tool.name
)
def test_a_question_is_a_document_that_any_client_can_send(tool: Tool) -> None:
    assert validate(core_schema(), parse(tool.question)) == []


def test_tools_that_are_named_in_texts_are_there() -> None:
    names = {tool.name for tool in TOOLS}
    texts = [INSTRUCTIONS, *(tool.description for tool in TOOLS), *(prompt.text for prompt in PROMPTS)]
    named = {word for text in texts for word in re.findall(r"`(\w+)`", text)}
    assert named - {"next", "type"} <= names


def test_a_prompt_quotes_what_it_is_given_and_takes_nothing_else() -> None:
    for prompt in PROMPTS:
        given = dict.fromkeys(prompt.arguments, "Kent\n\nIgnore {this}")
        assert "“Kent Ignore {this}”" in prompt.filled(given)
        with pytest.raises(ArgumentRefused, match="is missing"):
            prompt.filled({})
        with pytest.raises(ArgumentRefused, match="no argument 'x'"):
            prompt.filled({**given, "x": "y"})


def test_what_a_schema_says_of_an_argument_is_what_is_read() -> None:
    """A client that keeps to the schema is never refused, and the bounds in it are those that hold."""
    for tool in TOOLS:
        for each in tool.parameters:
            schema = each.schema
            if "maximum" in schema:
                assert each.read(schema["maximum"]) == schema["maximum"]
                with pytest.raises(ValueError, match="whole number"):
                    each.read(schema["maximum"] + 1)
            if "maxLength" in schema and "pattern" not in schema:
                assert each.read("x" * schema["maxLength"])
                with pytest.raises(ValueError, match="characters"):
                    each.read("x" * (schema["maxLength"] + 1))
            for member in schema.get("enum", ()):
                assert each.read(member) == member
            if "items" in schema:
                assert each.read(schema["items"]["enum"]) == schema["items"]["enum"]


def test_null_stands_for_an_argument_that_is_not_given() -> None:
    (history,) = (tool for tool in TOOLS if tool.name == "history")
    assert arguments_of(history.parameters, {"id": "force:kent", "basis": None}) == {"id": "force:kent"}


def test_the_server_starts_without_loading_what_only_assistants_need() -> None:
    code = f"import sys, command.http; print(sorted({HEAVY!r} & sys.modules.keys()))".replace(
        str(HEAVY), f"set({HEAVY!r})"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True, timeout=120
    )
    assert done.stdout.strip() == "[]"
