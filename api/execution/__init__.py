"""A request's way: a known document, its statements on one store, and their rows as an answer."""
