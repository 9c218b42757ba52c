// Numbers that a correspondence reports, in its order.
//
// from: Correspondence
// to: Statistic
// order: node.position integer, node.id string

MATCH (node:Statistic)-[edge:REPORTED_IN]->(owner:Correspondence)
RETURN node, edge
