// The next judgement of the same body, area and scale.
//
// from: Judgement
// to: Judgement
// order: node.day date, node.id string

MATCH (node:Judgement)-[edge:PREVIOUS]->(owner:Judgement)
RETURN node, edge
