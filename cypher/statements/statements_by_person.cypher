// Statements that a person made, in order of time.
//
// from: Person
// to: Statement
// order: node.day date, node.position integer, node.id string

MATCH (node:Statement)-[edge:MADE_BY]->(owner:Person)
RETURN node, edge
