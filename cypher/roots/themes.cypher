// Every theme, by name.
//
// to: Theme
// order: node.name string, node.id string

MATCH (node:Theme)
RETURN node
