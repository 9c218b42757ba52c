// The other account of an event that this account differs from.
//
// from: Statement | Finding
// to: Statement | Finding
// order: node.day date, node.position integer, node.id string

MATCH (owner:Statement|Finding)-[edge:OTHER_ACCOUNT_OF]->(node:Statement|Finding)
RETURN node, edge
