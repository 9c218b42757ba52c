"""Reads curated files, reference tables and imported files as records."""
