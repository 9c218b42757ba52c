"""Declares the GraphQL schema: types, what their fields read, arguments and filters."""
