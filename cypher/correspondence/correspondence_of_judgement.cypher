// Correspondence that reports a judgement.
//
// from: Judgement
// to: Correspondence
// order: node.day date, node.position integer, node.id string

MATCH (owner:Judgement)-[edge:REPORTED_IN]->(node:Correspondence)
RETURN node, edge
