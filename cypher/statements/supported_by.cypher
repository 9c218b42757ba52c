// Statements that a statement or finding supports.
//
// from: Statement | Finding
// to: Statement
// order: node.day date, node.position integer, node.id string

MATCH (owner:Statement|Finding)-[edge:SUPPORTS]->(node:Statement)
RETURN node, edge
