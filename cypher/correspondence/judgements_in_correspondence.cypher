// Judgements that a correspondence reports.
//
// from: Correspondence
// to: Judgement
// order: node.area string, node.id string

MATCH (node:Judgement)-[edge:REPORTED_IN]->(owner:Correspondence)
RETURN node, edge
