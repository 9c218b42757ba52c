"""What Neo4j Browser is given for this graph: guides, a style and saved queries, made from `browser/`."""
