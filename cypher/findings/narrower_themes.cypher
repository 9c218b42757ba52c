// Themes that are kinds of a theme.
//
// from: Theme
// to: Theme
// order: node.name string, node.id string

MATCH (node:Theme)-[edge:BROADER]->(owner:Theme)
RETURN node, edge
