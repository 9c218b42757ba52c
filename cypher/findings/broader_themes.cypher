// Themes that a theme is a kind of.
//
// from: Theme
// to: Theme
// order: node.name string, node.id string

MATCH (owner:Theme)-[edge:BROADER]->(node:Theme)
RETURN node, edge
