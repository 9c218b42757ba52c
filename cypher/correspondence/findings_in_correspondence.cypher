// Findings that a correspondence reports, in its order.
//
// from: Correspondence
// to: Finding
// order: node.position integer, node.id string

MATCH (node:Finding)-[edge:REPORTED_IN]->(owner:Correspondence)
RETURN node, edge
