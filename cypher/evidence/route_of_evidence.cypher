// The documents through which an evidence reached its source, the nearest first.
//
// from: Evidence
// to: Source
// order: edge.position integer, node.id string

MATCH (owner:Evidence)-[edge:VIA]->(node:Source)
RETURN node, edge
