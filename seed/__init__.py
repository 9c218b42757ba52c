"""From sources to a graph: curated facts, reference data, the checks, and the build."""
