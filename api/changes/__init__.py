"""Serves what changed between two versions of the graph."""
