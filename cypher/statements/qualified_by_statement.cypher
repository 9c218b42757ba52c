// What a statement qualifies.
//
// from: Statement
// to: Statement | Finding | Judgement | Correspondence | Statistic | Inspection
// order: node.caption string, node.id string

MATCH (owner:Statement)-[edge:QUALIFIES]->(node:Statement|Finding|Judgement|Correspondence|Statistic|Inspection)
RETURN node, edge
