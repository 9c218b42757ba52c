// What sources say became of a recommendation, in order of time.
//
// from: Recommendation
// to: Review
// order: node.day date, node.position integer, node.id string

MATCH (node:Review)-[edge:REVIEW_OF]->(owner:Recommendation)
RETURN node, edge
