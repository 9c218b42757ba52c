"""Derives the graph from records and publishes it as a new Neo4j store."""
