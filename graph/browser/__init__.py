"""Prepares guides, a style, saved queries and a picture of the model for Neo4j Browser."""
