"""The graph in the formats of other tools: what is read, what a format writes, and what every export says."""
