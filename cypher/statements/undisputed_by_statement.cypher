// What a statement leaves undisputed, expressly or implicitly.
//
// from: Statement
// to: Judgement | Finding
// order: node.caption string, node.id string

MATCH (owner:Statement)-[edge:DOES_NOT_DISPUTE]->(node:Judgement|Finding)
RETURN node, edge
