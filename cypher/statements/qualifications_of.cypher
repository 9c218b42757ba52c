// Statements that qualify this, in order of time.
//
// from: Assertion
// to: Statement
// order: node.day date, node.position integer, node.id string

MATCH (node:Statement)-[edge:QUALIFIES]->(owner)
RETURN node, edge
