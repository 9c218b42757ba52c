"""Neo4j's driver, the one module that imports it, and what this program says through it."""
