"""From records to a published store: derived facts, histories, rows, files for Neo4j."""
