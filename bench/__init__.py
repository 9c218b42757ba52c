"""The benchmark: a made-up country in three sizes, three servers over one Neo4j, eight questions."""
