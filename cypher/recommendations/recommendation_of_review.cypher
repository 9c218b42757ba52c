// The recommendation whose fate a source tells.
//
// from: Review
// to: Recommendation
// order: node.pagedDay date DESC, node.position integer, node.id string
// rows: one

MATCH (owner:Review)-[edge:REVIEW_OF]->(node:Recommendation)
RETURN node, edge
