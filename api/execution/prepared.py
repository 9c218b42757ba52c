"""An operation that is ready to run: its document, its plan and the parameters of its statements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from graphql import DocumentNode, GraphQLError, OperationDefinitionNode
from graphql.execution.collect_fields import FragmentDetails

from api.compiler.cost import Cost
from api.compiler.plan import Plan
from api.compiler.structure import Values

# What costs less gains nothing from a second core, and its round trips cost more than its rows.
_JOINED_BELOW = 50_000


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


class Statement(NamedTuple):
    """A statement as it is sent, by the names of the root fields that it reads."""

    name: str
    text: str
    parameters: Mapping[str, Any]


@dataclass(frozen=True)
class Prepared:
    """One operation, ready to run: the parameters of the statement of each root field, by its key."""

    text: str
    plan: Plan
    values: Values
    document: Document
    parameters: Mapping[str, dict[str, Any]]
    cost: Cost

    @property
    def is_joined(self) -> bool:
        """Whether one statement reads all of its root fields, rather than several side by side."""
        return len(self.plan.statements) > 1 and self.cost.asked < _JOINED_BELOW

    def statements(self) -> list[Statement]:
        """What is sent for it once Neo4j has planned it."""
        roots = self.plan.statements
        if self.is_joined:
            name = ", ".join(root.field for root in roots.values())
            return [Statement(name, self.plan.joined, self.plan.joined_parameters(self.parameters))]
        return [Statement(root.field, root.statement, self.parameters[key]) for key, root in roots.items()]
