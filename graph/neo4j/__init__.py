"""Talks to Neo4j: the driver, its connections, and statements run through it."""
