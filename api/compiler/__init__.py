"""Compiles a validated selection to one statement and one projection of its rows."""
