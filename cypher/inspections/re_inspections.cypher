// Re-inspections after an inspection.
//
// from: Inspection
// to: Inspection
// order: node.day date, node.id string

MATCH (node:Inspection)-[edge:RE_INSPECTION_OF]->(owner:Inspection)
RETURN node, edge
