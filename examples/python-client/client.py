"""Documents that know the types of their variables and answers, and a client that asks them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar, cast

from gql import Client, gql
from gql.transport.httpx import HTTPXTransport

A = TypeVar("A")
V = TypeVar("V", bound=Mapping[str, object])


@dataclass(frozen=True)
class Document(Generic[A, V]):
    """The text of an operation; ``A`` is the type of its answer, ``V`` of its variables."""

    text: str


def connect(url: str) -> Client:
    """A client of the API at an address, such as http://127.0.0.1:8000/graphql."""
    return Client(transport=HTTPXTransport(url, timeout=60.0))


def ask(client: Client, document: Document[A, V], variables: V) -> A:
    """The answer to a document. Raises gql's TransportError."""
    request = gql(document.text)
    request.variable_values = dict(variables)
    return cast(A, client.execute(request))
