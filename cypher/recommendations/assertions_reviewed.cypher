// What a review is about.
//
// from: Review
// to: Assertion
// order: node.caption string, node.id string

MATCH (owner:Review)-[edge:REVIEW_OF]->(node)
RETURN node, edge
