"""Names in other people's data, and the bodies of the graph that they may mean."""
