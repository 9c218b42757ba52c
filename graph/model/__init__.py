"""Declares the domain: node types, relationship types, vocabularies and dates."""
