// The inspection whose report recommends this.
//
// from: Recommendation
// to: Inspection
// order: node.pagedDay date DESC, node.id string
// rows: one

MATCH (node:Inspection)-[edge:RECOMMENDED]->(owner:Recommendation)
RETURN node, edge
