// What became of a claim, of the statements that dispute or qualify it, and of the letters that make these, in order of
// time.
//
// from: Assertion
// to: Review
// order: node.day date, node.position integer, node.id string

MATCH (owner)<-[:DISPUTES|QUALIFIES*0..1]-(said)-[:MADE_IN*0..1]->(told)<-[:REVIEW_OF]-(node:Review)
WITH DISTINCT node
RETURN node
