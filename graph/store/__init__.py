"""A Neo4j of our own: its jars, its configuration, its process, and the directories of published graphs."""
