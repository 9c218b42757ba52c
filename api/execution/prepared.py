"""An operation that is ready to run: its document, its plan and the parameters of its statements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphql import DocumentNode, GraphQLError, OperationDefinitionNode
from graphql.execution.collect_fields import FragmentDetails

from api.compiler.cost import Cost
from api.compiler.plan import Plan
from api.compiler.structure import Values


class Refused(Exception):
    """A request that is refused before it runs: the reasons, and its cost where that is known."""

    def __init__(self, errors: list[GraphQLError], cost: Cost | None = None) -> None:
        super().__init__(*(error.message for error in errors))
        self.errors = errors
        self.cost = cost


@dataclass(frozen=True)
class Document:
    """A document that was parsed and validated; ``weight`` is in bytes, about."""

    ast: DocumentNode
    operations: Mapping[str, OperationDefinitionNode]
    fragments: dict[str, FragmentDetails]
    weight: int


@dataclass(frozen=True)
class Prepared:
    """One operation, ready to run: the parameters of the statement of each root field, by its key."""

    text: str
    plan: Plan
    values: Values
    document: Document
    parameters: Mapping[str, dict[str, Any]]
    cost: Cost
