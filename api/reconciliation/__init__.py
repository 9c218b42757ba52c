"""Reconciliation for OpenRefine and its kind, over HTTP."""
