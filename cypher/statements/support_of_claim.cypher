// Statements and findings that support a claim, in order of time.
//
// from: Statement | Finding
// to: Statement | Finding
// order: node.day date, node.position integer, node.id string

MATCH (owner:Statement|Finding)<-[edge:SUPPORTS]-(node:Statement|Finding)
RETURN node, edge
