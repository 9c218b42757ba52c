// The correspondence that reports a finding.
//
// from: Finding
// to: Correspondence
// order: node.day date, node.position integer, node.id string
// rows: one

MATCH (owner:Finding)-[edge:REPORTED_IN]->(node:Correspondence)
RETURN node, edge
