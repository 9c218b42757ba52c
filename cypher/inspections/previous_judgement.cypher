// The previous judgement of the same body, area and scale.
//
// from: Judgement
// to: Judgement
// order: node.day date DESC, node.id string

MATCH (owner:Judgement)-[edge:PREVIOUS]->(node:Judgement)
RETURN node, edge
