// The previous judgement of the same body, area and scale.
//
// from: Judgement
// to: Judgement
// order: node.pagedDay date DESC, node.id string

MATCH (owner:Judgement)-[edge:PREVIOUS]->(node:Judgement)
RETURN node, edge
