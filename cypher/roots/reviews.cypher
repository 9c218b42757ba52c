// Everything that sources say became of recommendations and disputes, in order of time.
//
// to: Review
// order: node.day date, node.position integer, node.id string

MATCH (node:Review)
RETURN node
