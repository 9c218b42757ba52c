"""Prepares guides, a style and saved queries for Neo4j Browser."""
