// The documents through which a piece of evidence reached its source, nearest first.
//
// from: Evidence
// to: Source
// order: edge.position integer, node.id string

MATCH (owner:Evidence)-[edge:VIA]->(node:Source)
RETURN node, edge
