// Themes of a statement.
//
// from: Statement
// to: Theme
// order: node.name string, node.id string

MATCH (owner:Statement)-[edge:HAS_THEME]->(node:Theme)
RETURN node, edge
