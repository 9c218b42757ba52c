"""The door: requests of GraphQL over HTTP, read, refused in words, logged, counted and answered."""
