// Every statement, in order of time; those of one document in its order.
//
// to: Statement
// order: node.day date, node.position integer, node.id string

MATCH (node:Statement)
RETURN node
