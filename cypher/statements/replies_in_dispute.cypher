// What was answered to a claim, and to the statements that dispute or qualify it, in order of time.
//
// from: Assertion
// to: Statement
// order: node.day date, node.position integer, node.id string

MATCH (owner)<-[:DISPUTES|QUALIFIES*0..1]-(said)<-[:ANSWERS]-(node:Statement)
WITH DISTINCT node
RETURN node
