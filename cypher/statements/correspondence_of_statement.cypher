// The correspondence in which a statement was made.
//
// from: Statement
// to: Correspondence
// order: node.day date, node.position integer, node.id string
// rows: one

MATCH (owner:Statement)-[edge:MADE_IN]->(node:Correspondence)
RETURN node, edge
