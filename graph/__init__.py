"""The domain, the store and the composition of Cypher. Never hears of GraphQL."""
