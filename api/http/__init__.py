"""Speaks HTTP: reads, refuses, logs, counts, caches and answers requests."""
