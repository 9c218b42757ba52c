"""Readers of files as their publishers release them."""
