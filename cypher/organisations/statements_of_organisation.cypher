// Statements in the history of an organisation: made for it, or about it.
//
// from: Organisation
// to: Statement
// order: =edge.ownerId string, =edge.kind string, edge.pagedDay date, node.position integer, node.id string

MATCH (node:Statement)-[edge:IN_HISTORY_OF]->(owner:Organisation)
RETURN node, edge
