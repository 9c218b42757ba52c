// The evidence of a node: the places in sources that support it.
//
// from: Entity
// to: Evidence
// order: edge.position integer, node.id string

MATCH (owner:Entity)-[edge:EVIDENCED_BY]->(node:Evidence)
RETURN node, edge
