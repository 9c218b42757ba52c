"""Calls of tools, answered: the question is asked as any client's, and its answer made small and worded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from api.digests import digest_of
from api.errors import BadInput
from api.execution.persisted_documents import TrustedDocuments
from api.execution.request import Request
from api.execution.service import GraphQLService, Result
from api.request_record import note_codes, note_tool
from assistants.guidance import notes_on
from assistants.lean import Lean
from assistants.parameters import ArgumentRefused, arguments_of
from assistants.rendering import render
from assistants.schema_summary import SchemaTypeUnknown, summary
from assistants.tool import LISTS_OF_ONE, OF_TOOLS, Data, Tool
from assistants.tools import GRAPHQL, SCHEMA, TOOLS

# A third of it is about the number of tokens: see docs/assistants.md.
LARGEST_BYTES = 24_000
_ERRORS_SHOWN = 5
# Of the name of a list in a cursor.
_DIGITS = 8
_TOOLS = {tool.name: tool for tool in TOOLS}


@dataclass(frozen=True)
class Answered:
    """The answer to a call of a tool, for reading and for programs; or, without ``structured``, what was
    wrong with the call."""

    text: str
    structured: dict[str, Any] | None = None


class ToolRefused(Exception):
    """A call that is not answered: what is wrong and what would be right, after a code."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code


class Toolbox:
    """Answers calls of all tools, through the service that answers everybody."""

    def __init__(self, service: GraphQLService) -> None:
        self._service = service
        self._trusting = service.trusting(TrustedDocuments(OF_TOOLS.all()))

    async def call(self, name: str, arguments: Mapping[str, Any] | None, site: str) -> Answered:
        """The answer to a call; ``site`` is where the pages are."""
        tool = _TOOLS.get(name)
        if tool is None:
            return Answered(f"NOT_FOUND: There is no tool '{name[:60]}'; there are {', '.join(_TOOLS)}.")
        note_tool(tool.name)
        try:
            return await self._answer(tool, arguments_of(tool.parameters, arguments), site)
        except (ArgumentRefused, BadInput) as refused:
            return _refused(ToolRefused("BAD_USER_INPUT", str(refused)))
        except SchemaTypeUnknown as unknown:
            return _refused(ToolRefused("NOT_FOUND", str(unknown)))
        except ToolRefused as refused:
            return _refused(refused)

    async def _answer(self, tool: Tool, arguments: dict[str, Any], site: str) -> Answered:
        if tool is SCHEMA:
            text = summary(arguments.get("type"))
            return Answered(text, {"schema": text})
        if tool is GRAPHQL:
            request = Request(arguments["query"], arguments.get("variables"), arguments.get("operation"))
            data, version = await _asked(self._service, request)
            structured = {"answer": data, "version": version}
            return _bounded(Answered(orjson.dumps(structured).decode(), structured))
        place = _list(tool, arguments)
        arguments = _continued(arguments, place)
        data, version = await _asked(self._trusting, Request(tool.question, tool.variables(arguments)))
        data = {name: value[0] if name in LISTS_OF_ONE else value for name, value in data.items()}
        _require_subject(tool, data, arguments)
        structured = _structured(tool, arguments, data, version, site)
        if "next" in structured:
            structured["next"] = f"{place}.{structured['next']}"
        return _bounded(Answered(render(tool, structured), structured))


def _list(tool: Tool, arguments: Mapping[str, Any]) -> str:
    """A short name of the list that a call asks for a page of."""
    asked = {name: value for name, value in arguments.items() if name not in ("first", "after")}
    return digest_of(tool.name, asked)[:_DIGITS]


def _continued(arguments: dict[str, Any], place: str) -> dict[str, Any]:
    """The arguments with the API's cursor, which tells a place and not whose list it is in: in another body's
    it would leave out what comes before. Raises ArgumentRefused."""
    if "after" not in arguments:
        return arguments
    of, _, cursor = arguments["after"].partition(".")
    if of != place:
        told = "give `next` of the answer before, unchanged, with the same other arguments"
        raise ArgumentRefused(f"The argument 'after' is '{arguments['after'][:80]}'; {told}.")
    return {**arguments, "after": cursor}


def _structured(
    tool: Tool, arguments: Mapping[str, Any], data: Data, version: str | None, site: str
) -> dict[str, Any]:
    """What a tool answers to programs."""
    lean = Lean(site, None if tool.name == "look_up" else 3)
    answer = lean.of(tool.chosen(data, arguments)) or {}
    found = {
        "answer": answer,
        "sources": [*lean.sources.values()],
        "next": lean.next,
        "notes": [*notes_on(lean.met, is_empty=lean.is_empty)],
        "version": version,
        "site": site,
    }
    return {name: value for name, value in found.items() if value is not None}


async def _asked(service: GraphQLService, request: Request) -> tuple[Data, str | None]:
    """The data of an answer, and the version of the dataset. Raises ToolRefused with its errors."""
    result = service.respond(request)
    if not isinstance(result, Result):
        result = await result
    assert result.encoded is not None
    body = orjson.loads(result.encoded.body)
    if errors := body.get("errors"):
        messages = dict.fromkeys(error["message"] for error in errors[:_ERRORS_SHOWN])
        raise ToolRefused(errors[0]["extensions"]["code"], " ".join(messages))
    return body["data"], body.get("extensions", {}).get("dataset", {}).get("version")


def _require_subject(tool: Tool, data: Data, arguments: Mapping[str, Any]) -> None:
    """Raises ToolRefused where nothing has the id, or something of another type."""
    if "theme" in data and (data["theme"] or {}).get("__typename") != "Theme":
        told = f"No theme has the id '{arguments['theme']}'; `themes` lists those that there are."
        raise ToolRefused("NOT_FOUND", told)
    if tool.subject is None or tool.subject not in data:
        return
    found = data[tool.subject]
    if found is None:
        raise ToolRefused("NOT_FOUND", tool.absent.format(arguments["id"]))
    if tool.of_bodies and "name" not in found:
        told = f"'{found['id']}' is a {found['__typename']}; give a body, such as force:cleveland."
        raise ToolRefused("BAD_USER_INPUT", told)


def _bounded(answered: Answered) -> Answered:
    """Raises ToolRefused where an answer is too long to read."""
    size = max(len(answered.text.encode()), len(orjson.dumps(answered.structured)))
    if size > LARGEST_BYTES:
        message = (
            f"The answer has {size} bytes, more than {LARGEST_BYTES}; ask for fewer with 'first', or less."
        )
        raise ToolRefused("TOO_LARGE", message)
    return answered


def _refused(refused: ToolRefused) -> Answered:
    note_codes([refused.code])
    return Answered(str(refused))
