// Findings and statements that a number quantifies.
//
// from: Statistic
// to: Finding | Statement
// order: node.id string

MATCH (node:Finding|Statement)-[edge:QUANTIFIED_BY]->(owner:Statistic)
RETURN node, edge
