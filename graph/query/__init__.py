"""Queries: a neutral tree of what a reader asks, composed into one Cypher statement."""
