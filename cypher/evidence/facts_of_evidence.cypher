// The nodes that a piece of evidence supports.
//
// from: Evidence
// to: Entity
// order: node.caption string, node.id string

MATCH (node:Entity)-[edge:EVIDENCED_BY]->(owner:Evidence)
RETURN node, edge
