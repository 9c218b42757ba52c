"""Reads the project's own tables, which docs/formats/ describes."""
