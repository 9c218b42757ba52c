"""Runs our own Neo4j: jars, configuration, process, and the directories of published graphs."""
