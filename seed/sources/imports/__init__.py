"""Reads published files as outcomes, and merges the outcomes of all releases into records."""
