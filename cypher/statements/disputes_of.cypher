// Statements that dispute this, in order of time.
//
// from: Assertion
// to: Statement
// order: node.day date, node.position integer, node.id string

MATCH (node:Statement)-[edge:DISPUTES]->(owner)
RETURN node, edge
