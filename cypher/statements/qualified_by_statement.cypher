// What a statement qualifies.
//
// from: Statement
// to: Assertion
// order: node.caption string, node.id string

MATCH (owner:Statement)-[edge:QUALIFIES]->(node)
RETURN node, edge
