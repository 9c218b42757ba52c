// Statements that dispute this, in order of time.
//
// from: Statement | Finding | Judgement | Correspondence | Statistic | Inspection
// to: Statement
// order: node.day date, node.position integer, node.id string

MATCH (node:Statement)-[edge:DISPUTES]->(owner:Statement|Finding|Judgement|Correspondence|Statistic|Inspection)
RETURN node, edge
