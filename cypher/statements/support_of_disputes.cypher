// Statements and findings that support the statements that dispute a claim, in order of time.
//
// from: Statement | Finding
// to: Statement | Finding
// order: node.day date, node.position integer, node.id string

MATCH (owner:Statement|Finding)<-[:DISPUTES]-(:Statement)<-[edge:SUPPORTS]-(node:Statement|Finding)
RETURN node, edge
