"""Executes requests: looks up the document, applies limits, runs its statements, and assembles the answer."""
