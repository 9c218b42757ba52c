// What a statement answers.
//
// from: Statement
// to: Assertion
// order: node.caption string, node.id string

MATCH (owner:Statement)-[edge:ANSWERS]->(node)
RETURN node, edge
