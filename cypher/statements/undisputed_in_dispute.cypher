// What the statements that dispute a claim leave undisputed.
//
// from: Statement | Finding | Judgement | Correspondence | Statistic | Inspection
// to: Judgement | Finding
// order: node.caption string, node.id string

MATCH (owner:Statement|Finding|Judgement|Correspondence|Statistic|Inspection)<-[:DISPUTES]-(statement:Statement)-[edge:DOES_NOT_DISPUTE]->(node:Judgement|Finding)
RETURN node, edge
