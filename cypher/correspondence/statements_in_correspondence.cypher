// Statements made in a correspondence, in its order.
//
// from: Correspondence
// to: Statement
// order: node.position integer, node.id string

MATCH (node:Statement)-[edge:MADE_IN]->(owner:Correspondence)
RETURN node, edge
