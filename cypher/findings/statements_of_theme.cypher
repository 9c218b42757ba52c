// Statements with a theme, in order of time.
//
// from: Theme
// to: Statement
// order: node.day date, node.position integer, node.id string

MATCH (node:Statement)-[edge:HAS_THEME]->(owner:Theme)
RETURN node, edge
