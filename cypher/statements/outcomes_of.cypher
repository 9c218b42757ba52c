// What sources say became of this, in order of time.
//
// from: Assertion
// to: Review
// order: node.day date, node.position integer, node.id string

MATCH (node:Review)-[edge:REVIEW_OF]->(owner)
RETURN node, edge
