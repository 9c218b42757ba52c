// Every recommendation, the newest first; those of one document in its order.
//
// to: Recommendation
// order: node.pagedDay date DESC, node.position integer, node.id string

MATCH (node:Recommendation)
RETURN node
