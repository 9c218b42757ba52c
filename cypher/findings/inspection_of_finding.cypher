// The inspection whose own report says this was found.
//
// from: Finding
// to: Inspection
// order: node.pagedDay date DESC, node.id string
// rows: one

MATCH (node:Inspection)-[edge:FOUND]->(owner:Finding)
RETURN node, edge
