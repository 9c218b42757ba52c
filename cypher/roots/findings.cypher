// Every finding, the newest first; those of one document in its order.
//
// to: Finding
// order: node.pagedDay date DESC, node.position integer, node.id string

MATCH (node:Finding)
RETURN node
