// Statements with a theme, in order of time.
//
// from: Theme
// to: Statement
// order: =edge.ownerId string, =edge.kind string, edge.pagedDay date, node.position integer, node.id string

MATCH (node:Statement)-[edge:HAS_THEME]->(owner:Theme)
RETURN node, edge
