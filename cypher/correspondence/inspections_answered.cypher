// The inspections that a correspondence answers, the newest first.
//
// from: Correspondence
// to: Inspection
// order: node.pagedDay date DESC, node.id string

MATCH (owner:Correspondence)-[edge:ANSWERS]->(node:Inspection)
RETURN node, edge
