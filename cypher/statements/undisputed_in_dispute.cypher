// What the statements that dispute a claim leave undisputed.
//
// from: Assertion
// to: Judgement | Finding
// order: node.caption string, node.id string

MATCH (owner)<-[:DISPUTES]-(statement:Statement)-[edge:DOES_NOT_DISPUTE]->(node:Judgement|Finding)
RETURN node, edge
