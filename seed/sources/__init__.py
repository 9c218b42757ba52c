"""Readers: curated files, reference tables and imported files, each as records."""
