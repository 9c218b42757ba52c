"""Matches names to bodies for OpenRefine, by the reconciliation protocol."""
