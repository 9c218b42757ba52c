"""A plan: how one operation is answered, made once for each structure of its variables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from graphql import GraphQLError

from api.compiler.cost import HIGHEST, evaluate
from api.compiler.introspection_cost import FIELDS, introspection_cost
from api.compiler.operation import Operation
from api.compiler.planning_cost import planning_of
from api.compiler.selection import RootPlan, plan_root
from api.compiler.structure import Values
from graph.query.composition import compose_joined, joined_name

# In bytes, as tracemalloc counts them: for each character of a statement, and for a plan without one.
_STATEMENT, _ENTRY = 24, 10_000


@dataclass(frozen=True)
class Bound:
    """A plan for the values of one request: the parameters of each statement, and the cost of them all."""

    parameters: Mapping[str, dict[str, Any]]
    cost: int


@dataclass(frozen=True)
class Plan:
    """``roots`` are the root fields of the operation, in order; those that read the graph are ``statements``,
    the rest stand by their names. ``planning`` is how much Neo4j has to plan."""

    name: str | None
    operation: Operation
    roots: Mapping[str, RootPlan | str]
    statements: Mapping[str, RootPlan]
    introspection_cost: int
    planning: int

    @cached_property
    def weight(self) -> int:
        """About how many bytes it takes beside its document, with its statements, which this composes; the
        one that all root fields may share is about as long as all of them."""
        roots = self.statements.values()
        times = 2 if len(roots) > 1 else 1
        return _ENTRY + _STATEMENT * sum(
            times * len(root.statement) + len(root.whole.statement) for root in roots
        )

    @cached_property
    def joined(self) -> str:
        """The statement that reads all root fields at once; its row has the rows of each, in order."""
        return compose_joined(tuple(root.slots for root in self.statements.values()))

    def joined_parameters(self, parameters: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
        """The parameters of that statement, from those of each root field by its key."""
        return {
            joined_name(name, place): value
            for place, key in enumerate(self.statements)
            for name, value in parameters[key].items()
        }

    def bind(self, values: Values) -> Bound:
        """The plan for the values of one request. Raises BadInput."""
        parameters = {key: root.parameters.bind(values) for key, root in self.statements.items()}
        cost = sum(evaluate(root.cost, parameters[key]) for key, root in self.statements.items())
        return Bound(parameters, min(cost + self.introspection_cost, HIGHEST))


def compile_operation(operation: Operation) -> Plan:
    """The plan of an operation. Raises GraphQLError for arguments that cannot be used."""
    roots: dict[str, RootPlan | str] = {}
    introspection = 0
    try:
        for key, details in operation.root_fields().items():
            name = details[0].node.name.value
            if name in FIELDS:
                introspection += introspection_cost(operation, details)
            is_meta = name.startswith("__")
            roots[key] = name if is_meta else plan_root(operation, operation.root.fields[name], details)
    except GraphQLError as error:
        # What graphql-core says of a literal has no location of its own.
        raise error if error.nodes else GraphQLError(error.message, details[0].node) from None
    statements = {key: root for key, root in roots.items() if isinstance(root, RootPlan)}
    planning = round(sum(planning_of(root.slots) for root in statements.values()))
    return Plan(operation.name, operation, roots, statements, introspection, planning)
