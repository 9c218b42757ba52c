"""Tests: flat, one real Neo4j for the whole run, and an oracle beside it."""
