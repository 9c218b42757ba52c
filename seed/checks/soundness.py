"""Every rule over merged records."""

from __future__ import annotations

from collections.abc import Iterator

from graph.model.records import Records
from seed.checks import cardinality_rules as rules_of_number
from seed.checks import rules
from seed.checks import semantic_rules as rules_of_meaning
from seed.errors import Refusal
from seed.frameworks import Frameworks
from seed.indexed import Indexed


def refusals(records: Records, frameworks: Frameworks) -> Iterator[Refusal]:
    """What the rules refuse in merged records."""
    indexed = Indexed(records)
    for rule in (*rules.RULES, *rules_of_meaning.RULES, rules_of_number.one_where_one_is_read):
        yield from rule(indexed)
    for framework_rule in rules_of_meaning.FRAMEWORK_RULES:
        yield from framework_rule(indexed, frameworks)
