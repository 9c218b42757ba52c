"""Checks merged records: ids, ends, cardinality, and what may be stated."""
