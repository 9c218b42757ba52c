// Statements that answer this, in order of time.
//
// from: Assertion
// to: Statement
// order: node.day date, node.position integer, node.id string

MATCH (node:Statement)-[edge:ANSWERS]->(owner)
RETURN node, edge
