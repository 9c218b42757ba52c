// What a statement disputes.
//
// from: Statement
// to: Assertion
// order: node.caption string, node.id string

MATCH (owner:Statement)-[edge:DISPUTES]->(node)
RETURN node, edge
