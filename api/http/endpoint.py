"""GraphQL over HTTP: reads requests, has them answered, and negotiates the media type."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from api.errors import RETRIED
from api.execution.answer import EncodedAnswer
from api.execution.prepared import Prepared
from api.execution.request import Request as GraphQLRequest
from api.execution.service import GraphQLService, Result
from api.execution.subscriptions import Subscriptions
from api.http.client_presence import GONE_STATUS, ClientGone, while_connected
from api.http.conditional_answers import ConditionalAnswers
from api.http.cross_origin import METHODS
from api.http.error_responses import RETRY_SECONDS, RequestRefused, error_response
from api.http.event_streams import HEARTBEAT_SECONDS, EventStream, headers_alone, one_event
from api.http.graphql_requests import read_request
from api.http.negotiation import EVENTS_TYPE, JSON_TYPE, RESPONSE_TYPE, accepted, takes_events
from api.http.request_reading import method_response
from api.request_record import note_codes, note_stream

# Requests that the specification calls malformed; every media type answers them with 400.
_MALFORMED = {"BAD_REQUEST", "OPERATION_RESOLUTION_FAILURE"}


@dataclass(frozen=True)
class GraphQLEndpoint:
    """Answers GraphQL over HTTP: one request in, one response out. ``largest_body`` is in bytes;
    ``most_open`` subscriptions are answered at once."""

    service: GraphQLService
    subscriptions: Subscriptions
    conditional: ConditionalAnswers
    largest_body: int
    most_open: int

    async def answer(self, http: Request) -> Response:
        """The response to one HTTP request; nobody reads it if the client has gone."""
        accept = http.headers.get("accept", "")
        media_type = accepted(accept)
        try:
            return method_response(http, METHODS) or await self._answered(
                http, media_type, takes_events(accept)
            )
        except RequestRefused as refused:
            response = error_response(refused, media_type=_content_type(media_type or JSON_TYPE))
            response.headers["vary"] = "Accept"
            return response
        except (ClientGone, ClientDisconnect):
            return Response(status_code=GONE_STATUS)

    async def _answered(self, http: Request, media_type: str | None, takes_events: bool) -> Response:
        if media_type is None and not takes_events:
            message = f"Answers are {RESPONSE_TYPE}, {JSON_TYPE} or {EVENTS_TYPE}; `Accept` must allow one."
            raise RequestRefused(message, 406)
        request = await read_request(http, self.largest_body)
        if takes_events and (subscription := self.service.subscription(request)):
            return await self._subscribed(http, subscription)
        if media_type is None:
            return await self._event(http, request)
        held = None if http.method == "POST" else self.conditional.held(http, media_type)
        result = self.service.respond(request, held)
        if not isinstance(result, Result):
            result = await while_connected(http, result)
        return self._response(result, media_type, is_stored=held is not None)

    async def _subscribed(self, http: Request, subscription: Prepared) -> Response:
        """A stream of answers, or the first one as an error where the graph cannot be reached."""
        if http.method == "HEAD":
            return headers_alone()
        if self.subscriptions.open >= self.most_open:
            message = (
                f"{self.most_open} subscriptions are open here, the most at once; try again shortly, "
                "or ask for `dataset` now and then."
            )
            raise RequestRefused(message, 503, "BUSY", {"retry-after": str(RETRY_SECONDS)})
        answers = self.subscriptions.answers(subscription, HEARTBEAT_SECONDS)
        first = await while_connected(http, anext(answers))
        assert first is not None
        if not first.codes().isdisjoint(RETRIED):
            await answers.aclose()
            return self._response(Result(EncodedAnswer.of(first)), JSON_TYPE, is_stored=False)
        note_stream()
        return EventStream(first, answers)

    async def _event(self, http: Request, request: GraphQLRequest) -> Response:
        """The answer to a query, for a client that takes nothing but events."""
        result = self.service.respond(request)
        if not isinstance(result, Result):
            result = await while_connected(http, result)
        response = self._response(result, JSON_TYPE, is_stored=False)
        return response if response.status_code == 503 else one_event(bytes(response.body))

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
