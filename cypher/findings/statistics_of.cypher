// Numbers, as published, that quantify a finding or statement.
//
// from: Finding | Statement
// to: Statistic
// order: node.position integer, node.id string

MATCH (owner:Finding|Statement)-[edge:QUANTIFIED_BY]->(node:Statistic)
RETURN node, edge
