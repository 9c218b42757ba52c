// The nodes that an evidence is evidence of.
//
// from: Evidence
// to: Entity
// order: node.caption string, node.id string

MATCH (node:Entity)-[edge:EVIDENCED_BY]->(owner:Evidence)
RETURN node, edge
