"""Answers requests for pages: asks their questions as any client's, and fills in their templates."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping, Set
from itertools import chain
from pathlib import Path
from typing import Any
from unicodedata import category

import orjson
from starlette.requests import Request as HttpRequest
from starlette.responses import RedirectResponse, Response

from api.digests import digest_of
from api.errors import BadInput
from api.execution.answer import Answer, EncodedAnswer
from api.execution.request import Request
from api.execution.service import GraphQLService
from api.http.client_presence import GONE_STATUS, ClientGone, while_connected
from api.http.conditional_answers import ConditionalAnswers
from api.http.error_responses import RequestRefused
from api.http.negotiation import prefers_html
from api.http.request_reading import query_parameters
from api.schema.lengths import LONGEST_ID
from graph.changes import last_version_with
from web.addresses import path_of, with_parameters
from web.documents import question
from web.errors import Problem
from web.page import Asked, Form, Page, Variables, without_place
from web.parameters import AS_OF
from web.rendering import HEADERS, Shown, Site, render
from web.rows import MEDIA_TYPES, RowFiles
from web.rows_question import rows_question

_TYPES = {Form.PAGE: "text/html", Form.ANSWER: "application/json", Form.QUESTION: "application/json"}

# Parameters whose own readers say what is wrong with them.
_MEASURED = ("`after`", "`before`", "`asOf`")


class _Noted(dict[str, str]):
    """Parameters, and in ``read`` the names of those that somebody looked for."""

    def __init__(self, parameters: Mapping[str, str]) -> None:
        super().__init__(parameters)
        self.read: set[str] = set()

    def __contains__(self, name: object) -> bool:
        self.read.add(str(name))
        return super().__contains__(name)

    def __getitem__(self, name: str) -> str:
        self.read.add(name)
        return super().__getitem__(name)

    def get(self, name: str, default: Any = None) -> Any:
        self.read.add(name)
        return super().get(name, default)


class PageEndpoint:
    """Answers requests for one page, in each of its forms."""

    def __init__(
        self,
        page: Page,
        service: GraphQLService,
        conditional: ConditionalAnswers,
        files: RowFiles,
        home: Path,
    ) -> None:
        self._page = page
        self._service = service
        self._conditional = conditional
        self._files = files
        self._home = home
        self._question = question(page.name)
        self._rows = rows_question(self._question)

    @property
    def path(self) -> str:
        """The path of the page, with names of its parts."""
        return self._page.path

    def paths(self) -> Mapping[Form, str]:
        """The path of each form that the page has: only lists have files of their rows."""
        paths = self._page.paths().items()
        return {form: path for form, path in paths if self._rows or form not in MEDIA_TYPES}

    async def answer(self, http: HttpRequest, form: Form) -> Response:
        """The page, the answer behind it or its question; or what is wrong with the address, in that form."""
        if form is Form.PAGE and not prefers_html(http.headers.get("accept", "")):
            form = Form.ANSWER
        site, asked = site_of(http), Asked(_path(http, form), http.path_params)
        try:
            asked, variables = self._understood(Asked(asked.path, asked.names, _parameters(http)), form)
            return await while_connected(http, self._answered(http, site, asked, variables, form))
        except ClientGone:
            return Response(status_code=GONE_STATUS)
        except Problem as problem:
            return problem.as_page(site, asked) if form is Form.PAGE else problem.as_json()

    async def _answered(
        self, http: HttpRequest, site: Site, asked: Asked, variables: Variables, form: Form
    ) -> Response:
        request = Request(self._question, variables)
        if form is Form.QUESTION:
            posted = orjson.dumps({"query": request.query, "variables": request.variables})
            return Response(posted, headers=HEADERS, media_type=_TYPES[form])
        if self._rows and form in MEDIA_TYPES:
            return await self._files.answer(http, self._rows, form, asked, variables)
        executor = self._service.executor
        shown = Shown(site, asked, await executor.version(), self._question, executor.browser_url())
        digest = _digest(shown, form)
        if shown.version is not None and (known := self._known(http, digest, form)):
            return known
        answer = await self._service.run(request)
        if moved := await self._moved(site, asked, form, answer, str(variables.get("id", ""))):
            return moved
        body = answer.as_json() if form is Form.ANSWER else await self._rendered(shown, answer)
        if answer.version is None or answer.version != shown.version:
            return Response(body, headers=HEADERS, media_type=_TYPES[form])
        self._service.responses.keep(digest, EncodedAnswer(body))
        return self._stored(body, digest, form)

    def _understood(self, asked: Asked, form: Form) -> tuple[Asked, Variables]:
        """What an address asks for without the parameters that this page does not read, such as those that
        other sites put behind links, and the variables that it gives. Raises Problem, and of files also for
        a parameter that is none: nothing in a file tells that a filter did nothing."""
        _require_readable(asked)
        given = _Noted(asked.parameters)
        try:
            variables = self._page.variables(Asked(asked.path, asked.names, given))
        except BadInput as bad:
            raise Problem(400, "BAD_USER_INPUT", bad.message) from None
        if AS_OF in asked.parameters and AS_OF not in variables:
            raise Problem(400, "BAD_USER_INPUT", f"This page is of today: it takes no `{AS_OF}`.", asked.path)
        names = given.read.union(self._page.reads)
        _require_case(asked, names)
        if form in MEDIA_TYPES and (others := sorted(asked.parameters.keys() - names)):
            known = ", ".join(sorted(names))
            raise Problem(
                400, "BAD_USER_INPUT", f"`{others[0][:60]}` is no parameter of this list; it has {known}."
            )
        read = {name: value for name, value in asked.parameters.items() if name in names}
        return Asked(asked.path, asked.names, read), variables

    def _known(self, http: HttpRequest, digest: str, form: Form) -> Response | None:
        """The response for a client that holds the page, or the cached page."""
        if digest in self._conditional.held(http):
            # A browser gives the stored page the headers of this answer.
            return Response(status_code=304, headers=HEADERS | self._conditional.headers(digest))
        cached = self._service.responses.find(digest)
        return self._stored(cached.body, digest, form) if cached else None

    def _stored(self, body: bytes, digest: str, form: Form) -> Response:
        headers = HEADERS | self._conditional.headers(digest)
        return Response(body, headers=headers, media_type=_TYPES[form])

    async def _moved(
        self, site: Site, asked: Asked, form: Form, answer: Answer, node_id: str
    ) -> Response | None:
        """The redirect from an old id to the page of its node. Raises Problem where there is no page."""
        if answer.errors or answer.data is None:
            raise Problem.of(answer)
        if self._page.subject is None:
            return None
        found = answer.data[self._page.subject]
        found = found[0] if isinstance(found, list) else found
        if found is None:
            return await self._elsewhere(site, asked, form, node_id)
        # A node's page may have further ones below it.
        path = self._page.address(found) + self._page.path.partition("{name}")[2]
        if path == asked.path:
            return None
        return _redirect(site, path, asked, form)

    async def _elsewhere(self, site: Site, asked: Asked, form: Form, node_id: str) -> Response:
        """The redirect to the node of another type that answers for the id. Raises Problem."""
        answer = await self._service.run(Request(question("moved"), {"id": node_id}))
        if answer.errors:
            raise Problem.of(answer)
        node = (answer.data or {}).get("node")
        if node and node["id"] != node_id:
            return _redirect(site, path_of(node["id"]), asked, form)
        if version := await asyncio.to_thread(last_version_with, self._home, node_id):
            raise Problem.gone(node_id, version)
        raise Problem.nothing_at(asked, node_id, self._page.absent)

    async def _rendered(self, shown: Shown, answer: Answer) -> bytes:
        data = answer.data or {}
        if without_place(shown.asked.parameters) != shown.asked.parameters and not any(_paged(data)):
            raise Problem.nothing_on(shown.asked)
        data = {**data, **self._page.more(data)}
        if self._page.beside:
            data |= await asyncio.to_thread(self._page.beside, self._home, shown.version)
        return render(self._page.name, shown, data).encode()


def _paged(answer: Any) -> Iterator[Any]:
    """The rows of all lists of an answer that can be paged through."""
    if isinstance(answer, list):
        yield from chain.from_iterable(map(_paged, answer))
    elif isinstance(answer, Mapping) and "pageInfo" in answer:
        yield from answer.get("nodes") or answer.get("edges") or ()
    elif isinstance(answer, Mapping):
        yield from chain.from_iterable(map(_paged, answer.values()))


def _redirect(site: Site, path: str, asked: Asked, form: Form) -> Response:
    return RedirectResponse(site.link(with_parameters(path + form, dict(asked.parameters))), 308)


def site_of(http: HttpRequest) -> Site:
    """Where the client sees the pages."""
    origin = f"{http.url.scheme}://{http.url.netloc}"
    return Site(origin, http.scope.get("root_path", ""), http.app.state.contact)


def _require_case(asked: Asked, names: Set[str]) -> None:
    """Raise Problem for a parameter that the page has, written in other capitals: to read on without it would
    show more than was asked for."""
    right = {name.lower(): name for name in names}
    for name in asked.parameters.keys() - names:
        if meant := right.get(name.lower()):
            raise Problem(400, "BAD_USER_INPUT", f"`{name}` is written `{meant}` in an address.")


def _path(http: HttpRequest, form: Form) -> str:
    path = str(http.scope["path"]).removeprefix(http.scope.get("root_path", "")).removesuffix(form)
    return "/" if path == "/index" else path


def _parameters(http: HttpRequest) -> dict[str, str]:
    """The parameters that are filled in; a form sends empty ones too. Raises Problem."""
    try:
        return {name: value for name, value in query_parameters(http).items() if value}
    except RequestRefused as refused:
        raise Problem(refused.status, refused.code, str(refused)) from None


def _require_readable(asked: Asked) -> None:
    """Raises Problem for control characters, which no page can show, and for what is longer than any name,
    under the name that the address gives it."""
    values = {"The address": "".join(asked.names.values())}
    values |= {f"`{name}`": value for name, value in asked.parameters.items() if name.isidentifier()}
    for name, value in values.items():
        if any(category(character) == "Cc" for character in value):
            raise Problem(400, "BAD_USER_INPUT", f"{name} has control characters, which nothing here has.")
        if len(value) > LONGEST_ID and name not in _MEASURED:
            message = f"{name} has {len(value)} characters; {LONGEST_ID} are allowed."
            raise Problem(400, "BAD_USER_INPUT", message)


def _digest(shown: Shown, form: Form) -> str:
    """A hash of whatever decides a page."""
    site, asked = shown.site, shown.asked
    decides = site.origin, site.prefix, asked.path, dict(asked.parameters), shown.version, shown.browser_url
    return digest_of("page", form, *decides, shown.today)
