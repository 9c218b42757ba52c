"""The tools, prompts and resources as the official SDK of the Model Context Protocol serves them.

Loading the SDK takes long: nobody imports this module before an assistant asks.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from importlib.metadata import version
from typing import Any

import mcp_types as types
from mcp.server.caching import CacheHint
from mcp.server.context import ServerRequestContext
from mcp.server.lowlevel.server import Server
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp.shared.exceptions import MCPError

from api.execution.service import GraphQLService
from api.request_record import current
from assistants.answering import Answered, Toolbox
from assistants.guidance import INSTRUCTIONS
from assistants.output import output_schema
from assistants.parameters import ArgumentRefused, input_schema
from assistants.prompts import PROMPTS, Prompt
from assistants.schema_summary import summary
from assistants.tool import Tool
from assistants.tools import GRAPHQL, SCHEMA, TOOLS
from web.endpoint import site_of

log = logging.getLogger("safeguarding")

Context = ServerRequestContext[Any]
Page = types.PaginatedRequestParams | None

NODE_URI = "safeguarding://node/"
SCHEMA_URI = "safeguarding://schema"
_TEXT = "text/plain"
# What is listed changes with the program alone.
_LISTED = CacheHint(ttl_ms=3_600_000, scope="public")
_READ_ONLY = types.ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)
_OF_GRAPHQL = {
    "type": "object",
    "properties": {"answer": {"type": "object"}, "version": {"type": "string"}},
    "required": ["answer"],
}
_OF_SCHEMA = {"type": "object", "properties": {"schema": {"type": "string"}}, "required": ["schema"]}


def session_manager(service: GraphQLService) -> StreamableHTTPSessionManager:
    """What answers HTTP: without sessions, in JSON. Who may ask, and how much, the endpoint has decided."""
    server = mcp_server(Toolbox(service), None)
    return StreamableHTTPSessionManager(server, json_response=True, stateless=True)


def mcp_server(toolbox: Toolbox, site: str | None) -> Server[Any]:
    """The server of a toolbox. Pages are at ``site``; None: where the client of a request sees them."""
    handlers = _Handlers(toolbox, _fixed(site) if site is not None else _seen)
    server: Server[Any] = Server(
        "safeguarding-graph",
        version=version("safeguarding-graph"),
        title="Safeguarding Graph",
        instructions=INSTRUCTIONS,
        cache_hints=dict.fromkeys(
            ("tools/list", "prompts/list", "resources/list", "resources/templates/list"), _LISTED
        ),
        on_list_tools=handlers.list_tools,
        on_call_tool=handlers.call_tool,
        on_list_prompts=handlers.list_prompts,
        on_get_prompt=handlers.get_prompt,
        on_list_resources=handlers.list_resources,
        on_list_resource_templates=handlers.list_templates,
        on_read_resource=handlers.read_resource,
    )
    # Its own spans would lie inside those of the requests, and hold more than names and kinds.
    server.middleware.clear()
    return server


def _fixed(site: str) -> Callable[[Context], str]:
    return lambda _: site


def _seen(context: Context) -> str:
    assert context.request is not None
    site = site_of(context.request)
    return site.origin + site.prefix


class _Handlers:
    def __init__(self, toolbox: Toolbox, site: Callable[[Context], str]) -> None:
        self._toolbox = toolbox
        self._site = site

    async def list_tools(self, _: Context, __: Page) -> types.ListToolsResult:
        return types.ListToolsResult(tools=[_tool(each) for each in TOOLS])

    async def call_tool(self, context: Context, call: types.CallToolRequestParams) -> types.CallToolResult:
        answered = await self._answered(context, call.name, call.arguments)
        return types.CallToolResult(
            content=[types.TextContent(type="text", text=answered.text)],
            structured_content=answered.structured,
            is_error=answered.structured is None,
        )

    async def list_prompts(self, _: Context, __: Page) -> types.ListPromptsResult:
        return types.ListPromptsResult(prompts=[_prompt(each) for each in PROMPTS])

    async def get_prompt(self, _: Context, asked: types.GetPromptRequestParams) -> types.GetPromptResult:
        named = {each.name: each for each in PROMPTS}
        if asked.name not in named:
            told = f"There is no prompt '{asked.name[:60]}'; there are {', '.join(named)}."
            raise MCPError(types.INVALID_PARAMS, told)
        prompt = named[asked.name]
        try:
            text = prompt.filled(asked.arguments)
        except ArgumentRefused as refused:
            raise MCPError(types.INVALID_PARAMS, str(refused)) from None
        message = types.PromptMessage(role="user", content=types.TextContent(type="text", text=text))
        return types.GetPromptResult(description=prompt.description, messages=[message])

    async def list_resources(self, _: Context, __: Page) -> types.ListResourcesResult:
        told = "The types and fields of the GraphQL schema in one short text."
        schema = types.Resource(
            uri=SCHEMA_URI,
            name="schema",
            title="The GraphQL schema in short",
            description=told,
            mime_type=_TEXT,
        )
        return types.ListResourcesResult(resources=[schema])

    async def list_templates(self, _: Context, __: Page) -> types.ListResourceTemplatesResult:
        told = "Any node by its id, such as safeguarding://node/force:cleveland; the text of `look_up`."
        node = types.ResourceTemplate(
            uri_template=f"{NODE_URI}{{+id}}", name="node", title="A node", description=told, mime_type=_TEXT
        )
        return types.ListResourceTemplatesResult(resource_templates=[node])

    async def read_resource(
        self, context: Context, asked: types.ReadResourceRequestParams
    ) -> types.ReadResourceResult:
        uri = str(asked.uri)
        if uri == SCHEMA_URI:
            text = summary()
        elif uri.startswith(NODE_URI):
            answered = await self._answered(context, "look_up", {"id": uri.removeprefix(NODE_URI)})
            if answered.structured is None:
                raise MCPError(types.INVALID_PARAMS, answered.text)
            text = answered.text
        else:
            told = f"There is no resource '{uri[:60]}'; there are {SCHEMA_URI} and {NODE_URI} with an id."
            raise MCPError(types.INVALID_PARAMS, told)
        return types.ReadResourceResult(
            contents=[types.TextResourceContents(uri=asked.uri, mime_type=_TEXT, text=text)]
        )

    async def _answered(self, context: Context, name: str, arguments: dict[str, Any] | None) -> Answered:
        """The answer to a call of a tool, or the id under which the log has why there is none."""
        try:
            return await self._toolbox.call(name, arguments, self._site(context))
        except Exception as error:
            log.error("A tool failed", exc_info=error)
            request = record.id if (record := current.get()) else "this moment"
            told = f"Something went wrong here; it is in the server's log under {request}."
            return Answered(f"INTERNAL_SERVER_ERROR: {told}")


def _tool(tool: Tool) -> types.Tool:
    schemas = {GRAPHQL.name: _OF_GRAPHQL, SCHEMA.name: _OF_SCHEMA}
    return types.Tool(
        name=tool.name,
        title=tool.title,
        description=tool.description,
        input_schema=input_schema(tool.parameters),
        output_schema=schemas.get(tool.name) or output_schema(tool.question),
        annotations=_READ_ONLY,
    )


def _prompt(prompt: Prompt) -> types.Prompt:
    arguments = [
        types.PromptArgument(name=name, description=told, required=True)
        for name, told in prompt.arguments.items()
    ]
    return types.Prompt(
        name=prompt.name, title=prompt.title, description=prompt.description, arguments=arguments
    )
