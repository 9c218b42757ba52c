"""The node types: each a frozen dataclass of its properties, and below it its declaration."""
