// Numbers, as published, that a finding or statement is put in.
//
// from: Finding | Statement
// to: Statistic
// order: node.position integer, node.id string

MATCH (owner:Finding|Statement)-[edge:QUANTIFIED_BY]->(node:Statistic)
RETURN node, edge
