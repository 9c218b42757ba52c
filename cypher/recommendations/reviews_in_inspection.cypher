// What a later inspection says became of recommendations.
//
// from: Inspection
// to: Review
// order: node.day date, node.position integer, node.id string

MATCH (owner:Inspection)-[edge:REVIEWED]->(node:Review)
RETURN node, edge
