"""GraphQL over HTTP: reads requests, has them answered, and negotiates the media type."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from api.errors import RETRIED
from api.execution.answer import EncodedAnswer
from api.execution.service import GraphQLService, Result
from api.http.client_presence import GONE_STATUS, ClientGone, while_connected
from api.http.conditional_answers import ConditionalAnswers
from api.http.cross_origin import METHODS
from api.http.error_responses import RETRY_SECONDS, RequestRefused, error_response
from api.http.graphql_requests import read_request
from api.http.negotiation import JSON_TYPE, RESPONSE_TYPE, accepted
from api.http.request_reading import method_response
from api.request_record import note_codes

# Requests that the specification calls malformed; every media type answers them with 400.
_MALFORMED = {"BAD_REQUEST", "OPERATION_RESOLUTION_FAILURE"}


@dataclass(frozen=True)
class GraphQLEndpoint:
    """Answers GraphQL over HTTP: one request in, one response out. ``largest_body`` is in bytes."""

    service: GraphQLService
    conditional: ConditionalAnswers
    largest_body: int

    async def answer(self, http: Request) -> Response:
        """The response to one HTTP request; nobody reads it if the client has gone."""
        media_type = accepted(http.headers.get("accept", ""))
        try:
            return method_response(http, METHODS) or await self._answered(http, media_type)
        except RequestRefused as refused:
            response = error_response(refused, media_type=_content_type(media_type or JSON_TYPE))
            response.headers["vary"] = "Accept"
            return response
        except (ClientGone, ClientDisconnect):
            return Response(status_code=GONE_STATUS)

    async def _answered(self, http: Request, media_type: str | None) -> Response:
        if media_type is None:
            message = f"Answers are {RESPONSE_TYPE} or {JSON_TYPE}; `Accept` must allow one."
            raise RequestRefused(message, 406)
        request = await read_request(http, self.largest_body)
        held = None if http.method == "POST" else self.conditional.held(http, media_type)
        result = self.service.respond(request, held)
        if not isinstance(result, Result):
            result = await while_connected(http, result)
        return self._response(result, media_type, is_stored=held is not None)

    def _response(self, result: Result, media_type: str, *, is_stored: bool) -> Response:
        headers = {"cache-control": "no-store", "vary": "Accept"}
        if is_stored and result.digest:
            headers |= self.conditional.headers(result.digest, media_type)
        if result.encoded is None:
            return Response(status_code=304, headers=headers)
        note_codes(result.encoded.codes)
        status = _status(result.encoded, media_type)
        if status == 503:
            headers["retry-after"] = str(RETRY_SECONDS)
        return Response(result.encoded.body, status, headers, _content_type(media_type))


def _content_type(media_type: str) -> str:
    return f"{media_type}; charset=utf-8"


def _status(answer: EncodedAnswer, media_type: str) -> int:
    if answer.codes & RETRIED:
        return 503
    if answer.executed:
        return 200
    return 400 if media_type == RESPONSE_TYPE or answer.codes & _MALFORMED else 200
