// The person who made a statement.
//
// from: Statement
// to: Person
// order: node.name string, node.id string
// rows: one

MATCH (owner:Statement)-[edge:MADE_BY]->(node:Person)
RETURN node, edge
