"""Finds the bodies of the graph that a name may mean."""
