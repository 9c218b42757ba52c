// Statements that qualify this, in order of time.
//
// from: Statement | Finding | Judgement | Correspondence | Statistic | Inspection
// to: Statement
// order: node.day date, node.position integer, node.id string

MATCH (node:Statement)-[edge:QUALIFIES]->(owner:Statement|Finding|Judgement|Correspondence|Statistic|Inspection)
RETURN node, edge
