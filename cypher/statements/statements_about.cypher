// Statements about a node, in order of time.
//
// from: Entity
// to: Statement
// order: =edge.ownerId string, edge.pagedDay date, node.position integer, node.id string

MATCH (node:Statement)-[edge:ABOUT]->(owner:Entity)
RETURN node, edge
