"""Apply all rules to merged records."""

from __future__ import annotations

from collections.abc import Iterator

from graph.model.records import Records
from seed.checks import cardinality_rules, rules, semantic_rules
from seed.errors import Refusal
from seed.frameworks import Frameworks
from seed.indexed import Indexed


def check_rules(records: Records, frameworks: Frameworks) -> Iterator[Refusal]:
    """The refusals of all rules."""
    indexed = Indexed(records)
    for rule in (*rules.RULES, *semantic_rules.RULES, cardinality_rules.one_where_one_is_read):
        yield from rule(indexed)
    for framework_rule in semantic_rules.FRAMEWORK_RULES:
        yield from framework_rule(indexed, frameworks)
