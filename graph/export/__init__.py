"""Reads the graph and writes it in the formats of other tools."""
