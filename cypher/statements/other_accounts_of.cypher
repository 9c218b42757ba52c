// Statements and findings that tell the same event otherwise.
//
// from: Statement | Finding
// to: Statement | Finding
// order: node.day date, node.position integer, node.id string

MATCH (node:Statement|Finding)-[edge:OTHER_ACCOUNT_OF]->(owner:Statement|Finding)
RETURN node, edge
