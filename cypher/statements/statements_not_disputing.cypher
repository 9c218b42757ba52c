// Statements that leave this undisputed, expressly or implicitly, in order of time.
//
// from: Undisputed
// to: Statement
// order: node.day date, node.position integer, node.id string

MATCH (node:Statement)-[edge:DOES_NOT_DISPUTE]->(owner)
RETURN node, edge
