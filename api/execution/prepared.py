"""An operation that is ready to run: its document, its plan and the parameters of its statements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from graphql import DocumentNode, GraphQLError, OperationDefinitionNode
from graphql.execution.collect_fields import FragmentDetails

from api.compiler.cost import Cost
from api.compiler.operation import Operation
from api.compiler.selection import RootPlan
from api.compiler.structure import Values

# In bytes, as tracemalloc counts them: for each character of a statement, and for a plan without one.
_STATEMENT, _ENTRY = 24, 10_000


class Refused(Exception):
    """A request that cannot be executed, with the reasons; with its cost where that is known."""

    def __init__(self, errors: list[GraphQLError], cost: Cost | None = None) -> None:
        super().__init__(*(error.message for error in errors))
        self.errors = errors
        self.cost = cost


@dataclass(frozen=True)
class Plan:
    """What one operation asks: statements for fields of the graph, the rest by name."""

    roots: Mapping[str, RootPlan | str]
    operation: Operation
    introspection_cost: int

    def introspects(self) -> bool:
        return self.introspection_cost > 0

    def statements(self) -> Mapping[str, RootPlan]:
        return {key: root for key, root in self.roots.items() if isinstance(root, RootPlan)}

    @cached_property
    def weight(self) -> int:
        """About how many bytes it takes beside its document, its statements included."""
        roots = self.statements().values()
        return _ENTRY + _STATEMENT * sum(len(root.statement) + len(root.whole.statement) for root in roots)


@dataclass(frozen=True)
class Document:
    ast: DocumentNode
    operations: Mapping[str, OperationDefinitionNode]
    fragments: dict[str, FragmentDetails]
    weight: int  # about how many bytes it takes


@dataclass(frozen=True)
class Prepared:
    """One operation, ready to run: the parameters of the statement of each root field, by its key."""

    text: str
    plan: Plan
    values: Values
    document: Document
    parameters: Mapping[str, dict[str, Any]]
    cost: Cost
