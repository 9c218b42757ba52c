// The later inspection that says what became of a recommendation.
//
// from: Review
// to: Inspection
// order: node.pagedDay date DESC, node.id string
// rows: one

MATCH (node:Inspection)-[edge:REVIEWED]->(owner:Review)
RETURN node, edge
