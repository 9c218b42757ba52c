"""The domain model, the store and the composition of Cypher; independent of GraphQL."""
