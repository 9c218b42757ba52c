"""The domain: what the graph holds, as frozen dataclasses and one table of relationships."""
