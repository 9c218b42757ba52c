"""Which media type an answer has, by the `Accept` header of its request."""

from __future__ import annotations

from collections.abc import Iterator

RESPONSE_TYPE = "application/graphql-response+json"
JSON_TYPE = "application/json"
HTML_TYPE = "text/html"
EVENTS_TYPE = "text/event-stream"
_NAMED = 2


def accepted(accept: str) -> str | None:
    """The media type that a client prefers; None if it accepts neither.

    The specification's own type has to be named; where `*/*` or nothing asks, it is plain JSON.
    """
    ranges = list(_ranges(accept or "*/*"))
    graphql, plain = _preference(RESPONSE_TYPE, ranges), _preference(JSON_TYPE, ranges)
    if max(graphql, plain) <= (0.0, _NAMED):
        return None
    return RESPONSE_TYPE if graphql > plain or (graphql == plain and graphql[1] == _NAMED) else JSON_TYPE


def takes_events(accept: str) -> bool:
    """Whether a client takes server-sent events and names them."""
    quality, exact = _preference(EVENTS_TYPE, list(_ranges(accept)))
    return exact == _NAMED and quality > 0


def prefers_html(accept: str) -> bool:
    """Whether a client likes HTML at least as well as JSON: so do those that name neither."""
    html, json = _html_and_json(accept)
    return html >= json


def names_html(accept: str) -> bool:
    """Whether a client asks for HTML by its name, as browsers do, and does not like JSON better."""
    html, json = _html_and_json(accept)
    quality, exact = html
    return html >= json and exact == _NAMED and quality > 0


def _html_and_json(accept: str) -> tuple[tuple[float, int], tuple[float, int]]:
    ranges = list(_ranges(accept or "*/*"))
    html, *json = (_preference(each, ranges) for each in (HTML_TYPE, JSON_TYPE, RESPONSE_TYPE))
    return html, max(json)


def quality_of(encoding: str, accept_encoding: str) -> float:
    """The quality of a content coding in `Accept-Encoding`; 0 if it does not name it."""
    qualities = dict(_ranges(accept_encoding))
    return qualities.get(encoding, qualities.get("*", 0.0))


def _ranges(accept: str) -> Iterator[tuple[str, float]]:
    """Each media range with its quality; one that asks for another charset than UTF-8 is left out."""
    for part in accept.lower().split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        values = dict(parameter.partition("=")[::2] for parameter in parameters)
        if values.get("charset", "utf-8").strip('"') in ("utf-8", "utf8"):
            yield name, _quality(values.get("q", "1"))


def _quality(text: str) -> float:
    try:
        return min(max(float(text), 0.0), 1.0)
    except ValueError:
        return 0.0


def _preference(offered: str, ranges: list[tuple[str, float]]) -> tuple[float, int]:
    """The quality of the most exact range that an offered type is in, and how exact that is."""
    exactness = {"*/*": 0, f"{offered.partition('/')[0]}/*": 1, offered: _NAMED}
    matching = [(exactness[name], quality) for name, quality in ranges if name in exactness]
    exact, quality = max(matching, default=(0, 0.0))
    return quality, exact
