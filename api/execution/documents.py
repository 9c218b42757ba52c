"""Documents: measured, parsed, validated and compiled once, then cached by their text.

The caches are bounded by weight. Refused documents are not cached, so that they cannot evict those that
clients use.
"""

from __future__ import annotations

from collections.abc import Mapping
from sys import getsizeof
from typing import Any

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    Node,
    OperationDefinitionNode,
    Token,
    TokenKind,
    specified_rules,
    validate,
)
from graphql.execution.collect_fields import FragmentDetails
from graphql.execution.values import get_variable_values
from graphql.validation import OverlappingFieldsCanBeMergedRule, ValidationContext

from api.compiler.cost import Cost
from api.compiler.operation import Operation
from api.compiler.plan import Plan, compile_operation
from api.compiler.structure import Structure, Values
from api.errors import coded
from api.execution.limits import UNLIMITED, Limits, oversized, parsed, tangled
from api.execution.lru import WeightedLRU
from api.execution.prepared import Document, Prepared, Refused
from graph.tracing import span

# A front end has tens of documents. Capacities and weights are in bytes, as tracemalloc counts them: a syntax
# tree takes some 300 for each node, a plan 10 to 24 for each character of its statements.
_DOCUMENTS, _PLANS, _READY = 40_000_000, 60_000_000, 40_000_000
_NODE, _ENTRY = 300, 10_000
# How many comparisons validation may spend on merging fields; graphql-core's default takes seconds.
_COMPARISONS = 20_000
_MOST_ERRORS = 10
_NO_TOKEN = Token(TokenKind.SOF, 0, 0, 0, 0)


class _Merging(OverlappingFieldsCanBeMergedRule):
    def __init__(self, context: ValidationContext) -> None:
        super().__init__(context)
        self.rule_context.remaining_complexity_budget = _COMPARISONS


_RULES = tuple(_Merging if rule is OverlappingFieldsCanBeMergedRule else rule for rule in specified_rules)


class Documents:
    """A cache of documents that were parsed, validated and compiled for one schema."""

    def __init__(self, schema: GraphQLSchema, limits: Limits = UNLIMITED) -> None:
        self.schema = schema
        self._limits = limits
        self._known: WeightedLRU[Document] = WeightedLRU(_DOCUMENTS)
        self._plans: WeightedLRU[Plan] = WeightedLRU(_PLANS)
        # Without variables, the text and the operation decide everything.
        self._ready: WeightedLRU[Prepared] = WeightedLRU(_READY)

    def count(self) -> int:
        """How many documents are cached."""
        return len(self._known)

    def prepare(
        self,
        text: str,
        operation_name: str | None,
        variables: Mapping[str, Any],
        *,
        is_priced: bool = True,
    ) -> Prepared:
        """An operation with these variables, ready to run. Raises Refused, for its cost only if
        ``is_priced``."""
        if not variables and (ready := self._ready.find((text, operation_name))):
            return ready
        document = self._known.find(text) or self._read(text)
        definition = _chosen(document, operation_name)
        values = self._coerced(definition, variables)
        structure = Structure.of(values)
        key = (text, definition.name.value if definition.name else None, structure.key)
        plan = self._plans.find(key)
        if plan is None:
            with span("compile"):
                plan = self._compiled(Operation(self.schema, definition, document.fragments, structure))
        prepared = self._bound(text, plan, values, document, is_priced)
        # A plan holds on to the syntax tree of its document.
        weight = document.weight + plan.weight
        self._known.keep(text, document, document.weight)
        self._plans.keep(key, plan, weight)
        if is_priced and not definition.variable_definitions:
            self._ready.keep((text, operation_name), prepared, weight)
        return prepared

    def _read(self, text: str) -> Document:
        try:
            ast = parsed(text, self._limits)
        except GraphQLError as error:
            raise Refused([coded(error, "GRAPHQL_PARSE_FAILED")]) from None
        errors = oversized(self.schema, ast, self._limits) or validate(self.schema, ast, _RULES, _MOST_ERRORS)
        if errors:
            raise Refused([coded(error, "GRAPHQL_VALIDATION_FAILED") for error in errors])
        weight = getsizeof(text) + _NODE * _forget_tokens(ast) + _ENTRY
        operations, fragments = {}, {}
        for definition in ast.definitions:
            if isinstance(definition, OperationDefinitionNode):
                operations[definition.name.value if definition.name else ""] = definition
            elif isinstance(definition, FragmentDefinitionNode):
                fragments[definition.name.value] = FragmentDetails(definition)
        return Document(ast, operations, fragments, weight)

    def _coerced(self, definition: OperationDefinitionNode, variables: Mapping[str, Any]) -> Values:
        if problem := tangled(variables, self._limits):
            raise Refused([coded(GraphQLError(problem, definition), "BAD_USER_INPUT")])
        found = get_variable_values(
            self.schema, definition.variable_definitions or (), dict(variables), max_errors=_MOST_ERRORS
        )
        if isinstance(found, list):
            # An error that is not of one variable is located at the operation.
            placed = [GraphQLError(error.message, error.nodes or definition) for error in found]
            raise Refused([coded(error, "BAD_USER_INPUT") for error in placed])
        return Values(found)

    def _compiled(self, operation: Operation) -> Plan:
        try:
            plan = compile_operation(operation)
        except GraphQLError as error:
            raise Refused([coded(error, "BAD_USER_INPUT")]) from None
        if plan.planning > self._limits.planning:
            problem = (
                f"Lists inside lists weigh {plan.planning} here, and {self._limits.planning} is allowed; "
                "follow fewer relationships at once."
            )
            raise Refused([coded(GraphQLError(problem, operation.definition), "COST_LIMIT")])
        return plan

    def _bound(self, text: str, plan: Plan, values: Values, document: Document, is_priced: bool) -> Prepared:
        try:
            bound = plan.bind(values)
        except GraphQLError as error:
            raise Refused([coded(error, "BAD_USER_INPUT")]) from None
        cost = Cost(bound.cost, self._limits.cost)
        if is_priced and cost.asked > cost.allowed:
            problem = f"This would cost {cost.asked}, and {cost.allowed} is allowed; ask for smaller pages."
            raise Refused([coded(GraphQLError(problem, plan.operation.definition), "COST_LIMIT")], cost)
        return Prepared(text, plan, values, document, bound.parameters, cost)


def _forget_tokens(document: DocumentNode) -> int:
    """Drop the tokens of a document; its nodes keep their positions, for errors. Returns the number of
    nodes."""
    nodes_seen = 0
    waiting: list[object] = [document]
    while waiting:
        match waiting.pop():
            case Node() as node:
                nodes_seen += 1
                if node.loc:
                    node.loc.start_token = node.loc.end_token = _NO_TOKEN
                waiting += [getattr(node, key) for key in node.keys]
            case tuple() as nodes:
                waiting += nodes
    return nodes_seen


def _chosen(document: Document, name: str | None) -> OperationDefinitionNode:
    if name is None and len(document.operations) == 1:
        return next(iter(document.operations.values()))
    if name is not None and name in document.operations:
        return document.operations[name]
    known = ", ".join(sorted(filter(None, document.operations))) or "none with a name"
    problem = (
        f"The document has no operation named {name!r}; it has {known}."
        if name is not None
        else f"The document has several operations; `operationName` must name one of {known}."
    )
    raise Refused([coded(GraphQLError(problem), "OPERATION_RESOLUTION_FAILURE")])
