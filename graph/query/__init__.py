"""Composes a query tree, which knows nothing of GraphQL, into one Cypher statement."""
