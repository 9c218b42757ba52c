// The correspondence that reports a number.
//
// from: Statistic
// to: Correspondence
// order: node.day date, node.position integer, node.id string
// rows: one

MATCH (owner:Statistic)-[edge:REPORTED_IN]->(node:Correspondence)
RETURN node, edge
