// Statements and findings that give a different account of the same event.
//
// from: Statement | Finding
// to: Statement | Finding
// order: node.day date, node.position integer, node.id string

MATCH (node:Statement|Finding)-[edge:OTHER_ACCOUNT_OF]->(owner:Statement|Finding)
RETURN node, edge
